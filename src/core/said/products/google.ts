import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NOT_BEGUN, scaled, TOO_LONG } from './usual-means.ts';

export const google: Product = {
  id: 'google',
  name: 'Google',
  profile: 'google',
  source: 'https://developers.google.com/identity/protocols/oauth2/service-account#error-codes',
  look: {
    key: 'IAM & Admin → Service Accounts → the account → Keys: private_key_id of the file has to be listed there (gcloud iam service-accounts keys list --iam-account EMAIL).',
    identity: 'Compare iss with client_email of the file; sub has to be a user of the domain.',
    time: 'Compare the Date header of the answer with the clock that signed; exp is at most an hour after iat.',
    permission:
      'admin.google.com → Security → API controls → Domain-wide delegation: the client id of the service account, with each scope.',
  },
  messages: [
    {
      id: 'signature',
      says: 'Invalid JWT Signature',
      means: { ...BAD_SIGNATURE, 'clock-behind': 3, 'grant-type-wrong': 1 },
      note: 'the key was deleted or is of another service account, or the clock is far behind',
      sample: '{"error":"invalid_grant","error_description":"Invalid JWT Signature."}',
    },
    {
      id: 'timeframe',
      says: 'reasonable timeframe',
      means: { ...scaled(ENDED, 0.5), ...scaled(NOT_BEGUN, 0.5), ...TOO_LONG, 'clock-behind': 4 },
      sample:
        '{"error_description":"Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."}',
    },
    {
      id: 'unauthorized-client',
      says: 'unauthorized_client',
      means: { 'consent-missing': 3, 'scope-not-granted': 2 },
      sample: '{"error":"unauthorized_client"}',
      isCommon: true,
    },
    {
      id: 'not-authorized-for-scopes',
      says: ['Client is unauthorized to retrieve access tokens using this method', 'Requested client not authorized'],
      means: { 'consent-missing': 3, 'scope-not-granted': 2 },
      note: 'domain-wide delegation is not granted to this client for these scopes',
      sample: '{"error":"access_denied","error_description":"Requested client not authorized."}',
    },
    {
      id: 'scope',
      says: ['Invalid OAuth scope or ID token audience', 'invalid_scope'],
      means: { 'scope-not-granted': 3, 'claim-missing': 1 },
      sample: '{"error":"invalid_scope"}',
      isCommon: true,
    },
    {
      id: 'account-not-found',
      says: ['account not found', 'Invalid email or User ID'],
      means: { 'identity-claim-mistaken': 4, 'application-unknown': 3, 'subject-invalid': 3 },
      note: 'iss is not a service account, or sub is not a user',
      sample: '{"error":"invalid_grant","error_description":"Invalid grant: account not found"}',
    },
    {
      id: 'oidc-audience',
      says: 'Invalid Value…"location":"Authorization"',
      means: { 'token-of-other-kind': 3, 'token-expired': 3 },
      sample: '{"message":"Invalid Value","location":"Authorization"}',
      isCommon: true,
    },
  ],
};
