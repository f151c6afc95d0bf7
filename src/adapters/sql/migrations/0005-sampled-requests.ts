import type { Kysely } from 'kysely';

/** Of many accepted requests a second, few are kept, each for several. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('accepted_requests')
    .addColumn('stands_for', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
}
