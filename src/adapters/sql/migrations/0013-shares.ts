import type { Kysely } from 'kysely';

/** Links by which a report is read without an account. The token is known by its hash alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('shares')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id'))
    .addColumn('report_id', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text')
    .addColumn('created_ms', 'bigint', (c) => c.notNull())
    .addColumn('expires_ms', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('shares_of_account').on('shares').columns(['account_id', 'created_ms']).execute();
}
