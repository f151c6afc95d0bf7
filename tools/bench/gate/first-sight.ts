import { generateKeyPairSync } from 'node:crypto';
import type { Outcome } from '../suites.ts';
import { askedInTurns, type Contender } from './ask.ts';
import { register, type Server, startGate, startPeer } from './peers.ts';
import { tokensOf } from './tokens.ts';

const LOAD = { rounds: 4, requests: 1500, connections: 16 };

/** Tokens that are asked about once each, so that no cache has them. */
export async function firstSightStandings(): Promise<Outcome> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const applicationId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  const many = (LOAD.rounds + 1) * LOAD.requests;
  const servers: Server[] = [];
  const enter = (server: Server) => {
    servers.push(server);
    return server;
  };
  try {
    const gate = enter(await startGate([]));
    const own = tokensOf(await register(gate, pem), privateKey, many);
    const tokens = tokensOf(applicationId, privateKey, many);
    const credentials = { applicationId, publicKey: pem };
    const once = (contender: Omit<Contender, 'asked' | 'status'>): Contender => ({
      ...contender,
      asked: { count: 0 },
      status: 204,
    });
    const contenders = [
      once({
        name: 'by hand on node:http and node:crypto',
        server: enter(await startPeer('by-hand', credentials)),
        tokens,
      }),
      once({ name: 'mintmark gate, as it comes', server: gate, path: '/gate', tokens: own }),
      once({
        name: 'mintmark middleware on node:http',
        server: enter(await startPeer('middleware', credentials)),
        tokens,
      }),
      once({ name: '@fastify/jwt', server: enter(await startPeer('fastify-jwt', credentials)), tokens }),
    ];
    const { standings } = await askedInTurns(contenders, LOAD);
    return {
      standings,
      remarks: [
        `${LOAD.requests.toLocaleString('en')} requests a batch on ${LOAD.connections} connections, each with a token of its own, of 850 bytes and with an acl of ten paths.`,
        '',
        'What is left to doing it by hand: the token is read strictly (one spelling, no member twice, no prototype), its registered keys are asked, the verdict is remembered, and the request is counted and sampled. A batch is short, so part of the time goes to code that is not compiled yet, of which the gate has more.',
      ],
    };
  } finally {
    for (const server of servers) await server.stop();
  }
}
