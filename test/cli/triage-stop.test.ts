import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { Summary } from '../../src/core/triage/summary.ts';
import { kit } from '../support/kit.ts';
import { BIN } from './transcript.ts';

const TOKEN = kit.mint({ claims: { iat: kit.now - 1200, exp: kit.now - 300 } });
const EXPIRED = `${JSON.stringify({ time: kit.now, method: 'GET', path: '/v1/calls', status: 401, authorization: `Bearer ${TOKEN}` })}\n`;
const ACCEPTED = `${JSON.stringify({ time: kit.now, method: 'GET', path: '/v1/calls', status: 200 })}\n`;
/** More than pipes and streams hold back: once that many are written, most of them are read. */
const LINES = 20_000;

/** `mintmark triage` of a log that does not end. */
function start(path: string, ...flags: string[]) {
  const child = spawn(process.execPath, [BIN, 'triage', path, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return {
    stdin: child.stdin,
    /** As Ctrl-C does; the log stays open. */
    async stop() {
      child.kill('SIGINT');
      const [stdout, stderr, [code, signal]] = await ended;
      return { stdout, stderr, code, signal };
    },
  };
}

async function write(log: Writable, lines: readonly string[]): Promise<void> {
  for (let at = 0; at < lines.length; at += 1000)
    if (!log.write(lines.slice(at, at + 1000).join(''))) await once(log, 'drain');
}

const refused = Array.from({ length: LINES }, () => EXPIRED);

test('Ctrl-C stops the reading of standard input, and what is known so far is printed', async () => {
  const { stdin, stop } = start('-');
  await write(stdin, refused);
  const { stdout, stderr, code, signal } = await stop();
  expect([stderr, code, signal]).toEqual(['', 1, null]);
  const [, judged, lines] =
    /^Why requests were rejected, up to where it was stopped: (\S+) requests of (\S+) lines\n/.exec(stdout) ?? [];
  expect(judged).toBe(lines);
  expect(Number(judged?.replace(',', ''))).toBeGreaterThan(LINES / 2);
  expect(stdout).toMatch(new RegExp(`^token-expired +${judged} +100\\.0 %`, 'm'));
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    `Stopped after ${lines} lines: all numbers are for the lines up to there.`,
  );
});

test('the same from a named pipe out of which nothing comes any more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-triage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'log');
  execFileSync('mkfifo', [path]);
  const { stop } = start(path, '--json');
  const log = createWriteStream(path);
  onTestFinished(() => void log.destroy());
  await write(log, refused);
  const { stdout, code, signal } = await stop();
  const { isStopped, judged, lines, causes } = JSON.parse(stdout) as Summary;
  expect([code, signal, isStopped, lines]).toEqual([1, null, true, judged]);
  expect(judged).toBeGreaterThan(LINES / 2);
  expect(causes.map(({ cause, count }) => [cause, count])).toEqual([['token-expired', judged]]);
});

test('where no request was judged up to there, nobody can tell whether one was rejected', async () => {
  const { stdin, stop } = start('-', '--json');
  await write(
    stdin,
    Array.from({ length: 4 * LINES }, () => ACCEPTED),
  );
  const { stdout, code } = await stop();
  const { isStopped, judged, notRefused } = JSON.parse(stdout) as Summary;
  expect([code, isStopped, judged]).toEqual([3, true, 0]);
  expect(notRefused).toBeGreaterThan(0);
});
