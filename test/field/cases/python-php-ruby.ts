import type { FieldCase } from '../case.ts';
import { asked, doctor, FRESH, hs, request, response, rs256, said } from '../kit.ts';

const SECRET = 'django-insecure-lamp-3f9c2b7e5d1a8406';
const SIMPLEJWT = (message: string) => ({
  detail: 'Given token not valid for any token type',
  code: 'token_not_valid',
  messages: [{ token_class: 'AccessToken', token_type: 'access', message }],
});
const bearer = (token: string, path = '/api/orders/') =>
  request(`GET ${path}`, { Host: 'shop.lamp.example', Authorization: `Bearer ${token}` });

export const pythonPhpRuby: readonly FieldCase[] = [
  {
    id: 'simplejwt-refresh-token',
    source: 'jazzband/djangorestframework-simplejwt#785',
    title: 'Django says that the token has the wrong type: the refresh token was sent.',
    give: () =>
      asked(
        bearer(hs({ token_type: 'refresh', jti: '9d1c', user_id: 7 }, SECRET)),
        response('401 Unauthorized', SIMPLEJWT('Token has wrong type')),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/refresh/i],
      next: [/access[ _]token/i],
      neverProved: ['claim-missing', 'signed-by-unknown-key'],
    },
  },
  {
    id: 'simplejwt-sliding-token',
    source: 'jazzband/djangorestframework-simplejwt#112',
    title: 'A sliding token is sent, and only access tokens are allowed in the settings.',
    give: () => said(JSON.stringify(SIMPLEJWT('Token has wrong type'))),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/kind|type/i],
      says: [/refresh|access/i],
      next: [/token_type|inspect|AUTH_TOKEN_CLASSES/],
    },
  },
  {
    id: 'simplejwt-invalid-or-expired',
    source: 'jazzband/djangorestframework-simplejwt#925',
    title: 'Django says "Token is invalid or expired", and nothing more is known.',
    give: () => said(JSON.stringify(SIMPLEJWT('Token is invalid or expired'))),
    answer: { verdict: ['cannot-tell'], root: [/expir|sign|key/i], says: [/expir/i, /sign|secret|key/i] },
  },
  {
    id: 'simplejwt-given-an-auth0-token',
    source: 'jazzband/djangorestframework-simplejwt#177',
    title: 'simplejwt, as it comes, takes HS256 with its own secret; an RS256 token of Auth0 is sent to it.',
    give: () =>
      asked(
        bearer(
          rs256(
            { iss: 'https://lamp.eu.auth0.com/', aud: 'https://shop.lamp.example/api', azp: 'web', scope: 'openid' },
            { kid: 'NkQ1' },
          ),
        ),
        response('401 Unauthorized', SIMPLEJWT('Token is invalid or expired')),
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      says: [/RS256/, /algorithm|SIGNING_KEY|JWK_URL/i],
      root: [/algorithm|key|sign/i],
      never: [/mintmark mint/],
      neverProved: ['token-expired', 'claim-missing'],
    },
  },
  {
    id: 'flask-subject-is-an-object',
    source: 'vimalloc/flask-jwt-extended#557',
    title: 'PyJWT 2.10 wants sub to be a string; the identity is an object.',
    give: () =>
      asked(
        bearer(
          hs({ fresh: false, type: 'access', sub: { user_id: 7, role: 'admin' }, jti: '4f', nbf: FRESH.iat }, SECRET),
        ),
        response('422 Unprocessable Entity', { msg: 'Subject must be a string' }),
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/\bsub(ject)?\b/i],
      says: [/string/i],
      next: [/str(ing)?\b/i],
      neverProved: ['signed-by-unknown-key'],
    },
  },
  {
    id: 'superset-subject-message-alone',
    source: 'apache/superset#31675',
    title: 'After an update of Superset: {"msg":"Subject must be a string"}.',
    give: () => said('422 UNPROCESSABLE ENTITY\n{"msg": "Subject must be a string"}'),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/sub(ject)?\b|type/i],
      says: [/string/i],
      next: [/\bsub\b|inspect|str/],
    },
  },
  {
    id: 'laravel-no-secret',
    source: 'francescomalatesta/laravel-api-boilerplate-jwt#36',
    title: 'Laravel cannot verify the signature: JWT_SECRET is not set.',
    give: () => said('{"message":"Token Signature could not be verified.","status_code":401}'),
    answer: { verdict: ['cannot-tell', 'rejected'], root: [/sign|key|secret/i], next: [/JWT_SECRET|secret/i] },
  },
  {
    id: 'laravel-braces-round-the-token',
    source: 'tymondesigns/jwt-auth#915',
    title: 'The braces of the documentation were typed too: bearer{TOKEN}.',
    give: () =>
      doctor(
        [
          '--header',
          `bearer{${hs({ iss: 'http://shop.lamp.example/api/login', sub: 7, prv: 'f9307eb5' }, SECRET)}}`,
          '--response',
          'response.txt',
        ],
        {
          'response.txt': response('401 Unauthorized', {
            error: 'token_invalid',
            message: 'Token Signature could not be verified.',
          }),
        },
      ),
    answer: {
      verdict: ['rejected'],
      root: [/brace|bracket|\{|Bearer/i],
      next: [/Bearer|brace|bracket|space/i],
      neverProved: ['signed-by-unknown-key', 'subject-invalid'],
    },
  },
  {
    id: 'rails-no-verification-key',
    source: 'waiting-for-dev/devise-jwt#270',
    title: 'In production, ruby-jwt has no key: the credentials were not loaded.',
    give: () =>
      said(
        '23:32:08 web.1 | JWT::DecodeError (No verification key available):\n  app/controllers/sessions_controller.rb:12',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/key|secret/i],
      says: [/not set|empty|no key|nil|missing|variable/i],
    },
  },
  {
    id: 'rails-revoked-token',
    source: 'waiting-for-dev/devise-jwt#135',
    title: 'devise-jwt answers "revoked token": its jti is no longer the one of the user.',
    give: () =>
      asked(
        bearer(hs({ sub: '7', scp: 'user', jti: '1d2e', aud: null }, SECRET)),
        response('401 Unauthorized', { error: 'revoked token' }),
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/revoked/i],
      next: [/jti|new token|sign in|denylist|allowlist/i],
      never: [/mintmark mint/],
    },
  },
];
