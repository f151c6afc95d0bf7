import type { Product } from '../../evidence/said.ts';
import { ENDED, NOT_BEGUN, OTHER_KEY } from './usual-means.ts';

export const snowflake: Product = {
  id: 'snowflake',
  name: 'Snowflake',
  profile: 'snowflake',
  source: 'https://docs.snowflake.com/en/developer-guide/sql-api/authenticating',
  look: {
    key: 'DESC USER name: RSA_PUBLIC_KEY_FP (or RSA_PUBLIC_KEY_2_FP) has to be the SHA256: fingerprint of your public key: mintmark keys fingerprint private.key.',
    identity:
      'Compare iss and sub (mintmark inspect TOKEN) with SELECT CURRENT_ACCOUNT(), CURRENT_USER(): ACCOUNT.USER in upper case, without region; iss ends in .SHA256:fingerprint of the public key.',
    time: 'Compare the Date header of the answer with the clock that signed; exp is at most an hour after iat.',
    header: 'X-Snowflake-Authorization-Token-Type: KEYPAIR_JWT has to be sent beside Authorization: Bearer.',
  },
  messages: [
    {
      id: 'invalid',
      says: ['JWT token is invalid.', '390144'],
      means: { ...ENDED, ...NOT_BEGUN, ...OTHER_KEY, 'snowflake-issuer-malformed': 5 },
      note: 'the public key of the user (RSA_PUBLIC_KEY) is not the one of this private key, or account and user are not as Snowflake writes them',
      sample: '{"code":"390144","message":"JWT token is invalid."}',
    },
    {
      id: 'fingerprint',
      says: ['public key fingerprint mismatch', '394304'],
      means: { ...OTHER_KEY, 'snowflake-issuer-malformed': 5 },
      note: 'iss ends in the fingerprint of another key than RSA_PUBLIC_KEY of the user',
      sample: '{"code":"394304","message":"JWT token is invalid: public key fingerprint mismatch"}',
    },
    {
      id: 'user',
      says: ['The user was not found', '390195'],
      means: { 'identity-claim-mistaken': 4, 'snowflake-issuer-malformed': 3 },
      sample: '{"code":"390195","message":"The user was not found."}',
    },
    {
      id: 'oauth-expired',
      says: ['OAuth access token expired', '390318'],
      means: { 'token-expired': 4, 'token-of-other-kind': 1 },
      sample: '{"code":"390318","message":"OAuth access token expired."}',
    },
    {
      id: 'network',
      says: ['is not allowed to access Snowflake', '390420'],
      means: { 'refused-after-authentication': 1 },
      sample: '{"code":"390420","message":"Incoming request with IP is not allowed to access Snowflake"}',
      after: {
        what: 'the network policy does not let this address in',
        party: 'nobody',
        step: "Have an admin add the address to the network policy: SHOW PARAMETERS LIKE 'NETWORK_POLICY' IN ACCOUNT (or FOR USER name).",
      },
    },
    {
      id: 'header',
      says: ['Authorization header not found in the request data', '390101'],
      means: { 'authorization-missing': 3, 'authorization-stripped-in-transit': 3 },
      sample: '{"code":"390101","message":"Authorization header not found in the request data."}',
    },
  ],
};
