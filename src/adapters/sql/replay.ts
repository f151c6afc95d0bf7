import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { UnavailableError } from '../../ports/errors.ts';
import type { Replay } from '../../ports/replay.ts';
import type { Db } from './schema.ts';
import { toMs, toSeconds } from './values.ts';

const SWEEP_SECONDS = 60;
/** How long a use is kept after its token has ended: a clock that was ahead, and is set back, makes it good again. */
const KEPT_SECONDS = 24 * 3600;
const ATTEMPTS = 3;

/** Seen `jti` values, shared by every node on the database; each use is durable before it is answered. */
export function sqlReplay(db: Db): Replay {
  // mutants: no token is as old as that
  let sweepAt = 0;

  /** Forgets what has ended. Nothing depends on it, so its fault is nobody's: the next sweep takes up what is left. */
  function sweep(now: number): void {
    if (now < sweepAt) return;
    sweepAt = now + SWEEP_SECONDS;
    db.deleteFrom('used_tokens')
      .where('expires_ms', '<', toMs(now - KEPT_SECONDS))
      .execute()
      .catch(() => {});
  }

  return {
    async use(applicationId, jti, now, until) {
      const key = { application_id: applicationId, jti_hash: hash(jti) };
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (await insert(db, { ...key, used_ms: toMs(now), expires_ms: toMs(until) })) {
          sweep(now);
          return null;
        }
        const first = await db
          .selectFrom('used_tokens')
          .select('used_ms')
          .where('application_id', '=', key.application_id)
          .where('jti_hash', '=', key.jti_hash)
          .executeTakeFirst();
        if (first) return toSeconds(first.used_ms);
      }
      throw new UnavailableError('busy', 'The replay history changed with each look at it.');
    },
  };
}

/** One statement, so that of many at once exactly one inserts. A use whose token has ended gives way. */
async function insert(
  db: Db,
  row: { application_id: string; jti_hash: string; used_ms: number; expires_ms: number },
): Promise<boolean> {
  const inserted = await db
    .insertInto('used_tokens')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['application_id', 'jti_hash'])
        .doUpdateSet({ used_ms: row.used_ms, expires_ms: row.expires_ms })
        .where('used_tokens.expires_ms', '<', row.used_ms),
    )
    .returning(sql<number>`1`.as('done'))
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Over UTF-16, so that no two strings are made alike on the way. */
const hash = (jti: string) => createHash('sha256').update(Buffer.from(jti, 'utf16le')).digest('base64url');
