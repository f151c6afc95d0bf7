import { spawn } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { house } from '../../law.ts';
import { type Spread, type Standing, spread } from '../rounds.ts';
import { ask, askedInTurns, type Contender } from './ask.ts';
import { register, type Server, startGate, startPeer } from './peers.ts';
import { tokensOf } from './tokens.ts';

const LOAD = { rounds: 3, requests: 5000, connections: 16 };
const TOKENS = 500;
/** Good tokens beside a flood: so many, on so few connections, that they do not fill the gate themselves. */
const GOOD = { rounds: 3, requests: 500, connections: 2 };

/** Rejected requests by their fault, as the gate explains them; and what a flood of them does to good ones. */
export async function refusalStandings(): Promise<{ standings: readonly Standing[]; remarks: readonly string[] }> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const servers: Server[] = [];
  try {
    const bare = await startPeer('node:http', { applicationId: randomUUID(), publicKey: pem });
    const server = await startGate([]);
    servers.push(bare, server);
    const applicationId = await register(server, pem);
    const good = tokensOf(applicationId, privateKey, TOKENS);
    const faults = faulty(applicationId, privateKey, good);
    const gate = (name: string, tokens: readonly string[], status: number) => ({
      name,
      server,
      path: '/gate',
      tokens,
      status,
    });
    const contenders: readonly Contender[] = [
      { name: 'node:http, which looks at nothing', server: bare, tokens: good, status: 204 },
      ...faults.map(({ name, tokens }) => gate(name, tokens, 401)),
    ];
    const { standings } = await askedInTurns(contenders, LOAD);
    const beside = await besideFloods(gate('good tokens', good, 204), faults);
    return { standings, remarks: [...beside, '', ...WHAT_IT_TAKES] };
  } finally {
    for (const one of servers) await one.stop();
  }
}

const WHAT_IT_TAKES: readonly string[] = [
  'What a refusal takes: where no key verifies, two RSA verifications, whatever the registry knows, so that the time tells nobody whether an application exists;',
  'the causes that come after the one that was found, for the other faults; the words of the answer and its JSON; and the row of the log with its counts, which a thread writes.',
  'The whole report of a refusal is made on a thread as well, forty a second while many wait, and ten while more come than are made: the others are kept with what their caller was told.',
];

function faulty(applicationId: string, privateKey: KeyObject, good: readonly string[]) {
  const now = Math.floor(Date.now() / 1000);
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  return [
    { name: 'expired', tokens: tokensOf(applicationId, privateKey, TOKENS, { iat: now - 1500, exp: now - 600 }) },
    { name: 'signed by an unknown key', tokens: tokensOf(applicationId, other, TOKENS) },
    { name: 'of an application that is not there', tokens: tokensOf(randomUUID(), privateKey, TOKENS) },
    { name: 'without its second dot', tokens: good.map((token) => token.replace(/\.(?=[^.]*$)/, '')) },
  ];
}

/** The 99th percentile of good tokens alone, and beside a flood of each fault, in turns. */
async function besideFloods(
  good: Contender,
  faults: readonly { readonly name: string; readonly tokens: readonly string[] }[],
): Promise<readonly string[]> {
  const alone: number[] = [];
  const beside = faults.map(() => [] as number[]);
  const rates = faults.map(() => [] as number[]);
  const p99 = async () => (await ask(good, GOOD.requests, GOOD.connections)).p99Milliseconds;
  for (let round = 0; round < GOOD.rounds; round++) {
    alone.push(await p99());
    for (const [at, { tokens }] of faults.entries()) {
      const flood = await startFlood(`${good.server.url}/gate`, tokens);
      beside[at]?.push(await p99());
      rates[at]?.push(await flood.stop());
    }
  }
  const own = spread(alone);
  return [
    `Good tokens on ${GOOD.connections} connections, 99th percentile of the time to an answer: alone ${milliseconds(own)};`,
    ...faults.map(({ name }, at) => {
      const found = spread(beside[at] as number[]);
      const perSecond = Math.round(spread(rates[at] as number[]).median).toLocaleString('en');
      return `beside a flood of tokens ${name}, ${perSecond} a second on 32 connections: ${milliseconds(found)}, ${(found.median / own.median).toFixed(1)} times;`;
    }),
  ];
}

const milliseconds = ({ median, min, max }: Spread) =>
  `${median.toFixed(1)} ms (${min.toFixed(1)} to ${max.toFixed(1)})`;

/** A process that asks as fast as it is answered. @returns how to end it, which gives its requests a second */
async function startFlood(url: string, tokens: readonly string[]): Promise<{ stop(): Promise<number> }> {
  const child = spawn(process.execPath, [join(house, 'tools/bench/gate/flood.ts'), url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.write(`${tokens.join(' ')}\n`);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    async stop() {
      child.stdin.end();
      return Number((await lines.next()).value);
    },
  };
}
