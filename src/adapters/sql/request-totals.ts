import type { ApplicationTotals, RequestTotals } from '../../ports/request-totals.ts';
import { MINUTE_SECONDS } from './log-counts.ts';
import { type Ask, both, term } from './log-query.ts';
import { toSeconds } from './values.ts';

export interface TotalsRow extends ApplicationTotals {
  readonly application_id: string;
}
export interface KeyTallyRow {
  readonly key_fingerprint: string;
  readonly cause: string | null;
  readonly bucket: number;
  readonly count: number;
  readonly last_ms: number;
}

/** The questions, put to the database that has the log. */
interface TotalsQuestions {
  totals(accountId: string, applicationIds: readonly string[], since: number): Promise<readonly TotalsRow[]>;
  keyTallies(
    accountId: string,
    applicationId: string,
    since: number,
    bucketSeconds: number,
  ): Promise<readonly KeyTallyRow[]>;
}

/** @param settled resolves when what was judged so far is counted */
export function requestTotals(ask: TotalsQuestions, settled: () => Promise<unknown>): RequestTotals {
  return {
    async byApplication(accountId, applicationIds, since) {
      await settled();
      const rows = await ask.totals(accountId, applicationIds, since);
      return new Map(rows.map(({ application_id, accepted, rejected }) => [application_id, { accepted, rejected }]));
    },
    async byKey(accountId, applicationId, since, bucketSeconds) {
      await settled();
      const rows = await ask.keyTallies(accountId, applicationId, since, bucketSeconds);
      return rows.map((row) => ({
        keyFingerprint: row.key_fingerprint,
        cause: row.cause,
        at: row.bucket * bucketSeconds,
        count: row.count,
        lastAt: toSeconds(row.last_ms),
      }));
    },
  };
}

export async function selectTotals(
  ask: Ask,
  accountId: string,
  applicationIds: readonly string[],
  since: number,
): Promise<readonly TotalsRow[]> {
  if (applicationIds.length === 0) return [];
  const { text, parameters } = both(
    term('account_id = ?', accountId),
    term(`application_id in (${applicationIds.map(() => '?').join(', ')})`, ...applicationIds),
    term('minute >= ?', Math.floor(since / MINUTE_SECONDS)),
  );
  return ask<TotalsRow>({
    text: `select application_id,
        cast(sum(case when cause = '' then count else 0 end) as bigint) as accepted,
        cast(sum(case when cause = '' then 0 else count end) as bigint) as rejected
      from request_counts where ${text} group by application_id`,
    parameters,
  });
}

export const selectKeyTallies = (
  ask: Ask,
  accountId: string,
  applicationId: string,
  since: number,
  bucketSeconds: number,
): Promise<readonly KeyTallyRow[]> =>
  ask<KeyTallyRow>(
    term(
      `select key_fingerprint, nullif(cause, '') as cause, 
        case when minute >= ? then minute / ${bucketSeconds / MINUTE_SECONDS} else 0 end as bucket,
        cast(sum(count) as bigint) as count, max(last_ms) as last_ms
      from request_counts where account_id = ? and application_id in (?) and key_fingerprint <> '' group by 1, 2, 3`,
      Math.floor(since / MINUTE_SECONDS),
      accountId,
      applicationId,
    ),
  );
