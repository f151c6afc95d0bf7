import { sql } from 'kysely';
import { unavailable } from './errors.ts';
import type { Db } from './schema.ts';

/**
 * Does the chore that migration 0004 left: rewrites what holds second factors, so that no secret from before they were
 * sealed stays in free space. The chore is crossed off last: a start that is cut off leaves it to the next one.
 * @throws UnavailableError
 */
export async function scrub(db: Db, kind: 'sqlite' | 'postgres'): Promise<void> {
  const chore = await db.selectFrom('chores').select('name').where('name', '=', 'scrub').executeTakeFirst();
  if (!chore) return;
  if (kind === 'postgres') await sql`vacuum (full) second_factors`.execute(db);
  else {
    await sql`vacuum`.execute(db);
    // The rewritten pages are in the write-ahead log, which has old ones too, until they are in the database.
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy !== 0) throw unavailable('busy', 'of the data directory', 'its log cannot be emptied');
  }
  await db.deleteFrom('chores').where('name', '=', 'scrub').execute();
}
