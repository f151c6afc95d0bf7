import { Agent, request } from 'node:http';
import { type Spread, type Standing, spread } from '../rounds.ts';
import type { Server } from './peers.ts';

/** A server, and what it is asked: each request is one of `tokens` in turn. */
export interface Contender {
  readonly name: string;
  readonly server: Server;
  /** What is asked for; `undefined`: the path that the gate is asked about. */
  readonly path?: string;
  readonly tokens: readonly string[];
  /** Where each token is asked about once: how many were. */
  readonly asked?: { count: number };
  /** How each of them is to be answered. */
  readonly status: number;
}

interface Batch {
  /** Of the CPU time of the server, all threads counted. */
  readonly perCpuSecond: number;
  readonly p99Milliseconds: number;
}

export interface Load {
  readonly rounds: number;
  readonly requests: number;
  readonly connections: number;
}

/** Asks the contenders in turns; the first is the baseline. @returns with them the time to an answer of the second */
export async function askedInTurns(
  contenders: readonly Contender[],
  { rounds, requests, connections }: Load,
): Promise<{ readonly standings: readonly Standing[]; readonly p99: Spread }> {
  const batches: Batch[][] = contenders.map(() => []);
  // The first round warms up: each token is seen once and more.
  for (let round = 0; round <= rounds; round++) {
    const order = contenders.map((_, index) => (index + round) % contenders.length);
    for (const index of order) {
      const batch = await ask(contenders[index] as Contender, requests, connections);
      if (round > 0) batches[index]?.push(batch);
    }
  }
  const [base = []] = batches;
  const standings = contenders.map(({ name }, index): Standing => {
    const rates = (batches[index] ?? []).map(({ perCpuSecond }) => perCpuSecond);
    const ratios = rates.map((rate, round) => rate / (base[round] as Batch).perCpuSecond);
    return { name, perCpuSecond: spread(rates), ratio: spread(ratios) };
  });
  return { standings, p99: spread((batches[1] ?? []).map(({ p99Milliseconds }) => p99Milliseconds)) };
}

/** One batch. */
export async function ask(contender: Contender, requests: number, connections: number): Promise<Batch> {
  const { server, path, tokens, asked, status } = contender;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const milliseconds: number[] = [];
  let turn = 0;
  const connection = async () => {
    while (turn < requests) {
      const at = turn++;
      const start = performance.now();
      await askOnce(
        `${server.url}${path ?? `/v1/calls/${at}`}`,
        agent,
        tokens[(asked ? asked.count++ : at) % tokens.length] as string,
        at,
        status,
      );
      milliseconds.push(performance.now() - start);
    }
  };
  const before = server.cpuSeconds();
  await Promise.all(Array.from({ length: connections }, connection));
  const cpu = server.cpuSeconds() - before;
  agent.destroy();
  milliseconds.sort((a, b) => a - b);
  return { perCpuSecond: requests / cpu, p99Milliseconds: milliseconds[Math.floor(requests * 0.99)] as number };
}

function askOnce(url: string, agent: Agent, token: string, at: number, status: number): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    'x-original-method': 'GET',
    'x-original-uri': `/v1/calls/${at}`,
  };
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (response) => {
      if (response.statusCode !== status) reject(new Error(`${url} was answered with ${response.statusCode}`));
      response.resume().once('end', resolve);
    })
      .once('error', reject)
      .end();
  });
}
