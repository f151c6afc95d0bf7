import { CompiledQuery } from 'kysely';
import { type Ask, type LogTable, type Query, term } from './log-query.ts';
import type { Db } from './schema.ts';

/** Questions to PostgreSQL, which numbers its parameters. */
export const askPostgres =
  (db: Db): Ask =>
  async <Row>({ text, parameters }: Query) => {
    let number = 0;
    const numbered = text.replace(/\?/g, () => `$${++number}`);
    return (await db.executeQuery<Row>(CompiledQuery.raw(numbered, [...parameters]))).rows;
  };

/** Lets the oldest go, by age and by number. */
export async function prune(db: Db, table: LogTable, oldestMs: number, limit: number): Promise<void> {
  const ask = askPostgres(db);
  await ask(term(`delete from ${table} where at_ms < ?`, oldestMs));
  await ask(
    term(
      `delete from ${table} where (at_ms, id) <= (select at_ms, id from ${table} order by at_ms desc, id desc offset ? limit 1)`,
      limit,
    ),
  );
}
