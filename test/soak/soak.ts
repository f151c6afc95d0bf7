import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type MintClaims, mint } from '../../src/jwt.ts';
import { house } from '../../tools/law.ts';
import { ask } from '../../tools/nodes/fleet.ts';
import { startListening } from '../../tools/nodes/programs.ts';
import { freePort } from '../support/postgres.ts';

export interface Soaked {
  readonly requests: number;
  /** Answers of 5xx, and requests without an answer, by status or fault. */
  readonly faults: Readonly<Record<string, number>>;
  /** Requests that were accepted and should not have been. */
  readonly wronglyAccepted: number;
  /** Memory of the process in MB, and its open files, one sample a second. */
  readonly megabytes: readonly number[];
  readonly descriptors: readonly number[];
  readonly exitCode: number | null;
}

const ACCOUNT = { key: 'abcd1234', secret: 'Soaked1234Secret' };
const basic = (secret: string) => ({
  authorization: `Basic ${Buffer.from(`${ACCOUNT.key}:${secret}`).toString('base64')}`,
});
const LOOPS = 8;

/** The server under everything that its users do, right and wrong, with applications that come and go. */
export async function soak(seconds: number): Promise<Soaked> {
  const data = mkdtempSync(join(tmpdir(), 'mintmark-soak-'));
  const port = await freePort();
  const words = [
    'serve',
    '--port',
    `${port}`,
    '--data',
    data,
    '--reports-kept',
    '1000',
    '--accepted-kept',
    '1000',
    '--drain-seconds',
    '0',
  ];
  const env = { PATH: process.env['PATH'] ?? '', MINTMARK_BOOTSTRAP_ACCOUNT: `${ACCOUNT.key}:${ACCOUNT.secret}` };
  const server = await startListening(process.execPath, [join(house, 'bin/mintmark.cjs'), ...words], port, { env });
  try {
    return { ...(await load(port, server, seconds)), exitCode: await endOf(server) };
  } finally {
    server.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  }
}

async function load(port: number, server: ChildProcess, seconds: number): Promise<Omit<Soaked, 'exitCode'>> {
  const faults: Record<string, number> = {};
  let requests = 0;
  let wronglyAccepted = 0;
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const foreignKey = foreign.export({ type: 'pkcs8', format: 'pem' }).toString();
  const until = performance.now() + seconds * 1000;

  async function send(method: string, path: string, headers: Record<string, string> = {}, body?: unknown) {
    const answer = await ask(port, method, path, headers, body);
    requests++;
    const { status } = answer;
    if (typeof status === 'string' || status >= 500) faults[status] = (faults[status] ?? 0) + 1;
    return answer;
  }
  async function judge(token: string, accepted: boolean): Promise<void> {
    const { status } = await send('GET', '/gate', { authorization: `Bearer ${token}` });
    if (status === 204 && !accepted) wronglyAccepted++;
  }

  async function oneUser(loop: number): Promise<void> {
    for (let turn = 0; performance.now() < until; turn++) {
      const made = await send('POST', '/v2/applications', basic(ACCOUNT.secret), { name: `soak ${loop} ${turn}` });
      const id = made.json['id'] as string;
      const { private_key: key } = (made.json['keys'] ?? {}) as { private_key: string };
      if (id === undefined) continue;
      const token = (claims: MintClaims = {}, by = key) => mint({ application_id: id, ...claims }, by);
      const again = token();
      for (let at = 0; at < 20; at++) await judge(again, true);
      for (let at = 0; at < 10; at++) await judge(token(), true);
      await judge(token({}, foreignKey), false);
      await judge(token({ iat: 1_000_000_000, exp: 1_000_000_900 }), false);
      await judge(`${again}x`, false);
      await judge(`nonsense-${turn}`, false);
      await judge(mint({ application_id: crypto.randomUUID() }, key), false);
      await send('GET', '/v2/applications?page_size=5', basic(ACCOUNT.secret));
      await send('PUT', `/v2/applications/${id}`, basic(ACCOUNT.secret), { name: `renamed ${turn}` });
      await send('GET', '/request-log', basic(ACCOUNT.secret));
      await send(
        'POST',
        '/dashboard-api/sign-in',
        { 'sec-fetch-site': 'same-origin' },
        { email: `${turn}@x.example`, password: 'x' },
      );
      await send('POST', '/v2/applications', basic(ACCOUNT.secret), { name: 7 });
      if (turn % 20 === 0) await send('GET', '/v2/applications', basic(`wrong ${turn}`));
      await send('DELETE', `/v2/applications/${id}`, basic(ACCOUNT.secret));
      await judge(again, false);
    }
  }

  const megabytes: number[] = [];
  const descriptors: number[] = [];
  async function look(): Promise<void> {
    for (; performance.now() < until; await delay(1000)) {
      const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
      megabytes.push(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
      descriptors.push(readdirSync(`/proc/${server.pid}/fd`).length);
    }
  }

  await Promise.all([look(), ...Array.from({ length: LOOPS }, (_, loop) => oneUser(loop))]);
  return { requests, faults, wronglyAccepted, megabytes, descriptors };
}

/** A last SIGTERM, which it answers by an orderly end. */
async function endOf(server: ChildProcess): Promise<number | null> {
  if (server.exitCode !== null) return server.exitCode;
  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  return code as number | null;
}
