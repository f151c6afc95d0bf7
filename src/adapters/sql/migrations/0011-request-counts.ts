import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** How many requests were judged, by minute: also those of which no row is kept. Of SQLite the file of the log has it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('request_counts')
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('minute', 'integer', (c) => c.notNull())
    .addColumn('application_id', 'text', (c) => c.notNull())
    .addColumn('cause', 'text', (c) => c.notNull())
    .addColumn('key_fingerprint', 'text', (c) => c.notNull())
    .addColumn('status', 'integer', (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addColumn('first_ms', 'bigint', (c) => c.notNull())
    .addColumn('last_ms', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('request_counts_once', [
      'account_id',
      'minute',
      'application_id',
      'cause',
      'key_fingerprint',
      'status',
    ])
    .execute();
  await db.schema.createIndex('request_counts_by_minute').on('request_counts').columns(['minute']).execute();
  // SQLite counts them as they are carried over to the file of the log.
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return;
  const columns = sql.raw('account_id, minute, application_id, cause, key_fingerprint, status');
  const span = sql.raw('min(at_ms), max(at_ms)');
  await sql`insert into request_counts (${columns}, count, first_ms, last_ms)
    select coalesce(account_id, ''), cast(at_ms / 60000 as integer), case when account_id is null then '' else coalesce(application_id, '') end,
      cause, '', status, count(*), ${span} from reports group by 1, 2, 3, 4, 5, 6`.execute(db);
  await sql`insert into request_counts (${columns}, count, first_ms, last_ms)
    select account_id, cast(at_ms / 60000 as integer), application_id, '', key_fingerprint, status, sum(stands_for), ${span}
    from accepted_requests group by 1, 2, 3, 4, 5, 6`.execute(db);
}
