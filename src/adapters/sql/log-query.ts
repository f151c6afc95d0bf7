import type { Position, RequestFilter, Tally } from '../../ports/request-filter.ts';
import { toMs, toSeconds } from './values.ts';

/** The two tables of the log: the columns that are named here have the same names in both. */
export type LogTable = 'reports' | 'accepted_requests';

/** A question in SQL that both dialects understand, with a `?` for each parameter, as plain data. */
export interface Query {
  readonly text: string;
  readonly parameters: readonly (string | number)[];
}

/** Puts a question to the database that has the log. */
export type Ask = <Row>(query: Query) => Promise<readonly Row[]>;

/** `a = ?`, with what it is compared to. */
export const term = (text: string, ...parameters: (string | number)[]): Query => ({ text, parameters });

export const both = (...terms: readonly Query[]): Query => ({
  text: terms.map(({ text }) => text).join(' and '),
  parameters: terms.flatMap(({ parameters }) => parameters),
});

export const fits = (filter: RequestFilter): Query => {
  const { accountId, applicationId, status, pathPrefix, pathPart, userAgentPart, clientAddress, since, until } = filter;
  const all = [term('account_id = ?', accountId)];
  if (applicationId !== undefined) all.push(term('application_id = ?', applicationId));
  if (status !== undefined) all.push(term('status = ?', status));
  if (clientAddress !== undefined) all.push(term('client_address = ?', clientAddress));
  if (pathPrefix !== undefined) {
    // The database counts the characters itself: beyond the basic plane JavaScript counts otherwise.
    all.push(term('substr(path, 1, length(cast(? as text))) = cast(? as text)', pathPrefix, pathPrefix));
  }
  if (pathPart !== undefined) all.push(contains('path', pathPart));
  if (userAgentPart !== undefined) all.push(contains('lower(user_agent)', userAgentPart.toLowerCase()));
  if (since !== undefined) all.push(term('at_ms >= ?', toMs(since)));
  if (until !== undefined) all.push(term('at_ms < ?', toMs(until)));
  return both(...all);
};

/** Whether a column has a text in it, letter by letter: LIKE has jokers, and means another thing in each database. */
export const contains = (column: string, part: string): Query =>
  term(`replace(${column}, cast(? as text), '') <> ${column}`, part);

/** What follows a place in a list that is newest first. */
export const follows = ({ at, id }: Position): Query =>
  term('(at_ms < ? or (at_ms = ? and id < ?))', toMs(at), toMs(at), id);

/**
 * @param cause the column, or `null` where there is none
 * @param count how many requests the rows of a group are
 */
export async function tally(
  ask: Ask,
  table: LogTable,
  { cause, count }: { readonly cause: string; readonly count: string },
  condition: Query,
  bucketSeconds: number,
): Promise<readonly Tally[]> {
  const rows = await ask<TallyRow>({
    text: `select ${cause} as cause, at_ms / ${toMs(bucketSeconds)} as bucket, ${count} as count,
        min(at_ms) as first_ms, max(at_ms) as last_ms
      from ${table} where ${condition.text} group by 1, 2`,
    parameters: condition.parameters,
  });
  return rows.map((row) => tallyOf(row, bucketSeconds));
}

export interface TallyRow {
  readonly cause: string | null;
  readonly bucket: number;
  readonly count: number;
  readonly first_ms: number;
  readonly last_ms: number;
}

export const tallyOf = (row: TallyRow, bucketSeconds: number): Tally => ({
  cause: row.cause,
  at: row.bucket * bucketSeconds,
  count: row.count,
  firstAt: toSeconds(row.first_ms),
  lastAt: toSeconds(row.last_ms),
});

/** How far back the rows of an account go; `undefined` where it has none. */
export async function oldestOf(ask: Ask, table: LogTable, accountId: string): Promise<number | undefined> {
  const [row] = await ask<{ at_ms: number }>(
    term(`select at_ms from ${table} where account_id = ? order by at_ms limit 1`, accountId),
  );
  return row && toSeconds(row.at_ms);
}
