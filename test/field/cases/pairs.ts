import type { FieldCase } from '../case.ts';
import { asked, doctor, ecPublic, es256, hs, jwks, NOW, request, response, rs256 } from '../kit.ts';

const set = jwks({ kid: 'k1' });

/** Two faults at once: both have to be told, so that mending the first is not followed by another 401. */
export const pairs: readonly FieldCase[] = [
  {
    id: 'pair-expired-and-audience',
    source: 'auth0-blog/nodejs-jwt-authentication-sample#30',
    title: 'The token has expired, and it was for another API.',
    give: () =>
      doctor(
        [
          '@token',
          '--jwks',
          'jwks.json',
          '--issuer',
          'https://lamp.eu.auth0.com/',
          '--audience',
          'https://shop.lamp.example/api',
        ],
        {
          token: rs256(
            {
              iss: 'https://lamp.eu.auth0.com/',
              aud: 'https://lamp.example/other',
              iat: NOW - 90_000,
              exp: NOW - 3600,
            },
            { kid: 'k1' },
          ),
          'jwks.json': set,
        },
      ),
    answer: {
      verdict: ['rejected'],
      root: [/expir|audience|\baud\b/i],
      says: [/expir/i, /\baud(ience)?\b/i],
      neverProved: ['issuer-not-expected', 'claim-missing'],
    },
  },
  {
    id: 'pair-issuer-slash-and-kid',
    source: 'okta/okta-oidc-js#998',
    title: 'The issuer lacks the slash, and the kid is in no key of the set.',
    give: () =>
      doctor(['@token', '--jwks', 'jwks.json', '--issuer', 'https://lamp.eu.auth0.com'], {
        token: rs256(
          { iss: 'https://lamp.eu.auth0.com/', aud: 'https://shop.lamp.example/api' },
          { kid: 'rotated-away' },
          'stranger',
        ),
        'jwks.json': set,
      }),
    answer: {
      verdict: ['rejected'],
      root: [/\biss(uer)?\b|\bkid\b|key/i],
      says: [/slash/i, /rotated-away/],
      never: [/mintmark mint/],
    },
  },
  {
    id: 'pair-bearer-twice-and-refresh',
    source: 'jazzband/djangorestframework-simplejwt#112',
    title: '"Bearer" stands twice, and it is the refresh token.',
    give: () =>
      asked(
        request('GET /api/orders/', {
          Host: 'shop.lamp.example',
          Authorization: `Bearer Bearer ${hs({ token_type: 'refresh', jti: '9d1c', user_id: 7 }, 'django-insecure-lamp')}`,
        }),
        response('401 Unauthorized', {
          detail: 'Authorization header must contain two space-delimited values',
          code: 'bad_authorization_header',
        }),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/Bearer/],
      says: [/twice|Bearer/i, /refresh/i],
      neverProved: ['not-a-jwt', 'signed-by-unknown-key'],
    },
  },
  {
    id: 'pair-quotes-and-secret',
    source: 'waiting-for-dev/devise-jwt#156',
    title: 'The token is in quotation marks, and another secret signed it.',
    give: () =>
      doctor([
        '--header',
        `Bearer "${hs({ sub: '7', scp: 'user' }, 'the secret of staging')}"`,
        '--secret',
        'the secret of production',
      ]),
    answer: { verdict: ['rejected'], root: [/quot|secret|sign/i], says: [/quot/i, /secret|sign/i] },
  },
  {
    id: 'pair-wrong-realm-and-clock',
    source: 'istio/istio#25578',
    title: 'The token is of another realm, and the clock of the issuer is five minutes ahead.',
    give: () =>
      doctor(
        [
          '@token',
          '--jwks',
          'jwks.json',
          '--issuer',
          'https://id.lamp.example/realms/shop',
          '--server-date',
          new Date(NOW * 1000).toUTCString(),
        ],
        {
          token: rs256(
            {
              iss: 'https://id.lamp.example/realms/lamp',
              azp: 'web',
              typ: 'Bearer',
              iat: NOW + 300,
              nbf: NOW + 300,
              exp: NOW + 600,
            },
            { kid: 'k1' },
          ),
          'jwks.json': set,
        },
      ),
    answer: {
      verdict: ['rejected'],
      root: [/\biss(uer)?\b|clock|not yet valid/i],
      says: [/realms\/shop/, /clock|not yet valid/i],
    },
  },
  {
    id: 'expired-and-of-another-project',
    source: 'firebase/firebase-functions#265',
    title: 'The ID token is of another Firebase project, and it expired yesterday.',
    give: () =>
      doctor(
        [
          '@token',
          '--jwks',
          'jwks.json',
          '--issuer',
          'https://securetoken.google.com/lamp-prod',
          '--audience',
          'lamp-prod',
        ],
        {
          token: rs256(
            {
              iss: 'https://securetoken.google.com/lamp-dev',
              aud: 'lamp-dev',
              auth_time: NOW - 90_000,
              user_id: 'u1',
              sub: 'u1',
              iat: NOW - 90_000,
              exp: NOW - 86_400,
              firebase: { sign_in_provider: 'password' },
            },
            { kid: 'k1' },
          ),
          'jwks.json': set,
        },
      ),
    answer: {
      verdict: ['rejected'],
      says: [/expir/i, /audience|\baud\b/i, /issuer|\biss\b/i],
      neverProved: ['signed-by-unknown-key', 'token-of-other-kind', 'clock-behind'],
    },
  },
  {
    id: 'uri-of-another-method-and-expired',
    source: 'hummingbot/hummingbot#7036',
    title: 'The uri claim of Coinbase has another method, and the two minutes are over.',
    give: () => {
      const name = 'organizations/0f6f3f3e-1d0c-4c58-9a63-3b54f9e9a5c1/apiKeys/7d1a2f40-6a55-4a6e-8a7e-0a8d5b3f3c11';
      const token = es256(
        {
          iss: 'cdp',
          sub: name,
          nbf: NOW - 400,
          iat: NOW - 400,
          exp: NOW - 280,
          uri: 'GET api.coinbase.com/api/v3/brokerage/orders',
        },
        { kid: name, nonce: '0b1c' },
      );
      return doctor(['--request', 'request.txt', '--public', 'public.pem'], {
        'request.txt': request('POST /api/v3/brokerage/orders', {
          Host: 'api.coinbase.com',
          Authorization: `Bearer ${token}`,
        }),
        'public.pem': ecPublic(),
      });
    },
    answer: {
      verdict: ['rejected'],
      says: [/expir/i, /uri/, /POST/],
      neverProved: ['signed-by-unknown-key', 'claim-missing'],
    },
  },
];
