import type { Product } from '../../evidence/said.ts';
import { BAD_SIGNATURE, ENDED, NO_JWT, NOT_BEGUN, NOTHING_ARRIVED, OTHER_SECRET, SECRET_LOOK } from './usual-means.ts';

export const hasura: Product = {
  id: 'hasura',
  name: 'Hasura',
  source: 'https://hasura.io/docs/2.0/auth/authentication/jwt/',
  look: {
    key: `Compare type and key (or jwk_url) of HASURA_GRAPHQL_JWT_SECRET with what signs; a PEM stands there on one line with \\n. ${SECRET_LOOK}`,
    token:
      'Look for https://hasura.io/jwt/claims with x-hasura-default-role and x-hasura-allowed-roles: mintmark inspect TOKEN.',
    audience:
      'Compare "audience" in HASURA_GRAPHQL_JWT_SECRET with aud of the token: mintmark doctor TOKEN --audience VALUE.',
    issuer:
      'Compare "issuer" in HASURA_GRAPHQL_JWT_SECRET with iss of the token: mintmark doctor TOKEN --issuer VALUE.',
  },
  messages: [
    {
      id: 'signature',
      says: 'Could not verify JWT: JWSError JWSInvalidSignature',
      means: { ...BAD_SIGNATURE, 'token-of-other-kind': 2, 'key-not-in-set': 2 },
      note: 'HASURA_GRAPHQL_JWT_SECRET has another key than the one that signs (or keys from before a rotation)',
      sample: '{"code":"invalid-jwt","message":"Could not verify JWT: JWSError JWSInvalidSignature"}',
    },
    {
      id: 'expired',
      says: 'Could not verify JWT: JWTExpired',
      means: ENDED,
      sample: 'Could not verify JWT: JWTExpired',
    },
    {
      id: 'audience',
      says: 'Could not verify JWT: JWTNotInAudience',
      means: { 'audience-not-expected': 1 },
      sample: 'Could not verify JWT: JWTNotInAudience',
    },
    {
      id: 'issuer',
      says: 'Could not verify JWT: JWTNotInIssuer',
      means: { 'issuer-not-expected': 1 },
      sample: 'Could not verify JWT: JWTNotInIssuer',
    },
    {
      id: 'no-key',
      says: ['Could not verify JWT: JWSError NoSuitableKey', 'Could not verify JWT: JWSError KeyMismatch'],
      means: { 'key-not-in-set': 4, 'algorithm-not-allowed': 3 },
      sample: 'Could not verify JWT: JWSError NoSuitableKey',
    },
    {
      id: 'claims',
      says: ["claims key: 'https://hasura.io/jwt/claims' not found", 'x-hasura-default-role'],
      means: { 'claim-missing': 1 },
      note: 'the claims of Hasura are added by a hook or rule of the identity provider, which a token that was issued before does not have',
      decides: {
        'claim-missing':
          'Get a new token, and look for https://hasura.io/jwt/claims with x-hasura-default-role and x-hasura-allowed-roles: mintmark inspect TOKEN. Where they stand under another name, set claims_namespace or claims_map in HASURA_GRAPHQL_JWT_SECRET.',
      },
      sample: 'JWT claim x-hasura-default-role not found',
    },
    {
      id: 'role',
      says: 'Your requested role is not in allowed roles',
      means: { 'scope-not-granted': 1 },
      note: 'X-Hasura-Role names a role that x-hasura-allowed-roles does not have',
      sample: 'Your requested role is not in allowed roles',
    },
    {
      id: 'missing',
      says: 'Missing Authorization header in JWT authentication mode',
      means: NOTHING_ARRIVED,
      sample: 'Missing Authorization header in JWT authentication mode',
    },
  ],
};

export const supabase: Product = {
  id: 'supabase-auth',
  name: 'Supabase',
  source: 'https://supabase.com/docs/guides/auth/debugging/error-codes',
  look: {
    key: `Compare JWT_SECRET of all services (auth, rest, realtime, storage, kong) with the one that signed ANON_KEY. ${SECRET_LOOK}`,
    token:
      'Read role and sub: mintmark inspect TOKEN. The anon key has no sub: it goes into apikey, and the access token of the user into Authorization.',
  },
  messages: [
    {
      id: 'algorithm',
      says: 'unable to parse or verify signature, token signature is invalid: signing method {received} is invalid',
      means: { 'token-of-other-kind': 4, 'algorithm-not-allowed': 5 },
      note: 'alg of the token is not the one that the project signs with: it is the token of another issuer, such as Google’s provider token',
      sample:
        'invalid JWT: unable to parse or verify signature, token signature is invalid: signing method RS256 is invalid',
    },
    {
      id: 'json',
      says: [
        'unable to parse or verify signature, invalid character',
        'unable to parse or verify signature, token contains an invalid number of segments',
      ],
      means: { ...NO_JWT, 'token-json-malformed': 4 },
      note: 'what was sent is not a JWT: its first part is not JSON',
      sample:
        "invalid JWT: unable to parse or verify signature, invalid character '(' looking for beginning of object key string",
    },
    {
      id: 'signature',
      says: [
        'unable to parse or verify signature, signature is invalid',
        'unable to parse or verify signature, token signature is invalid: signature is invalid',
      ],
      means: { ...OTHER_SECRET, 'token-expired': 2, 'key-not-in-set': 2 },
      note: 'another project or JWT_SECRET signed it',
      sample: '{"code":401,"msg":"invalid JWT: unable to parse or verify signature, signature is invalid"}',
    },
    {
      id: 'legacy',
      says: 'UNAUTHORIZED_LEGACY_JWT',
      means: { 'algorithm-not-allowed': 5, 'credential-type-retired': 4, 'signed-by-unknown-key': 2 },
      note: 'Edge Functions take no token that is signed with the legacy secret (HS256) any more: move the project to JWT signing keys, or switch verify_jwt off and verify in the function',
      source: 'https://supabase.com/docs/guides/functions/auth',
      sample: '{"code":"UNAUTHORIZED_LEGACY_JWT"}',
    },
    {
      id: 'asymmetric',
      says: ['UNAUTHORIZED_ASYMMETRIC_JWT', 'UNAUTHORIZED_UNSUPPORTED_TOKEN_ALGORITHM'],
      means: { 'algorithm-not-allowed': 5, 'key-not-in-set': 2 },
      note: 'the function verifies with the legacy secret, and the token is signed with a key pair (ES256): switch verify_jwt off for this function (supabase/config.toml, or --no-verify-jwt) and verify with the JWKS of the project there',
      sample: '{"code":"UNAUTHORIZED_ASYMMETRIC_JWT"}',
    },
    {
      id: 'function-gateway',
      says: ['"code":401,"message":"Invalid JWT"', '"code": 401, "message": "Invalid JWT"'],
      means: {
        'algorithm-not-allowed': 4,
        'signed-by-unknown-key': 3,
        'token-expired': 3,
        'credential-type-not-allowed': 1,
      },
      note: 'the gateway of Edge Functions (verify_jwt) refused it before the function ran: it takes tokens of the legacy secret (HS256), and the project may sign with ES256 by now',
      decides: {
        'algorithm-not-allowed':
          'Read alg: mintmark inspect TOKEN. For ES256: verify_jwt = false for this function in supabase/config.toml, and verify in it with the JWKS of the project.',
      },
      source: 'https://supabase.com/docs/guides/functions/auth',
      sample: '{"code":401,"message":"Invalid JWT"}',
    },
    {
      id: 'function-format',
      says: 'UNAUTHORIZED_INVALID_JWT_FORMAT',
      means: { 'credential-type-not-allowed': 5, ...NO_JWT },
      note: 'no JWT was sent: a publishable or secret key (sb_…) belongs into the apikey header, and the access token of the user into Authorization',
      sample: '{"code":"UNAUTHORIZED_INVALID_JWT_FORMAT"}',
    },
    {
      id: 'no-sub',
      says: 'invalid claim: missing sub claim',
      means: { 'token-of-other-kind': 4, 'claim-missing': 2 },
      note: 'the anon or service_role key was sent in Authorization: there the access token of the user belongs',
      sample: '{"code":"bad_jwt","message":"invalid claim: missing sub claim"}',
    },
    {
      id: 'session',
      says: ['session_not_found', 'Session from session_id claim in JWT does not exist'],
      means: { 'token-revoked': 1 },
      note: 'the session was ended: sign in again',
      sample: '{"code":"session_not_found"}',
    },
    {
      id: 'api-key',
      says: ['Double check your Supabase `anon` or `service_role` API key', 'No API key found in request'],
      means: { 'signed-by-unknown-key': 3, 'authorization-missing': 3, 'application-unknown': 2 },
      note: 'the header apikey is missing, or its key is of another project',
      sample: '{"message":"Invalid API key","hint":"Double check your Supabase `anon` or `service_role` API key."}',
    },
  ],
};

export const clerk: Product = {
  id: 'clerk',
  name: 'Clerk',
  source: 'https://clerk.com/docs/guides/sessions/manual-jwt-verification',
  look: {
    time: 'Compare the clock of this machine with the true time (date -u; in WSL: sudo hwclock -s); clockSkewInMs of the SDK allows for some seconds.',
    key: 'Compare CLERK_SECRET_KEY and CLERK_JWT_KEY with the instance (development or production) whose domain is the iss: mintmark inspect TOKEN.',
    audience: 'Compare azp of the token with authorizedParties: mintmark inspect TOKEN.',
  },
  messages: [
    {
      id: 'expired',
      says: ['reason=token-expired', 'JWT is expired. Expiry date'],
      means: { ...ENDED, 'clock-behind': 4 },
      note: 'a session token lasts a minute: a clock that is a minute off is enough',
      sample: 'JWT is expired. Expiry date: Mon, 30 Nov 2026 08:00:00 GMT',
    },
    { id: 'future', says: 'token-iat-in-the-future', means: NOT_BEGUN, sample: 'reason=token-iat-in-the-future' },
    {
      id: 'kid',
      says: ['jwk-kid-mismatch', 'jwk-failed-to-resolve'],
      means: { 'key-not-in-set': 4, 'audience-of-other-environment': 3 },
      note: 'the keys are those of another instance: development and production have keys of their own',
      sample: 'reason=jwk-kid-mismatch',
    },
    {
      id: 'signature',
      says: 'token-invalid-signature',
      means: BAD_SIGNATURE,
      sample: 'reason=token-invalid-signature',
    },
    {
      id: 'azp',
      says: 'token-invalid-authorized-parties',
      means: { 'audience-not-expected': 4, 'claim-not-accepted': 2 },
      note: 'azp of the token is not among authorizedParties',
      sample: 'reason=token-invalid-authorized-parties',
    },
  ],
};

export const authjs: Product = {
  id: 'authjs',
  name: 'Auth.js, NextAuth',
  source: 'https://authjs.dev/reference/core/errors#jwtsessionerror',
  look: {
    key: 'Set AUTH_SECRET (NEXTAUTH_SECRET) to one value on every instance, start again, and delete the cookies of the site (authjs.session-token, next-auth.session-token).',
    'key-text':
      'Set AUTH_SECRET (NEXTAUTH_SECRET) to one value on every instance, start again, and delete the cookies of the site (authjs.session-token, next-auth.session-token).',
    token:
      'The session cookie is encrypted (JWE): a back end cannot verify it. Send the access token of the provider instead, or encode your own.',
  },
  messages: [
    {
      id: 'decryption',
      says: ['JWEDecryptionFailed', 'no matching decryption secret', 'decryption operation failed'],
      means: { 'stale-key-in-process': 5, 'signed-by-unknown-key': 3, 'token-of-other-kind': 2 },
      note: 'the cookie was encrypted with another AUTH_SECRET (NEXTAUTH_SECRET): the secret changed, or instances differ',
      sample: '[auth][cause]: JWEDecryptionFailed: decryption operation failed',
    },
    {
      id: 'no-secret',
      says: ['MissingSecret', 'NO_SECRET'],
      means: { 'stale-key-in-process': 1 },
      note: 'AUTH_SECRET (NEXTAUTH_SECRET) is not set here',
      sample: '[next-auth][error][NO_SECRET]',
    },
    {
      id: 'session',
      says: ['JWTSessionError', 'JWT_SESSION_ERROR'],
      means: { 'stale-key-in-process': 4, 'token-expired': 1, 'token-of-other-kind': 1 },
      sample: '[next-auth][error][JWT_SESSION_ERROR]',
    },
  ],
};
