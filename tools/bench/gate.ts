import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { mint } from '../../src/jwt.ts';
import { house } from '../law.ts';
import { type Spread, type Standing, spread } from './rounds.ts';

const ROUNDS = 9;
const REQUESTS = 10_000;
const CONNECTIONS = 16;
const TOKENS = 64;
const ACCOUNT = { key: 'abcd1234', secret: 'Bench1234Secret' };
const BASIC = `Basic ${Buffer.from(`${ACCOUNT.key}:${ACCOUNT.secret}`).toString('base64')}`;

const CONTENDERS = [
  { name: 'mintmark gate, accepted requests not kept', flags: ['--accepted-kept', '0'] },
  // As many as one batch: the oldest go as fast as others come, as they do in the long run.
  { name: 'mintmark gate, accepted requests kept', flags: ['--accepted-kept', String(REQUESTS)] },
] as const;

/** One batch of accepted requests. */
interface Batch {
  /** Of the CPU time of the server, all threads counted, until the log is written. */
  readonly perCpuSecond: number;
  /** Of the wall, until the last answer. */
  readonly perSecond: number;
  readonly p99Milliseconds: number;
}

/** What it costs the gate to keep accepted requests: two servers on loopback, SQLite on disk, asked in turns. */
export async function gateStandings(): Promise<{ standings: readonly Standing[]; remarks: readonly string[] }> {
  const servers = [];
  try {
    for (const { flags } of CONTENDERS) servers.push(await startServer(flags));
    const batches: Batch[][] = servers.map(() => []);
    // The first round warms the servers up, and the statements of their storage.
    for (let round = 0; round <= ROUNDS; round++) {
      const order = servers.map((_, index) => (index + round) % servers.length);
      for (const index of order) {
        const batch = await ask(servers[index] as Server);
        if (round > 0) batches[index]?.push(batch);
      }
    }
    return {
      standings: CONTENDERS.map(({ name }, index) => ({ name, ...compared(batches, index, 'perCpuSecond') })),
      remarks: remarksOn(batches),
    };
  } finally {
    for (const server of servers) await server.stop();
  }
}

function compared<Member extends keyof Batch>(
  batches: readonly (readonly Batch[])[],
  index: number,
  member: Member,
): { readonly [member in Member | 'ratio']: Spread } {
  const [base = [], own = []] = [batches[0], batches[index]];
  const ratios = own.map((batch, round) => batch[member] / (base[round] as Batch)[member]);
  const found = { [member]: spread(own.map((batch) => batch[member])), ratio: spread(ratios) };
  return found as { readonly [member in Member | 'ratio']: Spread };
}

function remarksOn(batches: readonly (readonly Batch[])[]): readonly string[] {
  const rate = compared(batches, 1, 'perSecond');
  const late = compared(batches, 1, 'p99Milliseconds');
  const of = ({ median, min, max }: Spread) => `${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`;
  return [
    `Kept against not kept, ${REQUESTS.toLocaleString('en')} requests a batch on ${CONNECTIONS} connections:`,
    `requests per second on the wall ${of(rate.ratio)}, at ${Math.round(rate.perSecond.median).toLocaleString('en')};`,
    `99th percentile of the time to an answer ${of(late.ratio)}, at ${late.p99Milliseconds.median.toFixed(1)} ms.`,
  ];
}

interface Server {
  readonly url: string;
  readonly agent: Agent;
  readonly tokens: readonly string[];
  stop(): Promise<void>;
}

async function startServer(flags: readonly string[]): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'mintmark-bench-'));
  const words = [join(house, 'bin/mintmark.cjs'), 'serve', '--json', '--port', '0', '--data', data, ...flags];
  const child = spawn(process.execPath, words, {
    env: { ...process.env, MINTMARK_BOOTSTRAP_ACCOUNT: `${ACCOUNT.key}:${ACCOUNT.secret}` },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const stop = async () => {
    agent.destroy();
    if (child.exitCode === null) {
      child.kill();
      await once(child, 'exit');
    }
    rmSync(data, { recursive: true, force: true });
  };
  try {
    const url = await addressOf(child);
    return { url, agent, tokens: await tokensOf(url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the server has no output to read');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /"url": "([^"]+)"/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the server ended before it listened');
}

async function tokensOf(url: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/v2/applications`, {
    method: 'POST',
    headers: { authorization: BASIC, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Benchmark' }),
  });
  if (response.status !== 201) throw new Error(`creating an application was answered with ${response.status}`);
  const { id, keys } = (await response.json()) as { id: string; keys: { private_key: string } };
  return Array.from({ length: TOKENS }, () => mint({ application_id: id }, keys.private_key));
}

async function ask(server: Server): Promise<Batch> {
  const milliseconds: number[] = [];
  const cpuBefore = await cpuSeconds(server.url);
  const start = performance.now();
  let turn = 0;
  const connection = async () => {
    while (turn < REQUESTS) milliseconds.push(await askOnce(server, turn++));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const seconds = (performance.now() - start) / 1000;
  // Waits for what is written behind the answers: its cost is the batch's.
  await text(`${server.url}/request-log?limit=1`);
  const cpu = (await cpuSeconds(server.url)) - cpuBefore;
  milliseconds.sort((a, b) => a - b);
  return {
    perCpuSecond: REQUESTS / cpu,
    perSecond: REQUESTS / seconds,
    p99Milliseconds: milliseconds[Math.floor(REQUESTS * 0.99)] as number,
  };
}

/** @returns milliseconds until the answer was whole */
function askOnce({ url, agent, tokens }: Server, turn: number): Promise<number> {
  const headers = {
    authorization: `Bearer ${tokens[turn % tokens.length]}`,
    'x-original-method': 'GET',
    'x-original-uri': `/v1/calls/${turn}`,
  };
  return new Promise((resolve, reject) => {
    const start = performance.now();
    get(`${url}/gate`, { agent, headers }, (response) => {
      if (response.statusCode !== 204) reject(new Error(`the gate answered ${response.statusCode}`));
      response.resume().once('end', () => resolve(performance.now() - start));
    }).once('error', reject);
  });
}

async function cpuSeconds(url: string): Promise<number> {
  const found = /^process_cpu_seconds_total (\S+)$/m.exec(await text(`${url}/metrics`))?.[1];
  if (found === undefined) throw new Error('the metrics have no process_cpu_seconds_total');
  return Number(found);
}

async function text(address: string): Promise<string> {
  const response = await fetch(address, { headers: { authorization: BASIC } });
  if (response.status !== 200) throw new Error(`${address} was answered with ${response.status}`);
  return response.text();
}
