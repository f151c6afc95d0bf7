import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { Agent, request } from 'node:http';
import { mint } from '../../../src/jwt.ts';
import { type Spread, type Standing, spread } from '../rounds.ts';
import { register, type Server, startGate, startHaproxy, startPeer } from './peers.ts';

const ROUNDS = 5;
const REQUESTS = 20_000;
const CONNECTIONS = 16;
const TOKENS = 2000;
/** As the client SDKs of Vonage are given: ten paths, a token of 850 bytes. */
const ACL = {
  paths: Object.fromEntries(
    [
      'users',
      'conversations',
      'sessions',
      'devices',
      'image',
      'media',
      'applications',
      'push',
      'knocking',
      'calls',
    ].map((name) => [`/*/${name}/**`, {}]),
  ),
};

interface Contender {
  readonly name: string;
  readonly server: Server;
  /** What is asked for; `undefined`: the path that the gate is asked about. */
  readonly path?: string;
}

interface Batch {
  /** Of the CPU time of the server, all threads counted. */
  readonly perCpuSecond: number;
  readonly p99Milliseconds: number;
}

/** Accepted requests: the gate and its peers on loopback, a process each, asked in turns. The first is the baseline. */
export async function gateStandings(): Promise<{ standings: readonly Standing[]; remarks: readonly string[] }> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const contenders: Contender[] = [];
  try {
    const gates = [
      { name: 'mintmark gate, as it comes', flags: [] },
      { name: 'mintmark gate, without its log of accepted requests', flags: ['--accepted-kept', '0'] },
    ];
    const tokensOf = new Map<Server, readonly string[]>();
    const own: Contender[] = [];
    for (const { name, flags } of gates) {
      const server = await startGate(flags);
      own.push({ name, server, path: '/gate' });
      tokensOf.set(server, tokens(await register(server, pem), privateKey));
    }
    const applicationId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
    const shared = tokens(applicationId, privateKey);
    const credentials = { applicationId, publicKey: pem };
    contenders.push({ name: 'node:http, which looks at nothing', server: await startPeer('node:http', credentials) });
    contenders.push(...own);
    contenders.push({ name: 'mintmark middleware on node:http', server: await startPeer('middleware', credentials) });
    contenders.push({ name: '@fastify/jwt with its cache', server: await startPeer('fastify-jwt', credentials) });
    const haproxy = await startHaproxy(credentials);
    if (haproxy) contenders.push({ name: 'HAProxy jwt_verify (no claims, no acl)', server: haproxy });
    return await raced(contenders, (server) => tokensOf.get(server) ?? shared);
  } finally {
    for (const { server } of contenders) await server.stop();
  }
}

async function raced(contenders: readonly Contender[], tokensOf: (server: Server) => readonly string[]) {
  const batches: Batch[][] = contenders.map(() => []);
  // The first round warms up: each token is seen once and more.
  for (let round = 0; round <= ROUNDS; round++) {
    const order = contenders.map((_, index) => (index + round) % contenders.length);
    for (const index of order) {
      const { server, path } = contenders[index] as Contender;
      const batch = await ask(server, path, tokensOf(server));
      if (round > 0) batches[index]?.push(batch);
    }
  }
  const [base = []] = batches;
  const standings = contenders.map(({ name }, index): Standing => {
    const rates = (batches[index] ?? []).map(({ perCpuSecond }) => perCpuSecond);
    const ratios = rates.map((rate, round) => rate / (base[round] as Batch).perCpuSecond);
    return { name, perCpuSecond: spread(rates), ratio: spread(ratios) };
  });
  const late = (batches[1] ?? []).map(({ p99Milliseconds }) => p99Milliseconds);
  return { standings, remarks: remarksOn(spread(late)) };
}

function remarksOn({ median, min, max }: Spread): readonly string[] {
  return [
    `${REQUESTS.toLocaleString('en')} requests a batch on ${CONNECTIONS} connections, with ${TOKENS.toLocaleString('en')} different tokens of 850 bytes and an acl of ten paths.`,
    `The gate as it comes: 99th percentile of the time to an answer ${median.toFixed(1)} ms (${min.toFixed(1)} to ${max.toFixed(1)}).`,
  ];
}

function tokens(applicationId: string, privateKey: KeyObject): readonly string[] {
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return Array.from({ length: TOKENS }, (_, at) =>
    mint({ application_id: applicationId, sub: `user-${at}`, acl: ACL }, pem),
  );
}

async function ask(server: Server, path: string | undefined, all: readonly string[]): Promise<Batch> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const milliseconds: number[] = [];
  let turn = 0;
  const connection = async () => {
    while (turn < REQUESTS) {
      const at = turn++;
      const start = performance.now();
      await askOnce(`${server.url}${path ?? `/v1/calls/${at}`}`, agent, all[at % all.length] as string, at);
      milliseconds.push(performance.now() - start);
    }
  };
  const before = server.cpuSeconds();
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const cpu = server.cpuSeconds() - before;
  agent.destroy();
  milliseconds.sort((a, b) => a - b);
  return { perCpuSecond: REQUESTS / cpu, p99Milliseconds: milliseconds[Math.floor(REQUESTS * 0.99)] as number };
}

function askOnce(url: string, agent: Agent, token: string, at: number): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    'x-original-method': 'GET',
    'x-original-uri': `/v1/calls/${at}`,
  };
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (response) => {
      if (response.statusCode !== 204) reject(new Error(`${url} was answered with ${response.statusCode}`));
      response.resume().once('end', resolve);
    })
      .once('error', reject)
      .end();
  });
}
