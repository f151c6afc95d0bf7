import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlApplications } from '../../../src/adapters/sql/applications.ts';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import { migrate } from '../../../src/adapters/sql/migrate.ts';
import { MIGRATIONS } from '../../../src/adapters/sql/migrations/index.ts';
import { sqliteDialect } from '../../../src/adapters/sql/open-sqlite.ts';
import type { Tables } from '../../../src/adapters/sql/schema.ts';
import { connect, connectReadOnly } from '../../../src/adapters/sql/sqlite-connection.ts';
import { SERVER, trailOf } from '../../../src/adapters/sql/trail.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { account, application, key, secret } from '../../support/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-connection-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'mintmark.db');
const known = application('abcd1234');
beforeAll(async () => {
  const database = await openDatabase(path, clock, BOUNDS);
  await database.accounts.add(account({ id: 'abcd1234' }), secret('abcd1234'));
  await database.applications.add(known, [key(known.id)]);
  await database.close();
});

/** SQLite on a disk that has no room for the file that connections share. */
class OnFullDisk extends DatabaseSync {
  override exec(text: string): void {
    if (!text.includes('locking_mode') && !this.isAlone()) {
      throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 4874 });
    }
    super.exec(text);
  }

  private isAlone(): boolean {
    return this.prepare('pragma locking_mode').get()?.['locking_mode'] === 'exclusive';
  }
}

test('where the shared file cannot be made, the database is opened without it, and read', async () => {
  const raw = connect(OnFullDisk, path);
  expect(existsSync(`${path}-shm`)).toBe(false);
  expect(raw.prepare('pragma journal_mode').get()?.['journal_mode']).toBe('wal');
  expect(raw.prepare('pragma synchronous').get()?.['synchronous']).toBe(2);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(raw, path) });
  expect(await migrate(db, MIGRATIONS)).toBe(Object.keys(MIGRATIONS).length);
  expect(await sqlApplications(db, trailOf(clock, SERVER)).get(known.id)).toEqual(known);
  await db.destroy();
});

test('on a read-only disk everything is read, writes are refused as such, and no file is made', async () => {
  const raw = connectReadOnly(DatabaseSync, path);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(raw, path) });
  expect(await migrate(db, MIGRATIONS)).toBe(Object.keys(MIGRATIONS).length);
  expect((await sqlApplications(db, trailOf(clock, SERVER)).page('abcd1234', 1, 10)).total).toBe(1);
  const adding = sqlApplications(db, trailOf(clock, SERVER)).add(application('abcd1234'), []);
  await expect(adding).rejects.toMatchObject({ name: 'UnavailableError', reason: 'read-only' });
  expect([existsSync(`${path}-shm`), existsSync(`${path}-wal`)]).toEqual([false, false]);
  await db.destroy();
});

test('a log that cannot be read there has the newest changes: nothing is served without them', async () => {
  const writing = connect(DatabaseSync, path);
  writing.exec("update accounts set name = 'Renamed'");
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
  expect(() => connectReadOnly(DatabaseSync, path)).toThrow('its newest changes are still in');
  writing.close();
});
