import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../ports/database.ts';
import { COLUMNS, type Tables } from './schema.ts';
import { toStorable } from './values.ts';

type LogTable = 'accepted_requests' | 'reports';

/** The columns of a table of the log, for an insert. */
export const columnsOf = (table: LogTable): RawBuilder<unknown> =>
  sql.join(COLUMNS[table].map((column) => sql.ref(column)));

/**
 * A batch of rows as a table in each dialect, from one parameter, JSON: to build a statement of thousands of values
 * takes longer than to write them.
 */
export function rowsAsTable<T extends LogTable>(
  kind: Database['kind'],
  table: T,
  rows: readonly Tables[T][],
): RawBuilder<unknown> {
  const json = JSON.stringify(rows, (_, value) => (typeof value === 'string' ? wellFormed(value) : value));
  return AS_TABLE[kind](json, COLUMNS[table]);
}

const wellFormed = (text: string) => toStorable(text.replace(/\p{Surrogate}/gu, '\uFFFD'));

const INTEGERS: { readonly [column: string]: string } = { at_ms: 'bigint', status: 'integer', stands_for: 'integer' };

const AS_TABLE: {
  readonly [kind in Database['kind']]: (json: string, columns: readonly string[]) => RawBuilder<unknown>;
} = {
  sqlite: (json, columns) => {
    const fields = columns.map((column) => sql`value ->> ${sql.lit(column)} as ${sql.ref(column)}`);
    return sql`(select ${sql.join(fields)} from json_each(${json}))`;
  },
  postgres: (json, columns) => {
    const fields = columns.map((column) => sql`${sql.ref(column)} ${sql.raw(INTEGERS[column] ?? 'text')}`);
    return sql`json_to_recordset(cast(${json} as json)) as rows (${sql.join(fields)})`;
  },
};
