import type { ApplicationTotals, RequestTotals } from '../../ports/request-totals.ts';
import { MINUTE_SECONDS } from './log-counts.ts';
import { type Ask, both, term } from './log-query.ts';

export interface TotalsRow extends ApplicationTotals {
  readonly application_id: string;
}

/** The questions, put to the database that has the log. */
interface TotalsQuestions {
  totals(accountId: string, applicationIds: readonly string[], since: number): Promise<readonly TotalsRow[]>;
}

/** @param settled resolves when what was judged so far is counted */
export function requestTotals(ask: TotalsQuestions, settled: () => Promise<unknown>): RequestTotals {
  return {
    async byApplication(accountId, applicationIds, since) {
      await settled();
      const rows = await ask.totals(accountId, applicationIds, since);
      return new Map(rows.map(({ application_id, accepted, rejected }) => [application_id, { accepted, rejected }]));
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
