import { sql } from 'kysely';
import type { Changes } from '../../ports/changes.ts';
import type { Db } from './schema.ts';

/** Beyond this many changes at once, whoever reads is better off to begin anew. */
export const READ_LIMIT = 10_000;

/** The feed of an SQLite file: one transaction writes at a time, so positions are in the order of the commits. */
export function sqliteChanges(db: Db): Changes {
  return {
    async since(from) {
      if (from === undefined) return { to: await lastPosition(db), changed: 'all' };
      const first = await db.selectFrom('changes').select('position').orderBy('position').limit(1).executeTakeFirst();
      const rows = await db
        .selectFrom('changes')
        .select(['position', 'application_id'])
        .where('position', '>', Number(from))
        .orderBy('position')
        .limit(READ_LIMIT + 1)
        .execute();
      const isPruned = first !== undefined && first.position > Number(from) + 1;
      if (isPruned || rows.length > READ_LIMIT) return { to: await lastPosition(db), changed: 'all' };
      const to = rows.at(-1)?.position ?? from;
      return { to: String(to), changed: [...new Set(rows.map((row) => row.application_id))] };
    },
    // The owner of the file tells its workers itself.
    onHint() {},
    async prune(maxAgeSeconds) {
      const old = sql<number>`cast(unixepoch('subsec') * 1000 as integer) - ${Math.round(maxAgeSeconds * 1000)}`;
      // The newest old one stays: it tells a reader whether it has seen those before it.
      await db
        .deleteFrom('changes')
        .where('position', '<', (e) =>
          e
            .selectFrom('changes as old')
            .select((c) => c.fn.max('old.position').as('position'))
            .where('old.at_ms', '<=', old),
        )
        .execute();
    },
  };
}

async function lastPosition(db: Db): Promise<string> {
  const row = await db
    .selectFrom('changes')
    .select((e) => e.fn.max('position').as('position'))
    .executeTakeFirst();
  return String(row?.position ?? 0);
}
