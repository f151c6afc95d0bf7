import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import { migrate } from '../../../src/adapters/sql/migrate.ts';
import { MIGRATIONS } from '../../../src/adapters/sql/migrations/index.ts';
import { openSqlite, sqliteDialect } from '../../../src/adapters/sql/open-sqlite.ts';
import { sqlReplay } from '../../../src/adapters/sql/replay.ts';
import type { Tables } from '../../../src/adapters/sql/schema.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { account, NOW, secret } from '../../support/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const newFolder = () => {
  const path = join(folder, `data-${++made}`);
  mkdirSync(path);
  return path;
};
const newPath = () => join(newFolder(), 'mintmark.db');
const open = (path: string) => openDatabase(path, clock, BOUNDS);

describe('the file', () => {
  test('is its owner’s alone, and nothing is left beside it after closing', async () => {
    const path = newPath();
    const before = process.umask(0);
    try {
      const database = await open(path);
      const one = account();
      await database.accounts.add(one, secret(one.id));
      for (const suffix of ['', '-wal', '-shm']) expect(statSync(path + suffix).mode & 0o777).toBe(0o600);
      await database.close();
    } finally {
      process.umask(before);
    }
    expect(readdirSync(join(path, '..'))).toEqual(['mintmark.db']);
  });

  test('every commit is synced, references are held, the log is written ahead', async () => {
    const db = new Kysely<Tables>({ dialect: await openSqlite(newPath()) });
    const pragma = async (name: string) => {
      const { rows } = await db.executeQuery<Record<string, unknown>>({
        sql: `pragma ${name}`,
        parameters: [],
        query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
        queryId: { queryId: name },
      });
      return Object.values(rows[0] ?? {})[0];
    };
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('journal_mode')).toBe('wal');
    await db.destroy();
  });

  test('a creation that was cut off is begun anew', async () => {
    const path = newPath();
    writeFileSync(`${path}.new`, 'half');
    writeFileSync(`${path}.new-wal`, 'half');
    const database = await open(path);
    expect(await database.accounts.count()).toBe(0);
    await database.close();
  });

  test('a directory that is not there, or a directory in its place, is not reachable', async () => {
    for (const path of [join(folder, 'absent', 'mintmark.db'), newFolder(), '/proc/mintmark.db']) {
      const opening = open(path);
      await expect(opening).rejects.toMatchObject({ name: 'UnavailableError', reason: 'away' });
      await expect(opening).rejects.toThrow(path);
    }
  });
});

describe('while it is in use', () => {
  test('writes to a file that was moved away are refused, and work again when it is back', async () => {
    const path = newPath();
    const database = await open(path);
    const [first, second] = [account(), account()];
    await database.accounts.add(first, secret(first.id));
    renameSync(path, `${path}.moved`);
    await expect(database.accounts.add(second, secret(second.id))).rejects.toMatchObject({ reason: 'away' });
    await expect(database.probe()).rejects.toThrow(`${path} cannot be reached`);
    expect(await database.accounts.get(first.id)).toEqual(first);
    renameSync(`${path}.moved`, path);
    await database.accounts.add(second, secret(second.id));
    await database.probe();
    await database.close();
  });

  test('writes wait for a lock, and are refused as busy when it stays', async () => {
    const path = newPath();
    const database = await open(path);
    const other = new DatabaseSync(path);
    other.exec('begin immediate');
    const one = account();
    await expect(database.accounts.add(one, secret(one.id))).rejects.toMatchObject({
      name: 'UnavailableError',
      reason: 'busy',
    });
    expect(await database.accounts.get(one.id)).toBeUndefined();
    other.exec('rollback');
    await database.accounts.add(one, secret(one.id));
    other.close();
    await database.close();
  });
});

describe('a full disk', () => {
  test('refuses writes with the reason, keeps reads, and goes on when there is space', async () => {
    const path = newPath();
    await (await open(path)).close();
    const raw = new DatabaseSync(path);
    const db = new Kysely<Tables>({ dialect: sqliteDialect(raw, path) });
    await migrate(db, MIGRATIONS);
    const pages = Number(Object.values(raw.prepare('pragma page_count').get() ?? {})[0]);
    raw.exec(`pragma max_page_count = ${pages}`);
    const replay = sqlReplay(db);

    const refused = async () => {
      for (let n = 0; n < 1000; n++) await replay.use('application', `jti ${n}`, NOW, NOW + 900);
    };
    await expect(refused()).rejects.toMatchObject({ name: 'UnavailableError', reason: 'full' });
    await expect(refused()).rejects.toThrow(`${path} has no space left: database or disk is full`);
    expect(await replay.use('application', 'jti 0', NOW, NOW + 900)).toBe(NOW);

    raw.exec('pragma max_page_count = 100000');
    await refused();
    await db.destroy();
  });
});
