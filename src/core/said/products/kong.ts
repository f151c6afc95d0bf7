import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NO_JWT } from './usual-means.ts';

export const kong: Product = {
  id: 'kong',
  name: 'Kong',
  source: 'https://developer.konghq.com/plugins/jwt/',
  look: {
    key: 'GET /consumers/NAME/jwt of the Admin API: rsa_public_key has to be the public key of your private key, with its line breaks (mintmark keys check).',
    identity:
      'GET /consumers/NAME/jwt of the Admin API: `key` has to be the iss of the token (or the claim that key_claim_name names).',
  },
  messages: [
    {
      id: 'no-credentials',
      says: ['No credentials found for given', "No credentials found for given 'iss'"],
      means: { 'application-unknown': 4, 'identity-claim-mistaken': 3, 'issuer-not-expected': 3 },
      note: 'no credential of a consumer has this iss as its key',
      sample: '{"message":"No credentials found for given \'iss\'"}',
    },
    {
      id: 'key-not-taken',
      says: [
        "failed conditional validation given value of field 'algorithm'",
        'schema violation (rsa_public_key: invalid key',
      ],
      means: { 'verifier-key-damaged': 5, 'key-line-breaks-lost': 3, 'algorithm-key-mismatch': 2 },
      note: 'Kong did not take the configuration: rsa_public_key is an invalid key, not PEM of a public key with its line breaks; so no credential has this iss either',
      decides: {
        'verifier-key-damaged':
          'mintmark keys check FILE on the public key as the secret of Kubernetes holds it (kubectl get secret NAME -o jsonpath=… | base64 -d): BEGIN PUBLIC KEY, with real line breaks.',
      },
      sample: "failed conditional validation given value of field 'algorithm'",
    },
    {
      id: 'no-key-claim',
      says: ["No mandatory 'iss' in claims", 'No mandatory'],
      means: { 'claim-missing': 1 },
      sample: '{"message":"No mandatory \'iss\' in claims"}',
    },
    {
      id: 'signature',
      says: '"message":"Invalid signature"',
      means: { ...BAD_SIGNATURE, 'verifier-holds-wrong-key': 4 },
      note: 'rsa_public_key of the credential is damaged (line breaks lost, + turned into a space) or is another key',
      sample: '{"message":"Invalid signature"}',
    },
    {
      id: 'algorithm',
      says: '"message":"Invalid algorithm"',
      means: { 'algorithm-not-allowed': 1 },
      sample: '{"message":"Invalid algorithm"}',
    },
    {
      id: 'expired',
      says: ['"exp":"token expired"', '{"exp":"token expired"}'],
      means: ENDED,
      sample: '{"exp":"token expired"}',
    },
    {
      id: 'bad-token',
      says: ['Bad token; invalid', 'Multiple tokens provided'],
      means: NO_JWT,
      sample: '{"message":"Bad token; invalid JSON"}',
    },
    {
      id: 'no-token',
      says: ['{"message":"Unauthorized"}', 'Unrecognizable token'],
      means: { 'authorization-missing': 3, 'authorization-stripped-in-transit': 2, 'scheme-not-bearer': 1 },
      sample: '{"message":"Unrecognizable token"}',
      isCommon: true,
    },
  ],
};
