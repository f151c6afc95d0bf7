import { type KeyObject, sign } from 'node:crypto';
import { createRequire } from 'node:module';
import { createSigner } from 'fast-jwt';
import { SignJWT } from 'jose';
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
  const asJose = (): Promise<string> =>
    new SignJWT(claimsOf(given)).setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).sign(given.privateKey);
  return [
    { name: 'RSA signature alone on node:crypto', work: () => sign('RSA-SHA256', input, given.privateKey) },
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
