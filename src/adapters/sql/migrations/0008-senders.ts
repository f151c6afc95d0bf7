import type { Kysely } from 'kysely';

/** Who sent a request of the log; of earlier ones nobody knows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['reports', 'accepted_requests']) {
    for (const column of ['client_address', 'user_agent']) {
      await db.schema.alterTable(table).addColumn(column, 'text').execute();
    }
  }
}
