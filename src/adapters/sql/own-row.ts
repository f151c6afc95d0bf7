import { type Expression, PostgresAdapter, type SqlBool, sql } from 'kysely';
import type { Db, Tables, Trx } from './schema.ts';

/**
 * Rows of a table by a column, whose columns are the row's own. SQLite finds a row through an index and reads from
 * there what the index has, which is what was asked for, wherever it leads; by its rowid a row is read by itself.
 * PostgreSQL always reads the row.
 * @param value what is asked for, or a column of another table
 */
export function ownRow<Table extends keyof Tables & string>(
  db: Db | Trx,
  table: Table,
  column: keyof Tables[Table] & string,
  value: string | Expression<string>,
): Expression<SqlBool> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) return sql`${sql.ref(`${table}.${column}`)} = ${value}`;
  return sql`${sql.ref(`${table}.rowid`)} in
    (select found.rowid from ${sql.table(table)} as found where ${sql.ref(`found.${column}`)} = ${value})`;
}
