import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** How many applications an account has, kept in the transaction that adds or removes one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('accounts')
    .addColumn('application_count', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  for (const statement of isPostgres ? POSTGRES : SQLITE) await sql.raw(statement).execute(db);
  await sql
    .raw(
      'update accounts set application_count = (select count(*) from applications where applications.account_id = accounts.id)',
    )
    .execute(db);
}

const SQLITE = [
  `create trigger count_added after insert on applications begin
    update accounts set application_count = application_count + 1 where id = new.account_id;
  end`,
  `create trigger count_removed after delete on applications begin
    update accounts set application_count = application_count - 1 where id = old.account_id;
  end`,
];

const POSTGRES = [
  `create function mintmark_count_applications() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      update accounts set application_count = application_count + 1 where id = new.account_id;
    else
      update accounts set application_count = application_count - 1 where id = old.account_id;
    end if;
    return null;
  end $$`,
  // Nobody adds or removes one between the count and the triggers.
  'lock table applications in share row exclusive mode',
  `create trigger count_applications after insert or delete on applications
    for each row execute function mintmark_count_applications()`,
];
