import { changesBetween } from '../../core/audit/changes.ts';
import type { AuditKind } from '../../core/audit/kinds.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import type { Share, Shares } from '../../ports/shares.ts';
import { assertFound } from './errors.ts';
import { ownRow } from './own-row.ts';
import type { Db, Tables } from './schema.ts';
import type { Trail } from './trail.ts';
import { transact } from './transact.ts';
import { toMs, toSeconds, toTimestamp } from './values.ts';

export function sqlShares(db: Db, trail: Trail): Shares {
  return {
    add: (share, limit) =>
      transact(db, async (trx) => {
        const ofAccount = trx.deleteFrom('shares').where('account_id', '=', share.accountId);
        await ofAccount.where('expires_ms', '<=', toMs(share.createdAt)).execute();
        const { count } = await trx
          .selectFrom('shares')
          .select((e) => e.fn.countAll().as('count'))
          .where('account_id', '=', share.accountId)
          .executeTakeFirstOrThrow();
        if (Number(count) >= limit) return false;
        await trx.insertInto('shares').values(rowOf(share)).execute();
        await trail.record(trx, event('report.shared', share, null, membersOf(share)));
        return true;
      }),
    async find(tokenHash) {
      const row = await db
        .selectFrom('shares')
        .selectAll()
        .where(ownRow(db, 'shares', 'token_hash', tokenHash))
        .executeTakeFirst();
      if (row) assertFound('a shared link', tokenHash, row.token_hash);
      return row && shareOf(row);
    },
    async list(accountId, now, reportId) {
      const rows = await db
        .selectFrom('shares')
        .selectAll()
        .where(ownRow(db, 'shares', 'account_id', accountId))
        .where('expires_ms', '>', toMs(now))
        .$if(reportId !== undefined, (query) => query.where('report_id', '=', reportId ?? ''))
        .orderBy('created_ms', 'desc')
        .orderBy('id')
        .execute();
      for (const row of rows) assertFound('the shared links of account', accountId, row.account_id);
      return rows.map(shareOf);
    },
    takeBack: (accountId, id) =>
      transact(db, async (trx) => {
        const row = await trx
          .deleteFrom('shares')
          .where('id', '=', id)
          .where('account_id', '=', accountId)
          .returningAll()
          .executeTakeFirst();
        if (!row) return false;
        const share = shareOf(row);
        await trail.record(trx, event('report.taken-back', share, membersOf(share), null));
        return true;
      }),
  };
}

/** By its id and the report that it opens; its token is in nobody's log. */
function event(
  kind: AuditKind,
  { id, accountId, reportId }: Share,
  before: JsonObject | null,
  after: JsonObject | null,
): AuditEvent {
  const subject = { kind: 'link', id, name: reportId } as const;
  return { accountIds: [accountId], kind, subject, changes: changesBetween(before, after) };
}

const membersOf = ({ reportId, expiresAt }: Share): JsonObject => ({
  report_id: reportId,
  expires_at: toTimestamp(expiresAt),
});

const rowOf = (share: Share): Tables['shares'] => ({
  id: share.id,
  token_hash: share.tokenHash,
  account_id: share.accountId,
  report_id: share.reportId,
  created_by: share.createdBy,
  created_ms: toMs(share.createdAt),
  expires_ms: toMs(share.expiresAt),
});

const shareOf = (row: Tables['shares']): Share => ({
  id: row.id,
  tokenHash: row.token_hash,
  accountId: row.account_id,
  reportId: row.report_id,
  createdBy: row.created_by,
  createdAt: toSeconds(row.created_ms),
  expiresAt: toSeconds(row.expires_ms),
});
