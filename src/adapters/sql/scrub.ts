import { sql } from 'kysely';
import { unavailable } from './errors.ts';
import type { Db } from './schema.ts';
import { transact } from './transact.ts';

/**
 * Does the chore that migration 0004 left: rewrites what holds second factors, so that no secret from before they were
 * sealed stays in free space. The chore is crossed off last: a start that is cut off leaves it to the next one.
 * @throws UnavailableError
 */
export async function scrub(db: Db, kind: 'sqlite' | 'postgres'): Promise<void> {
  const chore = await db.selectFrom('chores').select('name').where('name', '=', 'scrub').executeTakeFirst();
  if (!chore) return;
  if (kind === 'postgres') await rewrite(db);
  else {
    await sql`vacuum`.execute(db);
    // The rewritten pages are in the write-ahead log, which has old ones too, until they are in the database.
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy !== 0) throw unavailable('busy', 'of the data directory', 'its log cannot be emptied');
  }
  await db.deleteFrom('chores').where('name', '=', 'scrub').execute();
}

/** A vacuum leaves what a transaction that is still open could see; a table that is filled again holds the living rows alone. */
async function rewrite(db: Db): Promise<void> {
  await transact(db, async (trx) => {
    await sql`lock table second_factors in access exclusive mode`.execute(trx);
    await sql`create temporary table living on commit drop as select * from second_factors`.execute(trx);
    await sql`truncate second_factors`.execute(trx);
    await sql`insert into second_factors select * from living`.execute(trx);
  });
}
