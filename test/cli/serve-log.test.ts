import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACCOUNT } from './running-server.ts';
import { BIN } from './transcript.ts';

/** What cannot be written is dropped and counted: the server goes on, and is ready. */

let directory: string;
const cleanups: (() => unknown)[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mintmark-log-'));
});
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
  rmSync(directory, { recursive: true });
});

/** `stderr` as the server has it: a pipe, or an open file. */
async function start(stderr: 'pipe' | number, level: string) {
  const child = spawn(
    process.execPath,
    [BIN, 'serve', '--json', '--port', '0', '--data', join(directory, 'data'), '--log-level', level],
    {
      cwd: directory,
      env: {
        PATH: process.env['PATH'],
        HOME: directory,
        MINTMARK_BOOTSTRAP_ACCOUNT: `${ACCOUNT.key}:${ACCOUNT.secret}`,
      },
      stdio: ['ignore', 'pipe', stderr],
    },
  );
  const ended = once(child, 'exit');
  cleanups.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let told = '';
  for await (const text of (child.stdout as Readable).setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    told += text;
    if (told.trimEnd().endsWith('}')) break;
  }
  const { url, sign_in_link } = JSON.parse(told) as { url: string; sign_in_link: string };
  return { child, ended, url, link: new URL(sign_in_link).hash.slice(1) };
}

const post = (url: string, path: string, body: unknown) =>
  fetch(`${url}/dashboard-api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify(body),
  });

async function dropped(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^mintmark_log_lines_dropped_total (\d+)$/m.exec(metrics)?.[1]);
}

/** The first owner, and a link to the log that anybody can ask for: a line at every level. */
async function causeLines({ url, link }: { url: string; link: string }) {
  const made = await post(url, 'first-start', {
    link,
    email: 'ada@example.com',
    name: 'Ada',
    password: 'correct horse battery',
  });
  expect(made.status).toBe(201);
  expect((await post(url, 'password-reset', { email: 'ada@example.com' })).status).toBe(202);
  await expect.poll(() => dropped(url)).toBeGreaterThan(0);
}

async function expectServing({ url }: { url: string }) {
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect((await fetch(`${url}/gate`)).status).toBe(401);
}

describe.each(['warn', 'info'])('--log-level %s', (level) => {
  test('stderr is a pipe whose reader has gone', async () => {
    const server = await start('pipe', level);
    server.child.stderr?.destroy();
    await causeLines(server);
    await expectServing(server);
    server.child.kill('SIGTERM');
    expect((await server.ended)[0]).toBe(0);
  });

  test('stderr is a file on a full disk', async () => {
    const log = openSync('/dev/full', 'a');
    const server = await start(log, level);
    closeSync(log);
    await causeLines(server);
    await expectServing(server);
    server.child.kill('SIGTERM');
    expect((await server.ended)[0]).toBe(0);
  });
});

test('a reader that stands still holds up neither requests nor the end', async () => {
  const server = await start('pipe', 'info');
  server.child.stderr?.pause();
  const answered: number[] = [];
  // More lines than the pipe holds.
  for (let round = 0; round < 30; round++) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(`${server.url}/healthz`)));
    answered.push(...answers.map(({ status }) => status));
  }
  expect(answered.filter((status) => status !== 200)).toEqual([]);
  server.child.kill('SIGTERM');
  expect((await server.ended)[0]).toBe(0);
});

test('a server that cannot start does not end with 0 where nobody reads why', async () => {
  const log = openSync('/dev/full', 'a');
  const child = spawn(process.execPath, [BIN, 'serve', '--port', '0', '--data', '/proc/mintmark'], {
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  expect((await once(child, 'exit'))[0]).toBe(2);
});

test('a command whose output finds a full disk says so', () => {
  const { status, stderr } = spawnSync('sh', ['-c', `exec "${process.execPath}" "${BIN}" --version > /dev/full`]);
  expect(String(stderr)).toBe('mintmark: Standard output cannot be written: the disk is full\n');
  expect(status).toBe(2);
});
