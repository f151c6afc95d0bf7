import type { Kysely } from 'kysely';

/** The counts of one application, found without those of the others. Of SQLite the file of the log has the index too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('request_counts_of_application')
    .on('request_counts')
    .columns(['account_id', 'application_id', 'minute'])
    .execute();
}
