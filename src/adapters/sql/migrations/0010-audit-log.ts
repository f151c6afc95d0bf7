import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * The audit log: a chain of lines for each account, and where each ends. The database itself refuses to change a line, or
 * to delete one that the head does not say is gone: a slip of a program or a person at a prompt is an error.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_heads')
    .addColumn('chain', 'text', (c) => c.primaryKey().notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('kept_from', 'bigint', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('audit_entries')
    .addColumn('chain', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('at_ms', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('actor_text', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text')
    .addColumn('subject_text', 'text', (c) => c.notNull())
    .addColumn('address', 'text')
    .addColumn('line', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_entries_in_order', ['chain', 'position'])
    .execute();
  await db.schema
    .createIndex('audit_entries_of_subject')
    .on('audit_entries')
    .columns(['chain', 'subject_id', 'position'])
    .execute();
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  for (const statement of isPostgres ? POSTGRES : SQLITE) await sql.raw(statement).execute(db);
}

const NEVER_CHANGED = 'a line of the audit log is never changed';
const NEVER_DELETED = 'a line of the audit log is deleted only for its age, by the server';

const SQLITE = [
  `create trigger audit_entry_stays before update on audit_entries begin
    select raise(abort, '${NEVER_CHANGED}');
  end`,
  `create trigger audit_entry_kept before delete on audit_entries
  when old.position >= (select kept_from from audit_heads where chain = old.chain) begin
    select raise(abort, '${NEVER_DELETED}');
  end`,
];

const POSTGRES = [
  `create function mintmark_audit_entry_stays() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      if old.position < (select kept_from from audit_heads where chain = old.chain) then
        return old;
      end if;
      raise exception '${NEVER_DELETED}';
    end if;
    raise exception '${NEVER_CHANGED}';
  end $$`,
  `create trigger audit_entry_stays before update or delete on audit_entries
    for each row execute function mintmark_audit_entry_stays()`,
];
