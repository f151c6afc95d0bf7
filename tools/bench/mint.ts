import { type KeyObject, sign } from 'node:crypto';
import { createRequire } from 'node:module';
import { createSigner } from 'fast-jwt';
import { SignJWT } from 'jose';
import { mint, type PrivateKey, parseKey } from '../../src/jwt.ts';
import type { Contender } from './rounds.ts';
import { claimsOf, fixture } from './tokens.ts';

const require = createRequire(import.meta.url);
const jsonwebtoken = require('jsonwebtoken') as {
  sign(claims: object, key: KeyObject | string, options: { algorithm: string }): string;
};
const vonage = require('@vonage/jwt') as {
  tokenGenerate(applicationId: string, privateKey: string): string;
};

/** Minting RS256 tokens with the claims that Vonage asks for. The baseline is the RSA operation alone. */
export function mintContenders(): readonly Contender[] {
  const given = fixture();
  const input = Buffer.from('a'.repeat(240));
  const fast = createSigner({ key: given.privatePem, algorithm: 'RS256' });
  const parsed = privateKey(given.privatePem);
  const asJose = (): Promise<string> =>
    new SignJWT(claimsOf(given)).setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).sign(given.privateKey);
  return [
    { name: 'RSA signature alone on node:crypto', work: () => sign('RSA-SHA256', input, given.privateKey) },
    { name: 'mintmark, parsed key', work: () => mint({ application_id: given.applicationId }, parsed) },
    { name: 'mintmark, PEM', work: () => mint({ application_id: given.applicationId }, given.privatePem) },
    { name: 'fast-jwt', work: () => fast(claimsOf(given)) },
    {
      name: 'jsonwebtoken, KeyObject',
      work: () => jsonwebtoken.sign(claimsOf(given), given.privateKey, { algorithm: 'RS256' }),
    },
    {
      name: 'jsonwebtoken, PEM',
      work: () => jsonwebtoken.sign(claimsOf(given), given.privatePem, { algorithm: 'RS256' }),
    },
    { name: '@vonage/jwt, PEM', work: () => vonage.tokenGenerate(given.applicationId, given.privatePem) },
    { name: 'jose, KeyObject', work: asJose },
  ];
}

function privateKey(pem: string): PrivateKey {
  const reading = parseKey(pem);
  if (!reading.ok || reading.key.type !== 'private') throw new Error('The key of the benchmark does not parse');
  return reading.key;
}
