import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { totp } from '../../src/actions/people/totp.ts';
import { backUp } from '../../src/compose/backup.ts';
import { restoreBackup } from '../../src/compose/restore.ts';
import { decodeBase32 } from '../../src/core/encoding/base32.ts';
import { browser, firstOwner, PASSWORD } from '../http/browser.ts';
import { type Served, serve } from '../http/serving.ts';

let folder: string;
let data: string;
let file: string;
let server: Served | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mintmark-backup-'));
  [data, file] = [join(folder, 'data'), join(folder, 'one.backup')];
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

const settings = (directory: string) => ({ data: directory, secretFile: undefined });

async function start(): Promise<Served> {
  server = await serve({ data });
  return server;
}

async function stop(): Promise<void> {
  await server?.close();
  server = undefined;
}

/** A backup of a server with one application. */
async function backedUp(): Promise<string> {
  const one = await start();
  await one.send('POST', '/v2/applications', { name: 'Orders' });
  await stop();
  await backUp(settings(data), file);
  return file;
}

function changed(path: string, ...statements: string[]): string {
  const database = new DatabaseSync(path);
  for (const statement of statements) database.exec(statement);
  database.close();
  return path;
}

function valueIn(path: string, query: string): unknown {
  const database = new DatabaseSync(path, { readOnly: true });
  const row = database.prepare(query).get() ?? {};
  database.close();
  return Object.values(row)[0];
}

const codeOf = (secret: string, stepsAhead: number) =>
  totp(decodeBase32(secret), Math.floor(Date.now() / 30_000) + stepsAhead);

describe('a backup', () => {
  test('of a running server is restored to a server that takes up where it stood', async () => {
    const before = await start();
    const { id } = (await before.send('POST', '/v2/applications', { name: 'Orders' })).json;
    const ada = await firstOwner(before, 'ada@example.com');
    const { secret } = (await ada.post('/dashboard-api/me/second-factor', { password: PASSWORD })).json;
    expect((await ada.post('/dashboard-api/me/second-factor/confirm', { code: codeOf(secret, -1) })).status).toBe(200);

    const made = await backUp(settings(data), file);
    expect(made.contents).toMatchObject({ accounts: 1, applications: 1, people: 1 });
    expect(made.contents.secondFactors).toHaveLength(1);
    expect(made.secret).toEqual({ path: join(data, 'server.secret'), state: 'fits' });

    const other = join(folder, 'other');
    const { secret: wanted } = await restoreBackup(settings(other), file);
    expect(wanted).toEqual({ path: join(other, 'server.secret'), state: 'missing' });
    copyFileSync(join(data, 'server.secret'), wanted.path);
    await stop();
    server = await serve({ data: other });
    expect((await server.send('GET', `/v2/applications/${id}`)).json.name).toBe('Orders');
    const signIn = await browser(server).signIn('ada@example.com', PASSWORD, codeOf(secret, 1));
    expect(signIn.status).toBe(200);
    expect(server.log()).not.toContain('cannot be opened');
  });

  test('is one file, of its owner alone, without request log and sessions', async () => {
    const one = await start();
    await firstOwner(one, 'ada@example.com');
    await one.send('GET', '/gate', undefined, {
      'x-forwarded-method': 'GET',
      'x-forwarded-uri': '/seen-in-the-request-log',
      authorization: 'Bearer no-token',
    });
    await delay(200);
    await stop();
    expect(valueIn(join(data, 'requests.db'), 'select count(*) from reports')).toBe(1);
    expect(valueIn(join(data, 'mintmark.db'), 'select count(*) from sessions')).toBe(1);

    await backUp(settings(data), file);
    expect(readdirSync(folder).sort()).toEqual(['data', 'one.backup']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const table of ['reports', 'accepted_requests', 'sessions']) {
      expect(valueIn(file, `select count(*) from ${table}`)).toBe(0);
    }
    expect(readFileSync(join(data, 'requests.db')).includes('/seen-in-the-request-log')).toBe(true);
    expect(readFileSync(file).includes('/seen-in-the-request-log')).toBe(false);
    expect(valueIn(file, 'pragma journal_mode')).toBe('delete');
  });

  test('has every change that was answered before it began, while others are made', async () => {
    const one = await start();
    const created: string[] = [];
    let isOver = false;
    const writing = (async () => {
      while (!isOver) created.push((await one.send('POST', '/v2/applications', { name: 'Orders' })).json.id);
    })();
    for (const round of [1, 2, 3]) {
      while (created.length < round) await delay(20);
      const before = [...created];
      const path = join(folder, `${round}.backup`);
      const { contents } = await backUp(settings(data), path);
      expect(contents.applications).toBeGreaterThanOrEqual(before.length);
      const inIt = before.map((id) => valueIn(path, `select count(*) from applications where id = '${id}'`));
      expect(inIt).toEqual(before.map(() => 1));
    }
    isOver = true;
    await writing;
    expect(created.length).toBeGreaterThanOrEqual(3);
  });

  test('replaces no file', async () => {
    await backedUp();
    writeFileSync(file, 'mine');
    await expect(backUp(settings(data), file)).rejects.toMatchObject({ name: 'FileExistsError' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('is not made of a damaged database, of none, or of one that a newer Mintmark has changed', async () => {
    const database = join(data, 'mintmark.db');
    await expect(backUp(settings(data), file)).rejects.toMatchObject({ name: 'NoDatabaseError' });
    await backedUp();
    const again = join(folder, 'again.backup');
    changed(database, "insert into kysely_migration values ('9999-later', '')");
    await expect(backUp(settings(data), again)).rejects.toMatchObject({ name: 'SchemaTooNewError', found: 9999 });
    changed(database, "delete from kysely_migration where name = '9999-later'");
    loseIndex(database);
    await expect(backUp(settings(data), again)).rejects.toMatchObject({ name: 'DatabaseCorruptError' });
    expect(readdirSync(folder).sort()).toEqual(['data', 'one.backup']);
  });

  test.each([
    ['belongs to another server', (path: string) => writeSecret(path, 7), 'other'],
    ['is missing', (path: string) => rmSync(path), 'missing'],
  ])('says that the secret file %s', async (_, spoil, state) => {
    const one = await start();
    const ada = await firstOwner(one, 'ada@example.com');
    const { secret } = (await ada.post('/dashboard-api/me/second-factor', { password: PASSWORD })).json;
    await ada.post('/dashboard-api/me/second-factor/confirm', { code: codeOf(secret, 0) });
    spoil(join(data, 'server.secret'));
    expect((await backUp(settings(data), file)).secret.state).toBe(state);
  });
});

/** An index that has lost a row, as damage of the disk leaves it. */
function loseIndex(path: string): string {
  const database = new DatabaseSync(path);
  database.exec(`create table lost (a text); insert into lost values ('x'); create index of_lost on lost (a)`);
  database.enableDefensive(false);
  database.exec(`pragma writable_schema = on;
    update sqlite_schema set sql = 'create index of_lost on lost (a desc)' where name = 'of_lost';
    update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'lost') where name = 'of_lost'`);
  database.close();
  return path;
}

function writeSecret(path: string, byte: number): void {
  writeFileSync(path, `${Buffer.alloc(32, byte).toString('base64')}\n`, { mode: 0o600 });
}

describe('restoring', () => {
  const target = () => join(folder, 'restored');

  test.each<[string, (path: string) => string, { name: string; message?: unknown }]>([
    ['a file that is not there', () => join(folder, 'none'), { name: 'BackupUnusableError' }],
    ['a directory', () => folder, { name: 'BackupUnusableError' }],
    ['an empty file', (path) => written(path, ''), { name: 'BackupUnusableError' }],
    ['another file', (path) => written(path, 'a letter to the bank'.repeat(99)), { name: 'BackupUnusableError' }],
    [
      'a file that ends early',
      (path) => written(path, readFileSync(path).subarray(0, 9000)),
      { name: 'BackupUnusableError' },
    ],
    ['a damaged index', (path) => loseIndex(path), { name: 'BackupUnusableError' }],
    ['a database of another program', (path) => other(path), { name: 'BackupUnusableError' }],
    [
      'a database in use, copied without its log',
      (path) => copiedInUse(path),
      { name: 'BackupUnusableError', message: expect.stringContaining('Let mintmark backup make the copy.') },
    ],
    [
      'a newer schema',
      (path) => changed(path, "insert into kysely_migration values ('9999-later', '')"),
      { name: 'SchemaTooNewError' },
    ],
  ])('%s is refused, and nothing is put in place', async (_, spoiled, error) => {
    const spoilt = spoiled(await backedUp());
    await expect(restoreBackup(settings(target()), spoilt)).rejects.toMatchObject(error);
    expect(existsSync(target()) ? readdirSync(target()) : ['lock.db']).toEqual(['lock.db']);
    rmSync(`${file}-wal`, { force: true });
    copyFileSync(join(data, 'mintmark.db'), join(folder, 'sound.backup'));
    await restoreBackup(settings(target()), join(folder, 'sound.backup'));
    expect(valueIn(join(target(), 'mintmark.db'), 'select count(*) from applications')).toBe(1);
  });

  function written(path: string, contents: string | Uint8Array): string {
    writeFileSync(path, contents);
    return path;
  }

  function other(path: string): string {
    rmSync(path);
    return changed(path, 'create table letters (text)');
  }

  function copiedInUse(path: string): string {
    writeFileSync(`${path}-wal`, 'newest');
    return path;
  }

  test.each(['mintmark.db', 'notes.txt'])('a directory with %s in it is left as it is', async (name) => {
    await backedUp();
    mkdirSync(target());
    writeFileSync(join(target(), name), 'mine');
    await expect(restoreBackup(settings(target()), file)).rejects.toMatchObject({ name: 'DataDirectoryNotEmptyError' });
    expect(readdirSync(target())).toEqual([name]);
    expect(readFileSync(join(target(), name), 'utf8')).toBe('mine');
  });

  test('goes where the secret file is already, and keeps the database from other users', async () => {
    await backedUp();
    mkdirSync(target());
    writeSecret(join(target(), 'server.secret'), 1);
    const { contents } = await restoreBackup(settings(target()), file);
    expect(contents.applications).toBe(1);
    expect(statSync(join(target(), 'mintmark.db')).mode & 0o777).toBe(0o600);
  });
});
