import { generateKeyPairSync } from 'node:crypto';
import type { Spread, Standing } from '../rounds.ts';
import { aclRemarks } from './acl.ts';
import { askedInTurns, type Contender } from './ask.ts';
import { register, type Server, startGate, startHaproxy, startPeer } from './peers.ts';
import { tokensOf } from './tokens.ts';

const LOAD = { rounds: 5, requests: 20_000, connections: 16 };
const TOKENS = 2000;

/** Accepted requests: the gate and its peers on loopback, a process each, asked in turns. The first is the baseline. */
export async function gateStandings(): Promise<{ standings: readonly Standing[]; remarks: readonly string[] }> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const contenders: Contender[] = [];
  const applicationId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  const tokens = tokensOf(applicationId, privateKey, TOKENS);
  const credentials = { applicationId, publicKey: pem };
  const enter = (name: string, server: Server) => contenders.push({ name, server, tokens, status: 204 });
  try {
    enter('node:http, which looks at nothing', await startPeer('node:http', credentials));
    for (const [name, flags] of [
      ['mintmark gate, as it comes', []],
      ['mintmark gate, with 2 workers', ['--workers', '2']],
      ['mintmark gate, without its log of accepted requests', ['--accepted-kept', '0']],
    ] as const) {
      const server = await startGate(flags);
      const own = tokensOf(await register(server, pem), privateKey, TOKENS);
      contenders.push({ name, server, path: '/gate', tokens: own, status: 204 });
    }
    enter('mintmark middleware on node:http', await startPeer('middleware', credentials));
    enter('@fastify/jwt with its cache', await startPeer('fastify-jwt', credentials));
    const haproxy = await startHaproxy(credentials);
    if (haproxy) enter('HAProxy jwt_verify (no claims, no acl)', haproxy);
    const { standings, p99 } = await askedInTurns(contenders, LOAD);
    return { standings, remarks: remarksOn(p99) };
  } finally {
    for (const { server } of contenders) await server.stop();
  }
}

/** Why the gate is not as quick as a server that looks at nothing; where profiles of both say so. */
const WHAT_IS_LEFT: readonly string[] = [
  'What is left to the bare server, by the profiles of both: a third of it is the answer, which has thirteen headers of its own, each looked through by Node for illegal characters, and is four times as long.',
  'The rest is the verdict: the header lines are read, the token is hashed and found, the registry, the clock and the acl are asked again, and the request is counted and sampled.',
  'HAProxy reads and writes HTTP in C: beside a server on node:http it saves more by that than the RSA verification costs it each time.',
  'Each worker compiles, collects garbage and wakes up by itself, and looks at the board of changes before each verdict, which is a system call; under a load that does not fill them, most requests pay for a turn of the event loop of their own.',
];

function remarksOn({ median, min, max }: Spread): readonly string[] {
  return [
    `${LOAD.requests.toLocaleString('en')} requests a batch on ${LOAD.connections} connections, with ${TOKENS.toLocaleString('en')} different tokens of 850 bytes and an acl of ten paths.`,
    `The gate as it comes: 99th percentile of the time to an answer ${median.toFixed(1)} ms (${min.toFixed(1)} to ${max.toFixed(1)}).`,
    ...aclRemarks(),
    '',
    ...WHAT_IS_LEFT,
  ];
}
