import type { RequestFilter, Tally } from '../../ports/request-filter.ts';
import { type Ask, both, type TallyRow, tallyOf, term } from './log-query.ts';
import { COLUMNS, type Tables } from './schema.ts';
import { toMs } from './values.ts';

/** Requests of one minute that are alike in account, application, cause, key and status. Empty text: none. */
export type CountRow = Tables['request_counts'];
export const COUNT_COLUMNS = COLUMNS.request_counts;
/** What tells two rows apart. */
export const COUNT_KEY = COUNT_COLUMNS.slice(0, 6);

export const MINUTE_SECONDS = 60;
/** Groups that may wait to be written; of more, the applications are not told apart. */
const GROUPS = 10_000;

/** What is counted of a request. */
export interface Counted {
  readonly at_ms: number;
  readonly account_id: string | null;
  readonly application_id: string | null;
  readonly cause?: string;
  readonly key_fingerprint?: string;
  readonly status: number;
  readonly stands_for?: number;
}

/** Counts each request once, whatever becomes of its row. */
export interface RequestCounts {
  add(row: Counted): void;
  /** What was counted since the last time, for somebody to write. */
  take(): readonly CountRow[];
  /** What could not be written. */
  putBack(rows: readonly CountRow[]): void;
}

export function requestCounts(): RequestCounts {
  let groups = new Map<string, CountRow>();

  function merge(row: CountRow): void {
    const key = COUNT_KEY.map((column) => row[column]).join(' ');
    const known = groups.get(key);
    if (known === undefined && groups.size >= GROUPS && row.application_id !== '') {
      merge({ ...row, application_id: '', key_fingerprint: '' });
    } else groups.set(key, known === undefined ? row : sumOf(known, row));
  }

  return {
    add(row) {
      merge({
        account_id: row.account_id ?? '',
        minute: Math.floor(row.at_ms / toMs(MINUTE_SECONDS)),
        // Whoever is nobody's may name any application.
        application_id: row.account_id === null ? '' : (row.application_id ?? ''),
        cause: row.cause ?? '',
        key_fingerprint: row.key_fingerprint ?? '',
        status: row.status,
        count: row.stands_for ?? 1,
        first_ms: row.at_ms,
        last_ms: row.at_ms,
      });
    },
    take() {
      const taken = [...groups.values()];
      groups = new Map();
      return taken;
    },
    putBack(rows) {
      for (const row of rows) merge(row);
    },
  };
}

const sumOf = (one: CountRow, other: CountRow): CountRow => ({
  ...one,
  count: one.count + other.count,
  first_ms: Math.min(one.first_ms, other.first_ms),
  last_ms: Math.max(one.last_ms, other.last_ms),
});

/** What the counts can be asked about. */
const KNOWN = ['accountId', 'applicationId', 'status', 'cause', 'since', 'until', 'outcome'];

/** Which key a rejected request names is in its report alone. */
const knows = (outcome: 'accepted' | 'rejected', filter: string) =>
  KNOWN.includes(filter) || (filter === 'keyFingerprint' && outcome === 'accepted');

/**
 * How many requests fit, from the counts where these can tell: of whole minutes, with filters that they know. Else, and
 * for what is left of a minute at either end, from the rows.
 */
export async function countedIn(
  ask: Ask,
  filter: RequestFilter & { readonly cause?: string },
  outcome: 'accepted' | 'rejected',
  bucketSeconds: number,
  ofRows: (filter: RequestFilter) => Promise<readonly Tally[]>,
): Promise<readonly Tally[]> {
  const { since, until } = filter;
  const first = since === undefined ? undefined : Math.ceil(since / MINUTE_SECONDS);
  const end = until === undefined ? undefined : Math.floor(until / MINUTE_SECONDS);
  const isKnown = Object.entries(filter).every(([name, value]) => value === undefined || knows(outcome, name));
  const isOver = first !== undefined && end !== undefined && first >= end;
  if (!isKnown || isOver || bucketSeconds % MINUTE_SECONDS !== 0) return ofRows(filter);
  const found = [await wholeMinutes(ask, filter, outcome, bucketSeconds, first, end)];
  if (first !== undefined && first * MINUTE_SECONDS !== since) {
    found.push(await ofRows({ ...filter, until: first * MINUTE_SECONDS }));
  }
  if (end !== undefined && end * MINUTE_SECONDS !== until) {
    found.push(await ofRows({ ...filter, since: end * MINUTE_SECONDS }));
  }
  return merged(found.flat());
}

async function wholeMinutes(
  ask: Ask,
  { accountId, applicationId, status, cause, keyFingerprint }: RequestFilter & { readonly cause?: string },
  outcome: 'accepted' | 'rejected',
  bucketSeconds: number,
  first: number | undefined,
  end: number | undefined,
): Promise<readonly Tally[]> {
  const terms = [term('account_id = ?', accountId)];
  if (first !== undefined) terms.push(term('minute >= ?', first));
  if (end !== undefined) terms.push(term('minute < ?', end));
  if (applicationId !== undefined) terms.push(term('application_id = ?', applicationId));
  if (status !== undefined) terms.push(term('status = ?', status));
  if (keyFingerprint !== undefined) terms.push(term('key_fingerprint = ?', keyFingerprint));
  if (cause !== undefined) terms.push(term('cause = ?', cause));
  terms.push(term(outcome === 'accepted' ? "cause = ''" : "cause <> ''"));
  const { text, parameters } = both(...terms);
  const rows = await ask<TallyRow>({
    text: `select nullif(cause, '') as cause, minute / ${bucketSeconds / MINUTE_SECONDS} as bucket,
        cast(sum(count) as bigint) as count, min(first_ms) as first_ms, max(last_ms) as last_ms
      from request_counts where ${text} group by 1, 2`,
    parameters,
  });
  return rows.map((row) => tallyOf(row, bucketSeconds));
}

/** One for each cause and bucket. */
function merged(tallies: readonly Tally[]): readonly Tally[] {
  const found = new Map<string, Tally>();
  for (const one of tallies) {
    const key = `${one.at} ${one.cause}`;
    const other = found.get(key);
    const sum = other && {
      ...one,
      count: one.count + other.count,
      firstAt: Math.min(one.firstAt, other.firstAt),
      lastAt: Math.max(one.lastAt, other.lastAt),
    };
    found.set(key, sum ?? one);
  }
  return [...found.values()];
}
