import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import { openLogFile } from '../../../src/adapters/sql/log-file.ts';
import { logTasks } from '../../../src/adapters/sql/log-tasks.ts';
import { reportRow } from '../../../src/adapters/sql/report-rows.ts';
import { COLUMNS } from '../../../src/adapters/sql/schema.ts';
import type { Database } from '../../../src/ports/database.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { startChild } from '../../support/child.ts';
import { acceptedRequest, account, application, NOW, report, secret } from '../../support/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'mintmark-log-'));
afterAll(() => rmSync(folder, { recursive: true }));
const newData = () => mkdtempSync(join(folder, 'data-'));
const pathsIn = (data: string) => ({ keys: join(data, 'mintmark.db'), log: join(data, 'requests.db') });

/** Opens a data directory, and keeps what is told of its log. */
async function open(data: string, bounds = BOUNDS) {
  const database = await openDatabase(pathsIn(data).keys, clock, bounds);
  const told: string[] = [];
  database.onLogFault(({ message }) => told.push(message));
  return { database, told };
}

let time = NOW - 900;
async function addReports(database: Database, count: number, accountId = 'acc') {
  const made = Array.from({ length: count }, () => report(accountId, { at: ++time }));
  for (const one of made) database.reports.add(one);
  await database.reports.settled();
  return made;
}

async function owner(database: Database) {
  const holder = account();
  await database.accounts.add(holder, secret(holder.id));
  const app = application(holder.id);
  await database.applications.add(app, []);
  return { accountId: holder.id, applicationId: app.id, request: () => acceptedRequest(holder.id, app.id) };
}

const listed = async (database: Database, accountId = 'acc') =>
  (await database.reports.list({ accountId, limit: 1000 })).map(({ id }) => id);

test('the log is in a file of its own, which is made with the first request, and nothing of it is in the other', async () => {
  const data = newData();
  const { keys, log } = pathsIn(data);
  const { database } = await open(data);
  expect(existsSync(log)).toBe(false);
  const [one] = await addReports(database, 1);
  const { accountId, request } = await owner(database);
  const accepted = request();
  database.acceptedRequests.add(accepted);
  expect(await database.acceptedRequests.list({ accountId }, 9)).toEqual([accepted]);
  await database.close();
  expect(statSync(log).mode & 0o777).toBe(0o600);
  for (const suffix of ['-wal', '-shm']) expect(existsSync(log + suffix)).toBe(false);
  const [inKeys, inLog] = [readFileSync(keys, 'latin1'), readFileSync(log, 'latin1')];
  for (const { id } of [one ?? accepted, accepted])
    expect([inKeys.includes(id), inLog.includes(id)]).toEqual([false, true]);

  const again = await open(data);
  expect(await again.database.reports.get(one?.id ?? '')).toEqual(one);
  expect(again.told).toEqual([]);
  await again.database.close();
});

describe('a log of an earlier version', () => {
  /** Puts rows where earlier versions kept them. */
  async function old(data: string, count: number) {
    const { database } = await open(data);
    const { accountId, applicationId, request } = await owner(database);
    await database.close();
    const keys = new DatabaseSync(pathsIn(data).keys);
    const insert = keys.prepare(
      `insert into reports (${COLUMNS.reports.join(', ')}) values (${COLUMNS.reports.map(() => '?').join(', ')})`,
    );
    const reports = Array.from({ length: count }, (_, at) => report(accountId, { at: NOW - 1000 - count + at }));
    for (const one of reports) {
      const row = reportRow(one);
      insert.run(...COLUMNS.reports.map((column) => row[column]));
    }
    const accepted = request();
    keys
      .prepare(
        `insert into accepted_requests (id, at_ms, account_id, application_id, status, key_fingerprint, token_hash)
         values (?, ?, ?, ?, 204, 'SHA256:x', 'y')`,
      )
      .run(accepted.id, NOW * 1000, accountId, applicationId);
    keys.close();
    return { accountId, reports: reports.map(({ id }) => id).reverse(), accepted: accepted.id };
  }

  const rowsOfKeys = (data: string) => {
    const keys = new DatabaseSync(pathsIn(data).keys, { readOnly: true });
    const [row] = keys
      .prepare('select (select count(*) from reports) + (select count(*) from accepted_requests) as n')
      .all();
    keys.close();
    return row?.['n'];
  };

  test('is carried over whole, in order, below what comes meanwhile', async () => {
    const data = newData();
    const { accountId, reports, accepted } = await old(data, 600);
    const { database, told } = await open(data, { ...BOUNDS, limit: 601 });
    const [fresh] = await addReports(database, 1, accountId);
    await expect.poll(() => rowsOfKeys(data), { timeout: 10_000 }).toBe(0);
    expect(await listed(database, accountId)).toEqual([fresh?.id, ...reports]);
    expect((await database.acceptedRequests.list({ accountId }, 9)).map(({ id }) => id)).toEqual([accepted]);
    // The oldest go first, though they came into the file last.
    const more = await addReports(database, 40, accountId);
    const left = await listed(database, accountId);
    expect(left.slice(0, 40)).toEqual(more.map(({ id }) => id).reverse());
    expect(left.slice(41)).toEqual(reports.slice(0, 560));
    expect(told).toEqual([]);
    await database.close();
  });
});

test('what was kept outlives a process that is killed', async () => {
  const data = newData();
  const child = startChild('logging.ts', pathsIn(data).keys);
  for (let line = 0; line < 20; line++) await child.line();
  child.kill('SIGKILL');
  await child.ended;
  const { database, told } = await open(data);
  const kept = new Set(await listed(database));
  expect(child.lines.filter((id) => id.length === 36 && !kept.has(id))).toEqual([]);
  expect(told).toEqual([]);
  await database.close();
});

test('what is left of an application that was removed just before a process was killed goes at the next start', async () => {
  const data = newData();
  const first = await open(data);
  const [stays, goes] = [await owner(first.database), await owner(first.database)];
  for (const { request } of [stays, goes]) first.database.acceptedRequests.add(request());
  await first.database.close();
  const keys = new DatabaseSync(pathsIn(data).keys);
  keys.prepare('delete from applications where id = ?').run(goes.applicationId);
  keys.close();
  const { database } = await open(data);
  const left = async ({ accountId }: typeof goes) => (await database.acceptedRequests.list({ accountId }, 9)).length;
  await expect.poll(() => left(goes)).toBe(0);
  expect(await left(stays)).toBe(1);
  await database.close();
});

describe('a log file that is of no use', () => {
  test('a damaged one is set aside, told, and a new one begun', async () => {
    const data = newData();
    const { log } = pathsIn(data);
    writeFileSync(log, 'These are notes, not a database.\n'.repeat(100));
    const { database, told } = await open(data);
    const made = await addReports(database, 2);
    expect(await listed(database)).toEqual(made.map(({ id }) => id).reverse());
    expect(database.reports.dropped()).toBe(0);
    const aside = join(data, 'requests.damaged.db');
    expect(told).toEqual([
      expect.stringContaining(`The request log ${log} cannot be read (file is not a database). It is now ${aside}`),
    ]);
    expect(readFileSync(aside, 'utf8')).toContain('These are notes');
    await database.close();
  });

  test('damage that is met in use is set aside, too', async () => {
    const data = newData();
    const { log } = pathsIn(data);
    const first = await open(data);
    await addReports(first.database, 200);
    await first.database.close();
    const bytes = readFileSync(log);
    writeFileSync(log, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0x55)]));
    const { database, told } = await open(data);
    const made = await addReports(database, 3);
    expect(await listed(database)).toEqual(made.map(({ id }) => id).reverse());
    expect(told).toHaveLength(1);
    await database.close();
  });

  test('one of a later version is set aside: a downgrade starts', async () => {
    const data = newData();
    const later = new DatabaseSync(pathsIn(data).log);
    later.exec('create table something (x); pragma user_version = 99');
    later.close();
    const { database, told } = await open(data);
    await addReports(database, 1);
    expect(told).toEqual([expect.stringContaining('its version is 99')]);
    await database.close();
  });

  test('one that was moved away while in use is told, and a new one begun', async () => {
    const data = newData();
    const { log } = pathsIn(data);
    const { database, told } = await open(data);
    await addReports(database, 1);
    renameSync(log, `${log}.moved`);
    const made = await addReports(database, 1);
    expect(await listed(database)).toEqual(made.map(({ id }) => id));
    expect(told).toEqual([expect.stringContaining('was moved or removed while it was in use')]);
    await database.close();
  });

  test('where none can be made, requests are counted, the fault is told once, and keys are served', async () => {
    const data = newData();
    const { database, told } = await open(data);
    const { accountId } = await owner(database);
    // A directory has its name, which not even root can write to.
    mkdirSync(pathsIn(data).log);
    await addReports(database, 3);
    await addReports(database, 2);
    expect(database.reports.dropped()).toBe(5);
    expect(told).toHaveLength(2);
    for (const words of told) expect(words).toContain(pathsIn(data).log);
    await expect(database.reports.list({ accountId, limit: 1 })).rejects.toMatchObject({ name: 'UnavailableError' });
    expect(await database.accounts.get(accountId)).toMatchObject({ id: accountId });
    rmSync(pathsIn(data).log, { recursive: true });
    const made = await addReports(database, 1);
    expect(await listed(database)).toEqual(made.map(({ id }) => id));
    await database.close();
  });

  test('on a full disk batches are refused, and taken again when there is space', async () => {
    const path = pathsIn(newData()).log;
    let pages = 40;
    const tasks = logTasks(
      { path, keysPath: path, limits: { reports: 1000, accepted_requests: 1000 }, maxBytes: 1e9, isToCarry: false },
      (fault) => expect(fault).toBeUndefined(),
      (at) => {
        const file = openLogFile(at);
        file.raw.exec(`pragma max_page_count = ${pages}`);
        return file;
      },
    );
    const row = (one: ReturnType<typeof report>) => COLUMNS.reports.map((column) => reportRow(one)[column]);
    const large = report('acc', { path: 'x'.repeat(500_000) });
    await expect(tasks.add('reports', [row(large)], [], 0)).rejects.toMatchObject({ errcode: 13 });
    expect(await tasks.reports({ accountId: 'acc', limit: 9 })).toEqual([]);
    pages = 10_000;
    await tasks.close();
    await tasks.add('reports', [row(large)], [], 0);
    expect(await tasks.reports({ accountId: 'acc', limit: 9 })).toHaveLength(1);
    await tasks.close();
  });

  test('one that is as large as it may be loses its oldest rows, and grows no more', async () => {
    const path = pathsIn(newData()).log;
    const maxBytes = 2 * 2 ** 20;
    const tasks = logTasks(
      { path, keysPath: path, limits: { reports: 1e6, accepted_requests: 1e6 }, maxBytes, isToCarry: false },
      (fault) => expect(fault).toBeUndefined(),
    );
    const row = (one: ReturnType<typeof report>) => COLUMNS.reports.map((column) => reportRow(one)[column] ?? null);
    for (let batch = 0; batch < 8; batch++) {
      const made = Array.from({ length: 1000 }, (_, n) =>
        report('acc', { at: NOW + batch + n / 1000, path: 'x'.repeat(2000) }),
      );
      await tasks.add('reports', made.map(row), [], 0);
    }
    const [newest] = await tasks.reports({ accountId: 'acc', limit: 1 });
    expect(newest?.at_ms).toBeGreaterThan((NOW + 7) * 1000);
    expect(await tasks.oldest('reports', 'acc')).toBeGreaterThan(NOW + 1);
    await tasks.close();
    expect(statSync(path).size).toBeLessThan(1.5 * maxBytes);
  });
});
