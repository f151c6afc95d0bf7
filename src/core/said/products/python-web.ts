import type { Product } from '../../evidence/said.ts';
import { ENDED, NOTHING_ARRIVED, OTHER_SECRET, SECRET_LOOK, scaled } from './usual-means.ts';

export const simplejwt: Product = {
  id: 'simplejwt',
  name: 'Django REST framework, simplejwt',
  source: 'https://django-rest-framework-simplejwt.readthedocs.io/en/latest/settings.html',
  look: {
    key: `Compare SIMPLE_JWT["ALGORITHM"] and SIGNING_KEY with the token: it is HS256 with SECRET_KEY unless set; for tokens of an identity provider, RS256 with JWK_URL (or VERIFYING_KEY), ISSUER and AUDIENCE. ${SECRET_LOOK}`,
    token:
      'Read token_type: mintmark inspect TOKEN. AUTH_TOKEN_CLASSES in the settings decides which types are accepted.',
    header:
      'Print request.META.get("HTTP_AUTHORIZATION"): Apache hands it on with "WSGIPassAuthorization On" alone; AUTH_HEADER_TYPES is the word before the token.',
    identity: 'USER_ID_CLAIM names the claim that has to hold the id of a user: mintmark inspect TOKEN.',
  },
  messages: [
    {
      id: 'wrong-type',
      says: ['Token has wrong type', 'Token has no type'],
      means: { 'token-of-other-kind': 1 },
      note: 'token_type is not the expected one: most often the refresh token was sent instead of the access token',
      sample: '{"code":"token_not_valid","messages":[{"token_type":"access","message":"Token has wrong type"}]}',
    },
    {
      id: 'invalid-or-expired',
      says: ['Token is invalid or expired', 'Token is invalid'],
      means: { ...ENDED, ...OTHER_SECRET, 'algorithm-not-allowed': 4, 'token-of-other-kind': 2 },
      note: 'it has expired, another key or secret signed it, or ALGORITHM is not that of the token',
      sample: '{"messages":[{"token_type":"access","message":"Token is invalid or expired"}]}',
    },
    {
      id: 'blacklisted',
      says: 'Token is blacklisted',
      means: { 'token-revoked': 1 },
      note: 'the refresh token was rotated or signed out: send the latest one',
      sample: '{"detail":"Token is blacklisted","code":"token_not_valid"}',
    },
    {
      id: 'no-user',
      says: ['Token contained no recognizable user identification', '"code":"user_not_found"'],
      means: { 'subject-invalid': 3, 'claim-missing': 3 },
      note: 'USER_ID_CLAIM is not in the token, or no user has this id',
      sample: '{"detail":"Token contained no recognizable user identification"}',
    },
    {
      id: 'no-credentials',
      says: 'Authentication credentials were not provided',
      means: { 'authorization-stripped-in-transit': 4, 'authorization-missing': 4, 'scheme-not-bearer': 2 },
      note: 'Django saw no credentials: none were sent, Apache kept them (WSGIPassAuthorization), or AUTH_HEADER_TYPES is another word',
      sample: '{"detail":"Authentication credentials were not provided."}',
    },
    {
      id: 'bad-header',
      says: [
        'Authorization header must contain two space-delimited values',
        'Invalid token header. Token string should not contain spaces',
      ],
      means: { 'bearer-scheme-malformed': 4, 'credentials-contain-whitespace': 2 },
      sample:
        '{"detail":"Authorization header must contain two space-delimited values","code":"bad_authorization_header"}',
    },
  ],
};

export const flask: Product = {
  id: 'flask-jwt-extended',
  name: 'Flask-JWT-Extended',
  source: 'https://flask-jwt-extended.readthedocs.io/en/stable/api.html',
  look: {
    token: 'Read type and fresh: mintmark inspect TOKEN. @jwt_required(refresh=True) takes refresh tokens alone.',
    header: 'JWT_TOKEN_LOCATION decides where a token is looked for; JWT_HEADER_TYPE is the word before it (Bearer).',
    key: `Compare JWT_SECRET_KEY (or JWT_PUBLIC_KEY) of both programs. ${SECRET_LOOK}`,
  },
  messages: [
    {
      id: 'refresh-where-access',
      says: ['Only non-refresh tokens are allowed', 'Only access tokens are allowed'],
      means: { 'token-of-other-kind': 1 },
      note: 'the refresh token was sent: send the access token',
      sample: '{"msg":"Only non-refresh tokens are allowed"}',
    },
    {
      id: 'access-where-refresh',
      says: 'Only refresh tokens are allowed',
      means: { 'token-of-other-kind': 1 },
      note: 'the access token was sent to the refresh endpoint: send the refresh token',
      sample: '{"msg":"Only refresh tokens are allowed"}',
    },
    {
      id: 'fresh',
      says: 'Fresh token required',
      means: { 'token-of-other-kind': 3, 'claim-not-accepted': 2 },
      note: 'fresh is false: this endpoint wants a token from a sign-in with password, not from a refresh',
      sample: '{"msg":"Fresh token required"}',
    },
    {
      id: 'revoked',
      says: '{"msg":"Token has been revoked"}',
      means: { 'token-revoked': 1 },
      sample: '{"msg":"Token has been revoked"}',
    },
    {
      id: 'no-header',
      says: ['Missing Authorization Header', 'Missing cookie "access_token_cookie"'],
      means: NOTHING_ARRIVED,
      sample: '{"msg":"Missing Authorization Header"}',
    },
    {
      id: 'bad-header',
      says: ["Missing 'Bearer' type in 'Authorization' header", "Bad Authorization header. Expected 'Authorization"],
      means: { 'bearer-scheme-malformed': 3, 'scheme-not-bearer': 3 },
      sample: "{\"msg\":\"Missing 'Bearer' type in 'Authorization' header. Expected 'Authorization: Bearer <JWT>'\"}",
    },
    {
      id: 'csrf',
      says: ['CSRF double submit tokens do not match', 'Missing CSRF token'],
      means: { 'refused-after-authentication': 1 },
      sample: '{"msg":"Missing CSRF token"}',
      after: {
        what: 'the CSRF token beside the cookie is missing or different',
        party: 'sender',
        step: 'Send the value of the cookie csrf_access_token in the header X-CSRF-TOKEN, or use the Authorization header.',
      },
    },
  ],
};

export const fastapi: Product = {
  id: 'fastapi',
  name: 'FastAPI',
  source: 'https://fastapi.tiangolo.com/tutorial/security/oauth2-jwt/',
  look: { key: SECRET_LOOK },
  messages: [
    {
      id: 'not-authenticated',
      says: '{"detail":"Not authenticated"}',
      means: NOTHING_ARRIVED,
      note: 'no Authorization: Bearer arrived',
      sample: '{"detail":"Not authenticated"}',
    },
    {
      id: 'not-validated',
      says: 'Could not validate credentials',
      means: { ...OTHER_SECRET, ...scaled(ENDED, 0.8), 'claim-missing': 2 },
      note: 'the program says this for every fault of a token: another secret, an expired one, no sub',
      sample: '{"detail":"Could not validate credentials"}',
    },
  ],
};
