import { listKeys } from '../../actions/list-keys.ts';
import type { RequestLog } from '../../actions/parts/judged-requests.ts';
import type { Parts } from '../../actions/parts/parts.ts';
import { causeById } from '../../core/diagnosis/diagnose.ts';
import type { KeyTally, RequestTotals } from '../../ports/index.ts';
import { type KeyUses, KeyUsesResponse } from '../../wire/key-uses.ts';
import { ByApplication } from '../../wire/kinds.ts';
import { valueOrProblem } from '../problems/catalogue.ts';
import type { App, RouteGroup } from '../server/app.ts';
import { serveAccounts } from '../who/account-scope.ts';
import type { Authentication } from '../who/authentication.ts';

const HOUR_SECONDS = 3600;
const HOURS = 24;
/** The times of the log are whole milliseconds. */
const MOMENT_SECONDS = 0.001;

export interface KeyUsesParts {
  readonly parts: Pick<Parts, 'applications' | 'clock'>;
  readonly log: Pick<RequestLog, 'settled' | 'list'>;
  readonly totals: Pick<RequestTotals, 'byKey'>;
}

/** What was signed with each key of an application, hour by hour, and what went wrong last. */
export function keyUsesRoutes({ parts, log, totals }: KeyUsesParts, authentication: Authentication): RouteGroup {
  return (app: App) => {
    serveAccounts(app, authentication);

    app.get(
      '/v2/applications/:id/key-uses',
      {
        schema: {
          operationId: 'getKeyUses',
          summary:
            'Counts the requests that each key signed in the last 24 hours, by hour, with the last rejected one.',
          tags: ['Keys'],
          params: ByApplication,
          response: { 200: KeyUsesResponse },
          problems: ['not-found'],
        },
      },
      async ({ account, params }) => {
        const keys = valueOrProblem(await listKeys(parts, account.id, params.id));
        const thisHour = Math.floor(parts.clock.now() / HOUR_SECONDS) * HOUR_SECONDS;
        const since = thisHour - (HOURS - 1) * HOUR_SECONDS;
        await log.settled();
        const tallies = await totals.byKey(account.id, params.id, since, HOUR_SECONDS);
        const own = keys.map(({ fingerprint }) => ({
          fingerprint,
          tallies: tallies.filter(({ keyFingerprint }) => keyFingerprint === fingerprint),
        }));
        const reportOf = async ({ cause, lastAt }: KeyTally) => {
          const at = { since: lastAt, until: lastAt + MOMENT_SECONDS };
          const asked = { accountId: account.id, applicationId: params.id, outcome: 'rejected', ...at } as const;
          const [entry] = await log.list({ ...asked, ...(cause !== null && { cause }) }, 1);
          return entry?.id ?? null;
        };
        return {
          since,
          bucket_seconds: HOUR_SECONDS,
          keys: await Promise.all(
            own.filter(({ tallies }) => tallies.length > 0).map(async (key) => usesOf(key, since, reportOf)),
          ),
        };
      },
    );
  };
}

async function usesOf(
  { fingerprint, tallies }: { readonly fingerprint: string; readonly tallies: readonly KeyTally[] },
  since: number,
  reportOf: (tally: KeyTally) => Promise<string | null>,
): Promise<KeyUses['keys'][number]> {
  const recent = tallies.filter(({ at }) => at >= since);
  const count = (of: readonly KeyTally[], isRejected: boolean) =>
    of.reduce((sum, one) => ((one.cause !== null) === isRejected ? sum + one.count : sum), 0);
  const hours = [...new Set(recent.map(({ at }) => at))].sort((a, b) => a - b);
  const [last] = tallies.filter(({ cause }) => cause !== null).sort((a, b) => b.lastAt - a.lastAt);
  return {
    fingerprint,
    accepted: count(recent, false),
    rejected: count(recent, true),
    buckets: hours.map((at) => {
      const hour = recent.filter((one) => one.at === at);
      return { at, accepted: count(hour, false), rejected: count(hour, true) };
    }),
    last_error: last ? await errorOf(last, reportOf) : null,
  };
}

async function errorOf(tally: KeyTally, reportOf: (tally: KeyTally) => Promise<string | null>) {
  const cause = tally.cause ?? '';
  return { at: tally.lastAt, cause, title: causeById(cause)?.title ?? cause, report: await reportOf(tally) };
}
