import { type Kysely, PostgresAdapter, sql } from 'kysely';

/**
 * The feed of changes. Triggers write it, in the transaction of the change: no program can forget to, neither an older
 * one that still runs nor a person with a prompt.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = db.getExecutor().adapter instanceof PostgresAdapter ? POSTGRES : SQLITE;
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const SQLITE = [
  `create table changes (
    position integer primary key autoincrement,
    at_ms integer not null default (cast(unixepoch('subsec') * 1000 as integer)),
    application_id text not null)`,
  ...[
    ['insert on applications', 'new.id'],
    ['update on applications', 'new.id'],
    ['delete on applications', 'old.id'],
    ['update of state, expires_ms, public_key, fingerprint on keys', 'new.application_id'],
    ['delete on keys', 'old.application_id'],
  ].map(
    ([event = '', id = '']) => `create trigger ${nameOf(event)} after ${event} begin
      insert into changes (application_id) values (${id});
    end`,
  ),
];

/** Positions are given before the commit, and commits come in another order: readers go by the transaction. */
const POSTGRES = [
  `create table changes (
    position bigint generated always as identity primary key,
    application_id text not null,
    at_ms bigint not null default (extract(epoch from clock_timestamp()) * 1000)::bigint,
    transaction_id xid8 not null default pg_current_xact_id())`,
  'create index changes_by_transaction on changes (transaction_id)',
  // A reader tells by the oldest row whether it has seen what was pruned, so there is one from the start.
  "insert into changes (application_id) values ('')",
  `create function mintmark_application_changed() returns trigger language plpgsql as $$
  begin
    insert into changes (application_id) values (case when tg_op = 'DELETE' then old.id else new.id end);
    return null;
  end $$`,
  `create function mintmark_key_changed() returns trigger language plpgsql as $$
  begin
    insert into changes (application_id)
      values (case when tg_op = 'DELETE' then old.application_id else new.application_id end);
    return null;
  end $$`,
  `create function mintmark_tell_changes() returns trigger language plpgsql as $$
  begin
    perform pg_notify('mintmark_changes', '');
    return null;
  end $$`,
  `create trigger changes_of_applications after insert or update or delete on applications
    for each row execute function mintmark_application_changed()`,
  `create trigger changes_of_keys after delete or update of state, expires_ms, public_key, fingerprint on keys
    for each row execute function mintmark_key_changed()`,
  `create trigger changes_told after insert on changes
    for each statement execute function mintmark_tell_changes()`,
];

function nameOf(event: string): string {
  const words = event.split(' ');
  return `changes_by_${words[0]}_of_${words.at(-1)}`;
}
