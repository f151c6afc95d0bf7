import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NO_KEY, NOTHING_ARRIVED } from './usual-means.ts';

export const postgrest: Product = {
  id: 'postgrest',
  name: 'PostgREST, Supabase',
  source: 'https://docs.postgrest.org/en/stable/references/errors.html',
  look: {
    key: 'Compare jwt-secret (PGRST_JWT_SECRET) with the secret or key that signs; jwt-secret-is-base64 decides how it is read: mintmark doctor TOKEN --secret @FILE.',
  },
  messages: [
    {
      id: 'signature',
      says: [
        'JWSInvalidSignature',
        'JWSError JWSInvalidSignature',
        'No suitable key was found to decode the JWT',
        'No suitable key or wrong key type',
      ],
      means: { ...BAD_SIGNATURE, 'key-not-in-set': 2, 'algorithm-key-mismatch': 2 },
      note: 'another secret, or the same one decoded from base64 on one side only',
      sample: '{"code":"PGRST301","message":"JWSError JWSInvalidSignature"}',
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
      says: ['"JWT expired"', 'PGRST303'],
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
