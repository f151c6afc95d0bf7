import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../../test/support/postgres.ts';
import { house } from '../../law.ts';
import { ask, askGate, tokenOf } from '../../nodes/fleet.ts';
import { end, PLAIN, startListening } from '../../nodes/programs.ts';
import type { Outcome } from '../suites.ts';
import { fill, idOf } from './fill.ts';
import { logRemarks } from './log.ts';

const SIZES = [1000, 10_000, 100_000, 1_000_000];
const ACCOUNT = { key: 'abcd1234', secret: 'Scale1234Secret' };
const BASIC = `Basic ${Buffer.from(`${ACCOUNT.key}:${ACCOUNT.secret}`).toString('base64')}`;
/** Applications that are asked for; the server keeps ten thousand at hand. */
const SEEN = 1000;
const PAGES = 50;

/** One server on the embedded database, with ever more applications of one account. */
export async function scaleFigures(): Promise<Outcome> {
  const data = mkdtempSync(join(tmpdir(), 'mintmark-scale-'));
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const rows: (readonly string[])[] = [
    ['applications', 'start', 'first request', 'known request', 'page of 100', 'memory', `memory, ${SEEN} seen`],
  ];
  try {
    await (await start(data)).stop();
    let there = 0;
    for (const size of SIZES) {
      fill(join(data, 'mintmark.db'), ACCOUNT.key, publicPem, there, size);
      there = size;
      const server = await start(data);
      const before = server.megabytes();
      const tokens = Array.from({ length: SEEN }, (_, at) => {
        // Spread over all, so that no page of the file is there already.
        return tokenOf({ id: idOf(Math.floor((at * size) / SEEN)), privateKey: pem });
      });
      const first = await timed(tokens, (token) => accepted(server.port, token));
      const known = await timed(tokens, (token) => accepted(server.port, token));
      const pages = await timed(Array.from({ length: PAGES }), async () => {
        const { status } = await ask(server.port, 'GET', '/v2/applications?page_size=100', { authorization: BASIC });
        if (status !== 200) throw new Error(`the list was answered with ${status}`);
      });
      rows.push([
        size.toLocaleString('en'),
        ...[server.startMilliseconds, first, known, pages].map((one) => one.toFixed(one < 10 ? 2 : 0)),
        ...[before, server.megabytes()].map((one) => `${Math.round(one)} MB`),
      ]);
      await server.stop();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  return {
    standings: [],
    figures: rows,
    remarks: [
      `Medians. A start is the time from the command to the first answer of /readyz, with a process that starts: Node takes some of it. A first request has a token of an application that the server has not met, and a new token: it is looked up and verified; a known one is the same token again.`,
      ...(await logRemarks()),
    ],
  };
}

async function start(data: string) {
  const port = await freePort();
  const words = [join(house, 'bin/mintmark.cjs'), 'serve', '--port', `${port}`, '--data', data, '--drain-seconds', '0'];
  const env = { ...PLAIN, MINTMARK_BOOTSTRAP_ACCOUNT: `${ACCOUNT.key}:${ACCOUNT.secret}` };
  const began = performance.now();
  const child = await startListening(process.execPath, words, port, { env });
  while ((await ask(port, 'GET', '/readyz')).status !== 200) await delay(5);
  return {
    port,
    startMilliseconds: performance.now() - began,
    megabytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: () => end(child, 'SIGTERM'),
  };
}

async function accepted(port: number, token: string): Promise<void> {
  const { status, json } = await askGate(port, token);
  if (status !== 204) throw new Error(`a good token was answered with ${status}: ${json['detail']}`);
}

/** Milliseconds of one, the median. */
async function timed<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<number> {
  const took: number[] = [];
  for (const one of all) {
    const began = performance.now();
    await work(one);
    took.push(performance.now() - began);
  }
  return took.sort((a, b) => a - b)[Math.floor(took.length / 2)] as number;
}
