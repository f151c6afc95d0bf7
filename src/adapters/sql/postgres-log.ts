import { CompiledQuery, sql } from 'kysely';
import type { KeptRequests, LogBounds } from '../../ports/request-filter.ts';
import { COUNT_KEY, type CountRow } from './log-counts.ts';
import { type Ask, type LogTable, oldestOf, type Query, term } from './log-query.ts';
import { columnsOf, rowsAsTable } from './log-rows.ts';
import type { Db, Trx } from './schema.ts';

/** Questions to PostgreSQL, which numbers its parameters. */
export const askPostgres =
  (db: Db): Ask =>
  async <Row>({ text, parameters }: Query) => {
    let number = 0;
    const numbered = text.replace(/\?/g, () => `$${++number}`);
    return (await db.executeQuery<Row>(CompiledQuery.raw(numbered, [...parameters]))).rows;
  };

/** Of applications that are gone nothing accepted is counted. In one order, so that two batches never wait for each other. */
export async function addCounts(trx: Trx, counts: readonly CountRow[]): Promise<void> {
  if (counts.length === 0) return;
  const columns = columnsOf('request_counts');
  const key = sql.join(COUNT_KEY.map((column) => sql.ref(column)));
  await sql`insert into request_counts (${columns})
    select ${columns} from ${rowsAsTable('request_counts', counts)}
    where cause <> '' or application_id in (select id from applications)
    order by ${key}
    on conflict (${key}) do update set count = request_counts.count + excluded.count,
      first_ms = least(request_counts.first_ms, excluded.first_ms),
      last_ms = greatest(request_counts.last_ms, excluded.last_ms)`.execute(trx);
}

export const keptInPostgres = async (
  ask: Ask,
  table: LogTable,
  accountId: string,
  bounds: LogBounds,
): Promise<KeptRequests> => ({ ...bounds, maxBytes: null, since: (await oldestOf(ask, table, accountId)) ?? null });

/** Lets the oldest go, by age and by number. */
export async function prune(db: Db, table: LogTable, oldestMs: number, limit: number): Promise<void> {
  const ask = askPostgres(db);
  await ask(term(`delete from ${table} where at_ms < ?`, oldestMs));
  await ask(term('delete from request_counts where minute < ?', Math.floor(oldestMs / 60_000)));
  await ask(
    term(
      `delete from ${table} where (at_ms, id) <= (select at_ms, id from ${table} order by at_ms desc, id desc offset ? limit 1)`,
      limit,
    ),
  );
}
