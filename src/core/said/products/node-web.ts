import type { Product } from '../../evidence/said.ts';
import { ENDED, NO_JWT, NO_KEY, NOT_BEGUN, NOTHING_ARRIVED, OTHER_SECRET, SECRET_LOOK } from './usual-means.ts';

export const fastify: Product = {
  id: 'fastify-jwt',
  name: '@fastify/jwt, fast-jwt',
  source: 'https://github.com/fastify/fastify-jwt#error-code',
  look: {
    key: `Compare \`secret\` of the plugin with what signs; other libraries decode a secret from base64 first. ${SECRET_LOOK}`,
  },
  messages: [
    {
      id: 'signature',
      says: [
        'Authorization token is invalid: The token signature is invalid',
        'FAST_JWT_INVALID_SIGNATURE',
        'Authorization token is invalid: invalid signature',
      ],
      means: OTHER_SECRET,
      note: 'another secret signed it, or the same one read in another encoding (base64 or text)',
      sample:
        '{"code":"FST_JWT_AUTHORIZATION_TOKEN_INVALID","message":"Authorization token is invalid: The token signature is invalid."}',
    },
    {
      id: 'expired',
      says: ['FST_JWT_AUTHORIZATION_TOKEN_EXPIRED', 'FAST_JWT_EXPIRED', 'Authorization token expired'],
      means: ENDED,
      sample: '{"code":"FST_JWT_AUTHORIZATION_TOKEN_EXPIRED"}',
    },
    {
      id: 'missing',
      says: [
        'FST_JWT_NO_AUTHORIZATION_IN_HEADER',
        'No Authorization was found in request.headers',
        'FST_JWT_NO_AUTHORIZATION_IN_COOKIE',
      ],
      means: NOTHING_ARRIVED,
      sample: '{"code":"FST_JWT_NO_AUTHORIZATION_IN_HEADER"}',
    },
    {
      id: 'untrusted',
      says: 'FST_JWT_AUTHORIZATION_TOKEN_UNTRUSTED',
      means: { 'issuer-not-expected': 3, 'audience-not-expected': 3, 'claim-not-accepted': 2 },
      sample: '{"code":"FST_JWT_AUTHORIZATION_TOKEN_UNTRUSTED"}',
    },
    {
      id: 'malformed',
      says: ['FAST_JWT_MALFORMED', 'The token is malformed'],
      means: NO_JWT,
      sample: 'TokenError: The token is malformed.',
    },
    {
      id: 'active',
      says: ['FAST_JWT_INACTIVE', 'The token will be active at'],
      means: NOT_BEGUN,
      sample: 'TokenError: The token will be active at 2026-11-30T08:01:00.000Z.',
    },
  ],
};

export const passport: Product = {
  id: 'passport-jwt',
  name: 'passport-jwt, NestJS',
  source: 'https://www.passportjs.org/packages/passport-jwt/',
  look: {
    key: `Print secretOrKey of the strategy and secret of JwtModule: they have to be the same, and set (a variable that is read before ConfigModule loaded it is not). ${SECRET_LOOK}`,
    header:
      'jwtFromRequest decides where the token is looked for: ExtractJwt.fromAuthHeaderAsBearerToken() takes Authorization: Bearer.',
  },
  messages: [
    {
      id: 'no-token',
      says: 'Error: No auth token',
      means: NOTHING_ARRIVED,
      note: 'jwtFromRequest found nothing where it looks',
      sample: 'Error: No auth token',
    },
    {
      id: 'no-secret',
      says: 'JwtStrategy requires a secret or key',
      means: NO_KEY,
      note: 'secretOrKey is undefined: the environment was read before it was loaded',
      sample: 'TypeError: JwtStrategy requires a secret or key',
    },
    {
      id: 'nest',
      says: '{"statusCode":401,"message":"Unauthorized"}',
      means: { ...OTHER_SECRET, ...NOTHING_ARRIVED, 'token-expired': 3 },
      note: 'the guard says this for every fault: handleRequest(err, user, info) of it sees which one',
      sample: '{"statusCode":401,"message":"Unauthorized"}',
    },
  ],
};

export const okta: Product = {
  id: 'okta-verifier',
  name: 'verifiers of Okta and Google',
  source: 'https://developer.okta.com/docs/concepts/auth-servers/',
  look: {
    key: 'Read iss: mintmark inspect TOKEN. Access tokens of the org authorization server (https://DOMAIN.okta.com) can be verified by Okta alone; ask a custom authorization server (…/oauth2/default) for one.',
    audience:
      'Compare aud with the audience of the authorization server (api://default unless set), or with the client id for an ID token.',
  },
  messages: [
    {
      id: 'kid',
      says: ['Error while resolving signing key for kid', 'No matching JWK'],
      means: { 'key-not-in-set': 5, 'issuer-not-expected': 3, 'token-of-other-kind': 2 },
      note: 'the token is of another authorization server: the keys of the org server for access tokens are not published',
      sample: 'Error while resolving signing key for kid "k1"',
    },
    {
      id: 'audience',
      says: "claim 'aud' value '{received}' does not match expected value '{audience}'",
      means: { 'audience-not-expected': 1 },
      sample: "claim 'aud' value 'https://lamp.okta.com' does not match expected value 'api://default'",
    },
    {
      id: 'google-audience',
      says: ['Wrong recipient, payload audience != requiredAudience', 'Token has wrong audience'],
      means: { 'audience-not-expected': 1 },
      note: 'aud is the client id of another app (Android and web have one each)',
      sample: 'Error: Wrong recipient, payload audience != requiredAudience',
    },
    {
      id: 'google-key',
      says: ['No pem found for envelope', 'Certificate for key id {kid} not found'],
      means: { 'key-not-in-set': 4, 'token-of-other-kind': 3 },
      note: 'it is not an ID token of Google, or the keys were cached too long',
      sample: 'Error: No pem found for envelope: {"alg":"RS256","kid":"k1"}',
    },
    {
      id: 'google-late',
      says: 'Token used too late',
      means: ENDED,
      sample: 'Error: Token used too late, 1796025600 > 1796022000',
    },
  ],
};
