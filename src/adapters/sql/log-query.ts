import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Position, RequestFilter, Tally } from '../../ports/request-filter.ts';
import type { Db, Trx } from './schema.ts';
import { toMs, toSeconds } from './values.ts';

/** The two tables of the log: the columns that are named here have the same names in both. */
export type LogTable = 'reports' | 'accepted_requests';

export const fits = (filter: RequestFilter): RawBuilder<SqlBool> => {
  const { accountId, applicationId, status, pathPrefix, clientAddress, since, until } = filter;
  const all = [sql`account_id = ${accountId}`];
  if (applicationId !== undefined) all.push(sql`application_id = ${applicationId}`);
  if (status !== undefined) all.push(sql`status = ${status}`);
  if (clientAddress !== undefined) all.push(sql`client_address = ${clientAddress}`);
  if (pathPrefix !== undefined) {
    // The database counts the characters itself: beyond the basic plane JavaScript counts otherwise.
    const prefix = sql`cast(${pathPrefix} as text)`;
    all.push(sql`substr(path, 1, length(${prefix})) = ${prefix}`);
  }
  if (since !== undefined) all.push(sql`at_ms >= ${toMs(since)}`);
  if (until !== undefined) all.push(sql`at_ms < ${toMs(until)}`);
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
};

/** What follows a place in a list that is newest first. */
export const follows = ({ at, id }: Position): RawBuilder<SqlBool> =>
  sql<SqlBool>`(at_ms < ${toMs(at)} or (at_ms = ${toMs(at)} and id < ${id}))`;

/**
 * @param cause the column, or `null` where there is none
 * @param count how many requests the rows of a group are
 */
export async function tally(
  db: Db,
  table: LogTable,
  cause: RawBuilder<string | null>,
  condition: RawBuilder<SqlBool>,
  bucketSeconds: number,
  count: RawBuilder<number> = sql<number>`count(*)`,
): Promise<readonly Tally[]> {
  const bucketMs = sql.lit(toMs(bucketSeconds));
  const { rows } = await sql<{
    cause: string | null;
    bucket: number;
    count: number;
    first_ms: number;
    last_ms: number;
  }>`
    select ${cause} as cause, at_ms / ${bucketMs} as bucket, ${count} as count, min(at_ms) as first_ms, max(at_ms) as last_ms
    from ${sql.table(table)} where ${condition} group by 1, 2`.execute(db);
  return rows.map((row) => ({
    cause: row.cause,
    at: row.bucket * bucketSeconds,
    count: row.count,
    firstAt: toSeconds(row.first_ms),
    lastAt: toSeconds(row.last_ms),
  }));
}

/** Lets the oldest go, by age and by number. */
export async function prune(db: Db | Trx, table: LogTable, oldestMs: number, limit: number): Promise<void> {
  await db.deleteFrom(table).where('at_ms', '<', oldestMs).execute();
  const last = await db
    .selectFrom(table)
    .select(['at_ms', 'id'])
    .orderBy('at_ms', 'desc')
    .orderBy('id', 'desc')
    .offset(limit)
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return;
  await db
    .deleteFrom(table)
    .where((e) => e.or([e('at_ms', '<', last.at_ms), e('at_ms', '=', last.at_ms).and('id', '<=', last.id)]))
    .execute();
}
