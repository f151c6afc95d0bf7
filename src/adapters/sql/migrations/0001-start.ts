import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('parent_id', 'text', (c) => c.references('accounts.id'))
    .addColumn('suspended', 'integer', (c) => c.notNull())
    .addColumn('created_ms', 'bigint', (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('secrets')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('created_ms', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('secrets_of_account').on('secrets').columns(['account_id', 'created_ms', 'id']).execute();

  await db.schema
    .createTable('applications')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('capabilities', 'text', (c) => c.notNull())
    .addColumn('improve_ai', 'integer')
    .addColumn('single_use', 'integer', (c) => c.notNull())
    .addColumn('suspended', 'integer', (c) => c.notNull())
    .addColumn('created_ms', 'bigint', (c) => c.notNull())
    .addColumn('updated_ms', 'bigint', (c) => c.notNull())
    .addColumn('revision', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('applications_of_account')
    .on('applications')
    .columns(['account_id', 'created_ms', 'id'])
    .execute();

  await db.schema
    .createTable('keys')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('application_id', 'text', (c) => c.notNull().references('applications.id').onDelete('cascade'))
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('fingerprint', 'text', (c) => c.notNull())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('draft', 'active', 'retiring', 'revoked')`))
    .addColumn('created_ms', 'bigint', (c) => c.notNull())
    .addColumn('activated_ms', 'bigint')
    .addColumn('ended_ms', 'bigint')
    .addColumn('expires_ms', 'bigint')
    .addColumn('last_used_ms', 'bigint')
    .execute();
  await db.schema.createIndex('keys_of_application').on('keys').columns(['application_id', 'created_ms']).execute();
  await db.schema.createIndex('keys_of_account').on('keys').columns(['account_id', 'created_ms']).execute();
  await db.schema.createIndex('keys_by_creation').on('keys').columns(['created_ms']).execute();
  await db.schema.createIndex('keys_by_fingerprint').on('keys').columns(['fingerprint']).execute();

  await db.schema
    .createTable('reports')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('at_ms', 'bigint', (c) => c.notNull())
    .addColumn('account_id', 'text')
    .addColumn('application_id', 'text')
    .addColumn('cause', 'text', (c) => c.notNull())
    .addColumn('status', 'integer', (c) => c.notNull())
    .addColumn('method', 'text')
    .addColumn('path', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('reports_of_account').on('reports').columns(['account_id', 'at_ms', 'id']).execute();
  await db.schema.createIndex('reports_by_time').on('reports').columns(['at_ms', 'id']).execute();

  await db.schema
    .createTable('used_tokens')
    .addColumn('application_id', 'text', (c) => c.notNull())
    .addColumn('jti_hash', 'text', (c) => c.notNull())
    .addColumn('used_ms', 'bigint', (c) => c.notNull())
    .addColumn('expires_ms', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('used_tokens_once', ['application_id', 'jti_hash'])
    .execute();
  await db.schema.createIndex('used_tokens_by_end').on('used_tokens').columns(['expires_ms']).execute();

  await db.schema
    .createTable('probe')
    .addColumn('id', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('at_ms', 'bigint', (c) => c.notNull())
    .execute();
}
