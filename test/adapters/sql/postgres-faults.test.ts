import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import type { Database } from '../../../src/ports/database.ts';
import { ConflictError, UnavailableError } from '../../../src/ports/errors.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { freePort, type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { account, application, key, NOW, report, secret } from '../../support/records.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const open = (url: string) => openDatabase(url, clock, BOUNDS);
const nameOf = (url: string) => new URL(url).pathname.slice(1);
async function addAccount(database: Database): Promise<string> {
  const one = account();
  await database.accounts.add(one, secret(one.id));
  return one.id;
}
const firstSettled = async <T>(jobs: Promise<T>[]) => {
  const results = await Promise.allSettled(jobs);
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  return { won: results.length - reasons.length, reasons };
};

describe('a server that goes away', () => {
  test('is told as such while it is away, and used again soon after its return', async () => {
    const database = await open(await server.createDatabase());
    const id = await addAccount(database);
    await Promise.all(Array.from({ length: 20 }, () => database.accounts.get(id)));
    await server.crash();
    const asked = await firstSettled(Array.from({ length: 20 }, () => database.accounts.get(id)));
    expect(asked.won).toBe(0);
    for (const reason of asked.reasons) expect(reason).toMatchObject({ name: 'UnavailableError', reason: 'away' });
    await expect(database.probe()).rejects.toThrow(/127\.0\.0\.1:\d+\/mintmark_\d+ cannot be reached/);

    const lost = report(id);
    database.reports.add(lost);
    await database.reports.settled();
    expect(database.reports.dropped()).toBe(1);

    await server.start();
    const back = Date.now();
    while (!(await database.accounts.get(id).catch(() => undefined))) {
      expect(Date.now() - back).toBeLessThan(15_000);
      await delay(20);
    }
    await database.probe();
    database.reports.add(lost);
    await database.reports.settled();
    expect(await database.reports.get(lost.id)).toEqual(lost);
    await database.close();
  });

  test('connections that are cut one after another end no process and lose no acknowledged write', async () => {
    const url = await server.createDatabase();
    const database = await open(url);
    const owner = await addAccount(database);
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${nameOf(url)}'`;
    const added: string[] = [];
    let unavailable = 0;
    for (let round = 0; round < 5; round++) {
      const jobs = Array.from({ length: 20 }, async () => {
        const one = application(owner);
        await database.applications.add(one, [key(one.id)]);
        added.push(one.id);
      });
      const [{ reasons }] = await Promise.all([firstSettled(jobs), server.query(cut)]);
      for (const reason of reasons) expect(reason).toBeInstanceOf(UnavailableError);
      unavailable += reasons.length;
    }
    expect(added.length + unavailable).toBe(100);
    await database.close();
    const after = await open(url);
    for (const id of added) expect(await after.applications.keys(id)).toHaveLength(1);
    await after.close();
  });
});

describe('a server that refuses', () => {
  test('writes to a read-only database are refused as such, reads go on', async () => {
    const url = await server.createDatabase();
    const database = await open(url);
    // For connections from now on: none has been used yet.
    await server.query(`alter database ${nameOf(url)} set default_transaction_read_only = on`);
    expect(await database.accounts.count()).toBe(0);
    await expect(addAccount(database)).rejects.toMatchObject({ name: 'UnavailableError', reason: 'read-only' });
    await expect(database.probe()).rejects.toMatchObject({ reason: 'read-only' });
    await database.close();
  });

  test('a lock that is held for too long is busy', async () => {
    const url = await server.createDatabase();
    await server.query(`alter database ${nameOf(url)} set lock_timeout = '200ms'`);
    const database = await open(url);
    const id = await addAccount(database);
    const other = new pg.Client(url);
    await other.connect();
    await other.query('begin');
    await other.query('lock table secrets in access exclusive mode');
    await expect(database.accounts.addSecret(secret(id), 2)).rejects.toMatchObject({ reason: 'busy' });
    await other.query('rollback');
    await other.end();
    expect(await database.accounts.addSecret(secret(id), 2)).toBe(true);
    await database.close();
  });

  test('no free connection is busy; a name or a server that is not there is away; no password is told', async () => {
    const url = new URL(await server.createDatabase());
    await server.query(`create role crowded login connection limit 0`);
    url.username = 'crowded';
    url.password = 'CANARY';
    await expect(open(url.href)).rejects.toMatchObject({ name: 'UnavailableError', reason: 'busy' });
    url.username = 'postgres';
    url.pathname = '/nowhere';
    const absent = open(url.href);
    await expect(absent).rejects.toMatchObject({ name: 'UnavailableError', reason: 'away' });
    await expect(absent).rejects.toThrow(/127\.0\.0\.1:\d+\/nowhere cannot be reached: .*does not exist/);
    await expect(absent).rejects.not.toThrow('CANARY');
    url.port = String(await freePort());
    const silent = open(url.href);
    await expect(silent).rejects.toMatchObject({ name: 'UnavailableError', reason: 'away' });
    await expect(silent).rejects.not.toThrow('CANARY');
  });

  test('a server that never answers is given up after two seconds', async () => {
    const mute = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    const { port } = mute.address() as { port: number };
    const start = Date.now();
    await expect(open(`postgres://127.0.0.1:${port}/x`)).rejects.toBeInstanceOf(UnavailableError);
    expect(Date.now() - start).toBeLessThan(15_000);
    mute.close();
  });

  test('what is no PostgreSQL URL is named, and its password is not repeated', async () => {
    await expect(open('mysql://root:CANARY@localhost/x')).rejects.toThrow(
      'A database URL begins with postgres://, this one with mysql://.',
    );
    for (const url of ['postgres://user:CANARY@host:port/x', 'postgres://user:CANARY#@ho st/x']) {
      const opening = open(url);
      await expect(opening).rejects.toThrow(TypeError);
      await expect(opening).rejects.toThrow('Its form is postgres://user:password@host:port/name');
      await expect(opening).rejects.not.toThrow('CANARY');
    }
  });
});

describe.each(['read committed', 'serializable'])('two nodes, %s', (isolation) => {
  let nodes: [Database, Database];
  beforeAll(async () => {
    const url = await server.createDatabase();
    await server.query(`alter database ${nameOf(url)} set default_transaction_isolation = '${isolation}'`);
    nodes = [await open(url), await open(url)];
  });
  afterAll(() => Promise.all(nodes.map((node) => node.close())));
  const onBoth = <T>(count: number, job: (node: Database, n: number) => Promise<T>) =>
    firstSettled(Array.from({ length: count }, (_, n) => job(nodes[n % 2 === 0 ? 0 : 1], n)));

  test('of fifty uses of one token exactly one is the first', async () => {
    for (let round = 0; round < 5; round++) {
      const application = randomUUID();
      const uses: (number | null)[] = [];
      const { reasons } = await onBoth(50, async (node) => {
        uses.push(await node.replay.use(application, 'once', NOW, NOW + 900));
      });
      expect(uses.filter((use) => use === null)).toHaveLength(1);
      expect(uses.length + reasons.length).toBe(50);
      for (const reason of reasons) expect(reason).toMatchObject({ name: 'UnavailableError', reason: 'busy' });
      if (isolation === 'read committed') expect(reasons).toEqual([]);
    }
  });

  test('of sixteen changes of one application one wins, the others learn of it', async () => {
    const before = application(await addAccount(nodes[0]));
    await nodes[0].applications.add(before, []);
    const { won, reasons } = await onBoth(16, (node, n) =>
      node.applications.save({
        application: { ...before, name: `change ${n}`, revision: 2 },
        keys: [key(before.id)],
        fromRevision: 1,
      }),
    );
    expect(won).toBe(1);
    for (const reason of reasons) expect(reason).toBeInstanceOf(ConflictError);
    expect(await nodes[1].applications.keys(before.id)).toHaveLength(1);
  });

  test('uses of keys in any order wait for each other, and none is lost', async () => {
    const used = application(await addAccount(nodes[0]));
    const keys = Array.from({ length: 20 }, () => key(used.id));
    await nodes[0].applications.add(used, keys);
    const { reasons } = await onBoth(10, (node, n) => {
      const inOrder = n % 2 === 0 ? keys : [...keys].reverse();
      return node.applications.touchKeys(new Map(inOrder.map((one) => [one.id, NOW + n])));
    });
    expect(reasons).toEqual([]);
    const stored = await nodes[0].applications.keys(used.id);
    expect(new Set(stored.map((one) => one.lastUsedAt))).toEqual(new Set([NOW + 9]));
  });
});
