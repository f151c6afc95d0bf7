import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accepted_requests')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('at_ms', 'bigint', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('application_id', 'text', (c) => c.notNull().references('applications.id').onDelete('cascade'))
    .addColumn('status', 'integer', (c) => c.notNull())
    .addColumn('method', 'text')
    .addColumn('path', 'text')
    .addColumn('key_fingerprint', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('accepted_of_account')
    .on('accepted_requests')
    .columns(['account_id', 'at_ms', 'id'])
    .execute();
  await db.schema.createIndex('accepted_by_time').on('accepted_requests').columns(['at_ms', 'id']).execute();
  await db.schema.createIndex('accepted_of_application').on('accepted_requests').columns(['application_id']).execute();
}
