import type { Kysely } from 'kysely';

/** What people write down about applications and keys. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['applications', 'keys']) {
    for (const column of ['note', 'environment']) {
      await db.schema
        .alterTable(table)
        .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
        .execute();
    }
  }
}
