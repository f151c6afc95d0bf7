import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NOT_BEGUN } from './usual-means.ts';

const ANY = {
  ...BAD_SIGNATURE,
  'application-unknown': 3,
  'application-suspended': 1,
  'basic-credentials-on-jwt-endpoint': 1,
  'claim-misnamed': 2,
  'claim-missing': 2,
  'claim-type-wrong': 1,
  'claim-not-accepted': 1,
  'identity-claim-mistaken': 2,
  'algorithm-not-allowed': 1,
  ...NOT_BEGUN,
  ...ENDED,
  'time-units-mixed': 1,
} as const;

export const vonage: Product = {
  id: 'vonage',
  name: 'Vonage',
  profile: 'vonage',
  source: 'https://developer.vonage.com/en/api-errors',
  look: {
    key: 'Ask the server which key signed: mintmark doctor TOKEN --app ID (or --public FILE with the key that was saved).',
    identity: 'Compare application_id (mintmark inspect TOKEN) with the id of the application: mintmark apps list.',
    permission: 'Give the whole request, so that its path is held against the acl: --request FILE.',
  },
  messages: [
    { id: 'expired', says: 'jwt-expired', means: ENDED, sample: '{"title":"jwt-expired"}' },
    { id: 'revoked', says: 'jwt-revoked', means: { 'token-revoked': 1 }, sample: '{"title":"jwt-revoked"}' },
    { id: 'signature', says: 'invalid-signature', means: BAD_SIGNATURE, sample: '{"title":"invalid-signature"}' },
    {
      id: 'two-credentials',
      says: 'multiple-auth-methods',
      means: { 'multiple-credentials': 1 },
      sample: '{"title":"multiple-auth-methods"}',
    },
    {
      id: 'suspended',
      says: 'application-suspended',
      means: { 'application-suspended': 1 },
      sample: '{"title":"application-suspended"}',
    },
    {
      id: 'unprovisioned',
      says: 'unprovisioned',
      means: { 'capability-disabled': 3, 'credential-type-not-allowed': 2 },
      sample: '{"type":"https://developer.vonage.com/api-errors#unprovisioned"}',
      isCommon: true,
    },
    {
      id: 'no-application-id',
      says: 'No application_id provided',
      means: { 'claim-missing': 4, 'claim-misnamed': 2, 'sdk-defect': 1 },
      sample: '{"detail":"No application_id provided"}',
    },
    {
      id: 'permission',
      says: 'system:error:permission',
      means: { 'path-not-in-acl': 5, 'acl-version-mismatch': 2, 'acl-malformed': 2, 'acl-missing': 2 },
      sample: '{"code":"system:error:permission"}',
    },
    {
      id: 'invalid-user',
      says: 'user:error:invalid-user',
      means: { 'subject-invalid': 4, 'acl-missing': 1 },
      sample: '{"code":"user:error:invalid-user"}',
    },
    {
      id: 'header-missing',
      says: "Request header 'Authorization' missing",
      means: { 'authorization-missing': 5, 'authorization-stripped-in-transit': 2 },
      note: 'the SDK was given apiKey and apiSecret only, without applicationId and privateKey',
      sample: '{"message":"Request header \'Authorization\' missing"}',
    },
    { id: 'invalid-token', says: 'Invalid Token', means: ANY, sample: '{"detail":"Invalid Token"}', isCommon: true },
    {
      id: 'correct-credentials',
      says: 'correct credentials',
      means: ANY,
      sample: '{"detail":"You did not provide correct credentials."}',
      isCommon: true,
    },
    { id: 'unauthorized', says: 'Unauthorized', means: ANY, sample: '{"title":"Unauthorized"}', isCommon: true },
  ],
};
