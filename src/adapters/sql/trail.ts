import type { AuditEntry, MemberChange } from '../../core/audit/entry.ts';
import { NO_HASH, seal } from '../../core/audit/hash.ts';
import { withheldChange, withheldName } from '../../core/audit/withheld.ts';
import type { AuditEvent, Origin } from '../../ports/audit-log.ts';
import type { Clock } from '../../ports/clock.ts';
import { auditRow, chainOf } from './audit-rows.ts';
import type { Trx } from './schema.ts';

/** Writes the audit log of one who changes something. */
export interface Trail {
  /**
   * Adds the lines of an event, in the transaction of the change and as the last of it: the head of each log is held until
   * the commit, so that lines are in the order of their positions, whatever the number of processes.
   */
  record(trx: Trx, event: AuditEvent): Promise<void>;
}

/** Who changes something where nobody else does. */
export const SERVER: Origin = {
  by: { kind: 'server', id: null, name: null, secret_id: null },
  address: null,
  userAgent: null,
};

export function trailOf(clock: Clock, origin: Origin): Trail {
  return {
    async record(trx, event) {
      // In one order everywhere, so that two changes do not wait for each other in a circle.
      const chains = event.accountIds.length === 0 ? [null] : [...new Set(event.accountIds)].sort();
      for (const account of chains) {
        const { position, hash: previous } = await takePosition(trx, chainOf(account));
        const by = event.by ?? origin.by;
        const line = seal({
          account,
          position,
          at: new Date(clock.now() * 1000).toISOString(),
          kind: event.kind,
          by: { ...by, name: withheldName(by.name) },
          from: { address: origin.address, user_agent: origin.userAgent },
          subject: { ...event.subject, name: withheldName(event.subject.name) },
          changes: event.changes.map(withheldChange) as readonly MemberChange[],
          previous_hash: previous,
        } satisfies AuditEntry);
        await trx.insertInto('audit_entries').values(auditRow(line)).execute();
        await trx.updateTable('audit_heads').set({ hash: line.hash }).where('chain', '=', chainOf(account)).execute();
      }
    },
  };
}

/** The next position, and the hash of the line before it. Others wait for the commit. */
async function takePosition(trx: Trx, chain: string) {
  return trx
    .insertInto('audit_heads')
    .values({ chain, position: 1, hash: NO_HASH })
    .onConflict((conflict) =>
      conflict.column('chain').doUpdateSet((e) => ({ position: e('audit_heads.position', '+', 1) })),
    )
    .returning(['position', 'hash'])
    .executeTakeFirstOrThrow();
}
