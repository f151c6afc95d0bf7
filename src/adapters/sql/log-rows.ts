import { type RawBuilder, sql } from 'kysely';
import type { LogTable } from './log-query.ts';
import { COLUMNS, type Tables } from './schema.ts';
import { toStorable } from './values.ts';

/** The columns of a table of the log, for an insert. */
export const columnsOf = (table: LogTable | 'request_counts'): RawBuilder<unknown> =>
  sql.join(COLUMNS[table].map((column) => sql.ref(column)));

/**
 * A batch of rows as a table in PostgreSQL, from one parameter, JSON: to build a statement of thousands of values takes
 * longer than to write them.
 */
export function rowsAsTable<T extends LogTable | 'request_counts'>(
  table: T,
  rows: readonly Tables[T][],
): RawBuilder<unknown> {
  const json = JSON.stringify(rows, (_, value) => (typeof value === 'string' ? wellFormed(value) : value));
  const fields = COLUMNS[table].map((column) => sql`${sql.ref(column)} ${sql.raw(INTEGERS[column] ?? 'text')}`);
  return sql`json_to_recordset(cast(${json} as json)) as rows (${sql.join(fields)})`;
}

const wellFormed = (text: string) => toStorable(text.replace(/\p{Surrogate}/gu, '\uFFFD'));

const INTEGERS: { readonly [column: string]: string } = {
  at_ms: 'bigint',
  status: 'integer',
  stands_for: 'integer',
  minute: 'integer',
  count: 'bigint',
  first_ms: 'bigint',
  last_ms: 'bigint',
};
