import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NO_KEY, NOTHING_ARRIVED } from './usual-means.ts';

export const postgrest: Product = {
  id: 'postgrest',
  name: 'PostgREST, Supabase',
  source: 'https://docs.postgrest.org/en/stable/references/errors.html',
  mark: /"PGRST\d{3}"/,
  look: {
    key: 'Compare jwt-secret (PGRST_JWT_SECRET) with the secret or key that signs; jwt-secret-is-base64 decides how it is read: mintmark doctor TOKEN --secret @FILE.',
  },
  messages: [
    {
      id: 'signature',
      says: ['JWSInvalidSignature', 'JWSError JWSInvalidSignature', 'No suitable key was found to decode the JWT'],
      means: { ...BAD_SIGNATURE, 'key-not-in-set': 2, 'algorithm-key-mismatch': 2 },
      note: 'another secret, or the same one decoded from base64 on one side only',
      sample: '{"code":"PGRST301","message":"JWSError JWSInvalidSignature"}',
    },
    {
      id: 'no-suitable-key',
      says: 'No suitable key or wrong key type',
      means: { 'key-not-in-set': 6, 'algorithm-key-mismatch': 4, 'kid-missing': 1, 'signed-by-unknown-key': 1 },
      note: 'no key of jwt-secret fits: since version 13 a kid has to be that of a key in the set, and the type has to fit alg (a secret for HS256, an RSA key for RS256)',
      decides: {
        'key-not-in-set':
          'Compare kid and alg (mintmark inspect TOKEN) with the keys in jwt-secret (PGRST_JWT_SECRET): mintmark doctor TOKEN --jwks FILE.',
      },
      sample: '{"code":"PGRST301","message":"No suitable key or wrong key type"}',
    },
    {
      id: 'claim-type',
      says: ["The JWT '{claim}' claim must be a number", "The JWT '{claim}' claim must be"],
      means: { 'claim-type-wrong': 1 },
      note: 'the claim is text, or something else, where a number of seconds is expected',
      sample: '{"code":"PGRST303","message":"The JWT \'exp\' claim must be a number"}',
    },
    {
      id: 'no-secret',
      says: ['Server lacks JWT secret', 'PGRST300'],
      means: NO_KEY,
      note: 'jwt-secret (PGRST_JWT_SECRET) is not set, or shorter than 32 characters',
      sample: '{"message":"Server lacks JWT secret"}',
    },
    {
      id: 'expired',
      says: '"JWT expired"',
      means: ENDED,
      sample: '{"code":"PGRST303","message":"JWT expired"}',
    },
    {
      id: 'anonymous',
      says: 'PGRST302',
      means: NOTHING_ARRIVED,
      sample: '{"code":"PGRST302","message":"Anonymous access is disabled"}',
    },
    {
      id: 'audience',
      says: 'JWT not in audience',
      means: { 'audience-not-expected': 1 },
      sample: '{"message":"JWT not in audience"}',
    },
  ],
};
