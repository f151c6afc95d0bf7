import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type Fleet, startFleet } from '../../tools/nodes/fleet.ts';
import { keepsTheRules, recovers, watch } from './rules.ts';

/** The database hangs, is locked and is full, under load. The disk of the primary is a small one, which takes root. */

const DISK = '400m';
const FAULT_MILLISECONDS = 10_000;
const ROUNDS = 50;

let disk: string;
let fleet: Fleet;
beforeAll(async () => {
  disk = mkdtempSync(join(tmpdir(), 'mintmark-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', disk]);
  fleet = await startFleet('direct', disk);
});
afterAll(async () => {
  await fleet.close();
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

test('the database hangs', async () => {
  const watched = await watch(fleet);
  const goOn = fleet.postgres.freezePrimary();
  await delay(FAULT_MILLISECONDS);
  goOn();
  await recovers(watched);
  await keepsTheRules(watched, { served: 'all' });
});

test.each(['applications, keys', 'changes', 'attempts', 'accepted_requests, reports'])('locked: %s', async (tables) => {
  const watched = await watch(fleet);
  const client = new pg.Client(`postgres://postgres@127.0.0.1:${fleet.postgres.primaryPort}/${fleet.database}`);
  await client.connect();
  await client.query('begin');
  await client.query(`lock table ${tables} in access exclusive mode`);
  await delay(FAULT_MILLISECONDS);
  await client.query('rollback');
  await client.end();
  await recovers(watched);
  await keepsTheRules(watched, { served: 'all' });
});

test('connections are cut all the time', async () => {
  const watched = await watch(fleet);
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${fleet.database}'`;
  for (let round = 0; round < ROUNDS; round++) {
    await fleet.postgres.query(cut);
    await delay(200);
  }
  await recovers(watched);
  await keepsTheRules(watched, { served: 'all' });
});

test('the disk of the database is full', async () => {
  const watched = await watch(fleet);
  // A new segment of the log, which is written to for longer than this takes: without it the server itself would end.
  await fleet.postgres.query('select pg_switch_wal()');
  await fleet.postgres.query('checkpoint');
  const ballast = join(disk, 'ballast');
  fillDisk(ballast);
  await expect
    .poll(async () => (await fleet.api('POST', '/v2/applications', { name: 'Too much' })).json['cause'])
    .toBe('storage-full');
  expect((await ask(fleet.nodes[0] as number, 'GET', '/readyz/gate')).status).toBe(200);
  await delay(FAULT_MILLISECONDS / 5);
  rmSync(ballast);
  await recovers(watched);
  await keepsTheRules(watched, { served: 'all' });
});

function fillDisk(file: string): void {
  const piece = Buffer.alloc(64 * 1024);
  try {
    for (;;) appendFileSync(file, piece);
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
  }
}
