import type { Kysely } from 'kysely';

/** Failed attempts and requests that may come twice, shared by every process. Names are hashes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('attempts')
    .addColumn('name_hash', 'text', (c) => c.primaryKey().notNull())
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('free', 'integer', (c) => c.notNull())
    .addColumn('since_ms', 'bigint', (c) => c.notNull())
    .addColumn('ends_ms', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('attempts_by_end').on('attempts').columns(['ends_ms']).execute();
  await db.schema
    .createTable('repeats')
    .addColumn('name_hash', 'text', (c) => c.primaryKey().notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .addColumn('ends_ms', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('repeats_by_end').on('repeats').columns(['ends_ms']).execute();
}
