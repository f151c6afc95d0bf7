import { type KeyObject, verify as verifyBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import fastifyJwt from '@fastify/jwt';
import { createVerifier } from 'fast-jwt';
import fastify from 'fastify';
import { jwtVerify } from 'jose';
import { createVerifier as createStrictVerifier } from '../../src/jwt.ts';
import type { Contender } from './rounds.ts';
import { type Fixture, fixture, tokens } from './tokens.ts';

const require = createRequire(import.meta.url);
const jsonwebtoken = require('jsonwebtoken') as {
  verify(token: string, key: KeyObject | string, options: { algorithms: string[] }): unknown;
};
const vonage = require('@vonage/jwt') as { verifySignature(token: string, key: string): boolean };

/** Verifying RS256 tokens: signature and claims, 64 different tokens, nothing remembered unless the name says so. */
export async function verifyContenders(): Promise<readonly Contender[]> {
  const given = fixture();
  const all = tokens(given, 64);
  const token = (turn: number): string => all[turn % all.length] as string;
  const only = { algorithms: ['RS256'] };
  const fast = createVerifier({ key: given.publicPem, algorithms: ['RS256'], cache: false });
  const ours = createStrictVerifier(given.publicPem);
  const server = await fastifyServer(given);
  return [
    { name: 'by hand on node:crypto', work: (turn) => byHand(token(turn), given.publicKey) },
    { name: 'mintmark, strict', work: (turn) => mustHold(ours(token(turn)).ok) },
    { name: 'fast-jwt', work: (turn) => fast(token(turn)) },
    { name: '@fastify/jwt', work: (turn) => server.jwt.verify(token(turn)) },
    { name: 'jsonwebtoken, KeyObject', work: (turn) => jsonwebtoken.verify(token(turn), given.publicKey, only) },
    { name: 'jsonwebtoken, PEM', work: (turn) => jsonwebtoken.verify(token(turn), given.publicPem, only) },
    { name: '@vonage/jwt, PEM', work: (turn) => mustHold(vonage.verifySignature(token(turn), given.publicPem)) },
    { name: 'jose, KeyObject', work: (turn) => jwtVerify(token(turn), given.publicKey, only) },
  ];
}

async function fastifyServer(given: Fixture) {
  const server = fastify();
  await server.register(fastifyJwt, {
    secret: { public: given.publicPem, private: given.privatePem },
    verify: { algorithms: ['RS256'], cache: false },
  });
  await server.ready();
  return server;
}

/** What a careful person writes without a library: no strictness beyond the algorithm, the signature and the times. */
function byHand(token: string, key: KeyObject): object {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString());
  mustHold(alg === 'RS256');
  const input = Buffer.from(token.slice(0, header.length + 1 + payload.length));
  mustHold(verifyBytes('RSA-SHA256', input, key, Buffer.from(signature, 'base64url')));
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const now = Date.now() / 1000;
  mustHold(
    typeof claims.iat === 'number' && claims.iat <= now + 30 && typeof claims.exp === 'number' && claims.exp > now - 30,
  );
  return claims;
}

function mustHold(holds: boolean): void {
  if (!holds) throw new Error('A token of the benchmark was rejected');
}
