import { type Kysely, sql } from 'kysely';

/** Secrets of authenticator apps were stored as they are. The start seals them; a program that would not is kept out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('second_factors').renameColumn('secret', 'sealed_secret').execute();
  await db.schema
    .createTable('chores')
    .addColumn('name', 'text', (c) => c.primaryKey().notNull())
    .execute();
  await sql`insert into chores (name) select 'scrub' where exists (select 1 from people)`.execute(db);
}
