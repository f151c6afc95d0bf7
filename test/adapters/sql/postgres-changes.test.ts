import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/adapters/sql/index.ts';
import type { Changes, ChangesRead } from '../../../src/ports/changes.ts';
import type { Database } from '../../../src/ports/database.ts';
import { BOUNDS, clock } from '../../contract/adapters.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

let database: Database;
let url: string;
const clients: pg.Client[] = [];
beforeEach(async () => {
  url = await server.createDatabase();
  database = await openDatabase(url, clock, BOUNDS);
  return async () => {
    for (const client of clients.splice(0)) await client.end().catch(() => {});
    await database.close();
  };
});

async function client(to = url): Promise<pg.Client> {
  const made = new pg.Client(to);
  made.on('error', () => {});
  await made.connect();
  clients.push(made);
  return made;
}
/** What the triggers do; two of one account would wait for each other, as its applications are counted. */
const insert = (id: string) => `insert into changes (application_id) values ('${id}')`;

/** Reads on, as a process does. */
function reader(changes: Changes) {
  let read: ChangesRead | undefined;
  return async () => {
    read = await changes.since(read?.to);
    return typeof read.changed === 'string' ? read.changed : [...read.changed].sort();
  };
}
async function again(read: () => Promise<unknown>): Promise<unknown> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const found = await read().catch(() => undefined);
    if (found !== undefined) return found;
    await delay(20);
  }
  throw new Error('the feed did not come back');
}

describe('commits in another order than their transactions', () => {
  test('none is skipped, and none waits for the one that is still open', async () => {
    const read = reader(database.changes);
    await read();
    const [early, late] = [await client(), await client()];
    await early.query('begin');
    await early.query(insert('early'));
    await late.query(insert('late'));
    expect(await read()).toEqual(['late']);
    expect(await read()).toEqual([]);
    await early.query('commit');
    expect(await read()).toEqual(['early']);
    expect(await read()).toEqual([]);
  });

  test('a transaction of another database that stays open holds nothing up', async () => {
    const other = await client(await server.createDatabase());
    await other.query('begin');
    await other.query('create table long (id int)');
    const read = reader(database.changes);
    await read();
    const writer = await client();
    for (const id of ['one', 'two']) {
      await writer.query(insert(id));
      expect(await read()).toEqual([id]);
    }
    // What is pruned was seen: the reader goes on, though its snapshot is as old as the open transaction.
    await database.changes.prune(0);
    expect(await read()).toEqual([]);
    await other.query('rollback');
  });

  test('random histories of several writers: each committed change is told once, each rolled back never', async () => {
    const read = reader(database.changes);
    await read();
    const writers = await Promise.all([client(), client(), client(), client()]);
    const open = new Map<pg.Client, string[]>();
    const committed: string[] = [];
    const told: string[] = [];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let step = 0; step < 300; step++) {
      const writer = writers[random(writers.length)] as pg.Client;
      const written = open.get(writer);
      const kind = random(5);
      if (written === undefined) {
        await writer.query('begin');
        open.set(writer, []);
      } else if (kind < 3) {
        await writer.query(insert(`id-${step}`));
        written.push(`id-${step}`);
      } else {
        await writer.query(kind === 3 ? 'rollback' : 'commit');
        if (kind === 4) committed.push(...written);
        open.delete(writer);
      }
      if (random(3) === 0) told.push(...(await read()));
    }
    for (const [writer, written] of open) {
      await writer.query('commit');
      committed.push(...written);
    }
    told.push(...(await read()));
    expect(committed.length).toBeGreaterThan(30);
    expect(told.sort()).toEqual(committed.sort());
  });
});

describe('what a reader cannot know', () => {
  test('whether the server that is back is the one that it knew: then everything may have been changed', async () => {
    const read = reader(database.changes);
    await read();
    expect(await read()).toEqual([]);
    await server.crash();
    await expect(read()).rejects.toMatchObject({ name: 'UnavailableError', reason: 'away' });
    await server.start();
    expect(await again(read)).toBe('all');
    expect(await read()).toEqual([]);
  });

  test('what a backend lost that was killed: the numbers of transactions may be given again', async () => {
    const read = reader(database.changes);
    await read();
    const victim = await client();
    const { rows } = await victim.query('select pg_backend_pid() as pid');
    process.kill(rows[0].pid, 'SIGKILL');
    await expect.poll(() => read().catch((error) => error.reason), { timeout: 10_000 }).toBe('all');
  });

  test('a connection that was cut alone hides nothing, and drops nothing', async () => {
    const read = reader(database.changes);
    await read();
    await server.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mintmark changes'`,
    );
    await (await client()).query(insert('meanwhile'));
    expect(await again(read)).toEqual(['meanwhile']);
  });

  test('more changes than it can want at once', async () => {
    const read = reader(database.changes);
    await read();
    await (await client()).query(
      `insert into changes (application_id) select 'id-' || n from generate_series(1, 10001) as n`,
    );
    expect(await read()).toBe('all');
    expect(await read()).toEqual([]);
  });
});

test('a change wakes who listens; a reader that nothing wakes reads it all the same', async () => {
  let woken = 0;
  database.changes.onHint(() => {
    woken++;
  });
  const read = reader(database.changes);
  await read();
  const writer = await client();
  await writer.query(insert('one'));
  await expect.poll(() => woken).toBeGreaterThan(0);
  expect(await read()).toEqual(['one']);
  await writer.query('drop trigger changes_told on changes');
  const before = woken;
  await writer.query(insert('two'));
  expect(await read()).toEqual(['two']);
  expect(woken).toBe(before);
});
