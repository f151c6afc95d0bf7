import { sql } from 'kysely';
import type { AuditLine, MemberChange } from '../../core/audit/entry.ts';
import type { AuditFilter, AuditLog, Origin } from '../../ports/audit-log.ts';
import type { Clock } from '../../ports/clock.ts';
import { accountOfChain, auditLineOf, chainOf } from './audit-rows.ts';
import type { Db, Trx } from './schema.ts';
import { trailOf } from './trail.ts';
import { transact } from './transact.ts';
import { toMs } from './values.ts';

export function sqlAuditLog(db: Db, clock: Clock): AuditLog {
  return {
    async newest(filter, limit, before) {
      const rows = await matching(db, filter)
        .$if(before !== undefined, (query) => query.where('position', '<', before ?? 0))
        .orderBy('position', 'desc')
        .limit(limit)
        .execute();
      return rows.map(auditLineOf);
    },
    async oldest(filter, limit, after) {
      const rows = await matching(db, filter).where('position', '>', after).orderBy('position').limit(limit).execute();
      return rows.map(auditLineOf);
    },
    async heads() {
      const rows = await db.selectFrom('audit_heads').select(['chain', 'position', 'hash']).orderBy('chain').execute();
      return rows.map(({ chain, position, hash }) => ({ accountId: accountOfChain(chain), position, hash }));
    },
    record: (origin, event) => transact(db, (trx) => trailOf(clock, origin).record(trx, event)),
    async prune(origin, before) {
      const heads = await db.selectFrom('audit_heads').select('chain').orderBy('chain').execute();
      let removed = 0;
      // One log at a time, so that nobody waits for all of them.
      for (const { chain } of heads) {
        removed += await transact(db, (trx) => pruneChain(trx, clock, origin, chain, toMs(before)));
      }
      return removed;
    },
  };
}

async function pruneChain(trx: Trx, clock: Clock, origin: Origin, chain: string, beforeMs: number): Promise<number> {
  // The head is held from here on: no other process prunes or writes in this log.
  const head = await trx
    .updateTable('audit_heads')
    .set((e) => ({ kept_from: e.ref('kept_from') }))
    .where('chain', '=', chain)
    .returning(['position', 'kept_from'])
    .executeTakeFirstOrThrow();
  const kept = await trx
    .selectFrom('audit_entries')
    .select('position')
    .where('chain', '=', chain)
    .where('at_ms', '>=', beforeMs)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  const keptFrom = Math.min(kept?.position ?? head.position, head.position);
  if (keptFrom <= head.kept_from) return 0;
  const row = await trx
    .selectFrom('audit_entries')
    .selectAll()
    .where('chain', '=', chain)
    .where('position', '=', keptFrom - 1)
    .executeTakeFirstOrThrow();
  const last = auditLineOf(row);
  await trx.updateTable('audit_heads').set({ kept_from: keptFrom }).where('chain', '=', chain).execute();
  const { numDeletedRows } = await trx
    .deleteFrom('audit_entries')
    .where('chain', '=', chain)
    .where('position', '<', keptFrom)
    .executeTakeFirst();
  await trailOf(clock, origin).record(trx, {
    accountIds: last.account === null ? [] : [last.account],
    kind: 'audit-log.pruned',
    subject: { kind: 'server', id: null, name: null },
    changes: removedMembers(last),
  });
  return Number(numDeletedRows);
}

/** What a check of the log needs to know where it begins, by the names that `verify` reads. */
function removedMembers({ position, hash, at }: AuditLine): readonly MemberChange[] {
  const gone = { position, hash, at };
  return Object.entries(gone).map(([name, before]) => ({ member: `last_removed.${name}`, before, after: null }));
}

function matching(db: Db, filter: AuditFilter) {
  return db
    .selectFrom('audit_entries')
    .selectAll()
    .where('chain', '=', chainOf(filter.accountId))
    .$if(filter.kinds !== undefined, (query) => query.where('kind', 'in', [...(filter.kinds ?? []), '']))
    .$if(filter.by !== undefined, (query) => query.where(containing('actor_text', filter.by)))
    .$if(filter.subject !== undefined, (query) => query.where(containing('subject_text', filter.subject)))
    .$if(filter.subjectId !== undefined, (query) => query.where('subject_id', '=', filter.subjectId ?? ''))
    .$if(filter.address !== undefined, (query) => query.where('address', '=', filter.address ?? ''))
    .$if(filter.since !== undefined, (query) => query.where('at_ms', '>=', toMs(filter.since ?? 0)))
    .$if(filter.until !== undefined, (query) => query.where('at_ms', '<', toMs(filter.until ?? 0)));
}

function containing(column: 'actor_text' | 'subject_text', text = '') {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`;
}
