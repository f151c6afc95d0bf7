import { Kysely, sql } from 'kysely';
import { totp } from '../../src/actions/people/totp.ts';
import { openPostgres } from '../../src/adapters/sql/open-postgres.ts';
import { openSqlite } from '../../src/adapters/sql/open-sqlite.ts';
import type { Tables } from '../../src/adapters/sql/schema.ts';
import { decodeBase32 } from '../../src/core/encoding/base32.ts';
import { type Browser, PASSWORD } from '../http/browser.ts';

/** The code that an app shows, or will show in so many steps. */
export const codeOf = (secret: string, steps = 0) =>
  totp(decodeBase32(secret), Math.floor(Date.now() / 30_000) + steps);

/** Turns the second factor on. @returns the secret of the app, in base32, and the backup codes */
export async function enrol(page: Browser): Promise<{ readonly secret: string; readonly backupCodes: string[] }> {
  const path = '/dashboard-api/me/second-factor';
  const { secret } = (await page.post(path, { password: PASSWORD })).json;
  const confirmed = await page.post(`${path}/confirm`, { code: codeOf(secret) });
  if (confirmed.status !== 200) throw new Error(confirmed.text);
  return { secret, backupCodes: confirmed.json.backup_codes };
}

/** Every spelling in which a secret could lie in a file. */
export function spellingsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(decodeBase32(secret));
  const texts = [
    secret,
    secret.toLowerCase(),
    bytes.toString('hex'),
    bytes.toString('base64url'),
    bytes.toString('base64'),
  ];
  return [bytes, ...texts.map((text) => Buffer.from(text))];
}

export async function openTables(target: string): Promise<Kysely<Tables>> {
  const dialect = target.startsWith('postgres') ? await openPostgres(target, 'migrate') : await openSqlite(target);
  return new Kysely<Tables>({ dialect });
}

/** What migrations after the fifth have made. */
async function undoLater(db: Kysely<Tables>, isPostgres: boolean): Promise<void> {
  if (isPostgres) {
    const functions = ['application_changed', 'key_changed', 'tell_changes', 'count_applications', 'audit_entry_stays'];
    for (const name of functions) await sql.raw(`drop function mintmark_${name} cascade`).execute(db);
  } else {
    const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(db);
    for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(db);
  }
  for (const table of ['changes', 'attempts', 'repeats', 'audit_entries', 'audit_heads', 'request_counts', 'shares']) {
    await sql`drop table ${sql.ref(table)}`.execute(db);
  }
  await sql`alter table accounts drop column application_count`.execute(db);
  for (const table of ['applications', 'keys']) {
    for (const column of ['note', 'environment']) {
      await sql`alter table ${sql.ref(table)} drop column ${sql.ref(column)}`.execute(db);
    }
  }
  for (const table of ['reports', 'accepted_requests']) {
    for (const column of ['client_address', 'user_agent']) {
      await sql`alter table ${sql.ref(table)} drop column ${sql.ref(column)}`.execute(db);
    }
  }
}

/**
 * Takes a database back to the version that stored secrets as they are, with this one for everybody who has a second
 * factor; `before` lie in its free space, as those of people who turned it off do.
 */
export async function makeOld(target: string, secret: string, before: readonly string[] = []): Promise<void> {
  const db = await openTables(target);
  await sql`delete from kysely_migration where name >= '0004'`.execute(db);
  await undoLater(db, target.startsWith('postgres'));
  await sql`alter table accepted_requests drop column stands_for`.execute(db);
  await sql`drop table chores`.execute(db);
  await sql`alter table second_factors rename column sealed_secret to secret`.execute(db);
  await sql`update second_factors set secret = ${secret}, used_step = 0`.execute(db);
  for (const [at, gone] of before.entries()) {
    const id = `gone ${at}`;
    await sql`insert into people values (${id}, ${id}, ${id}, ${id}, null, ${id}, 0)`.execute(db);
    await sql`insert into second_factors values (${id}, ${gone}, 0, 0)`.execute(db);
  }
  await sql`delete from second_factors where person_id like 'gone%'`.execute(db);
  await sql`delete from people where id like 'gone%'`.execute(db);
  await db.destroy();
}
