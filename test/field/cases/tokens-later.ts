import type { FieldCase } from '../case.ts';
import { asked, doctor, graphToken, hs, jwks, NOW, request, response, rs256 } from '../kit.ts';

const SHARED = 'c2hhcmVkLXNlY3JldC1vZi1sYW1wcy1hbmQtbGlnaHRzLW9mLXRoZS1ob3VzZQ==';
const TENANT = '3f2b1c9e-1111-4a22-9c33-abcdefabcdef';

/** Tokens, requests and their answers of a third hunt, on 2026-11-30. */
export const tokensLater: readonly FieldCase[] = [
  {
    id: 'cert-manager-vault-audience',
    source: 'cert-manager/cert-manager#6274',
    title: 'Vault answers permission denied; the token of the service account has the audience vault://….',
    give: () =>
      doctor(['@token', '--said', '@said.txt'], {
        token: rs256({
          iss: 'https://kubernetes.default.svc.cluster.local',
          aud: ['vault://default/test-issuer'],
          sub: 'system:serviceaccount:default:test-issuer',
          'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'test-issuer', uid: 'c16e078e' } },
        }),
        'said.txt': 'Error making API request. Code: 403. Errors:\n\n* permission denied',
      }),
    answer: { verdict: ['cannot-tell'], root: [/./], says: [/audience/i, /vault:\/\/default/] },
  },
  {
    id: 'knock-decodes-the-secret',
    source: 'nsarno/knock#139',
    title: 'knock decodes the secret of Auth0 from base64, which it is not.',
    give: () =>
      doctor(
        [
          '@token',
          '--secret',
          'env:SECRET',
          '--said',
          'Filter chain halted as :authenticate_user rendered or redirected\nCompleted 401 Unauthorized in 1ms (ActiveRecord: 0.0ms)',
        ],
        {
          token: hs({ iss: 'https://lamp.auth0.com/', sub: 'auth0|1', aud: 'client' }, SHARED),
        },
        { SECRET: SHARED },
      ),
    answer: { verdict: ['cannot-tell', 'rejected'], says: [/base64|decode/i], neverProved: ['signed-by-unknown-key'] },
  },
  {
    id: 'ruby-no-verification-key',
    source: 'jwt/ruby-jwt#384',
    title: 'Rails: No verification key available; the secret is not set where the API runs.',
    give: () =>
      asked(
        request('GET /quiz_sentences.json', {
          Host: 'localhost:3001',
          Authorization: `Bearer ${hs({ sub: '1', scp: 'user', aud: null }, 'x'.repeat(64))}`,
        }),
        response('401 Unauthorized', { error: 'No verification key available' }),
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/key|secret/i],
      says: [/secret|DEVISE_JWT_SECRET_KEY|variable/i],
    },
  },
  {
    id: 'entra-graph-token-at-traefik',
    source: 'sevensolutions/traefik-oidc-auth#15',
    title: 'Traefik: verification error for an access token of Entra, which is one of Graph.',
    give: () =>
      doctor(
        ['@token', '--jwks', 'jwks.json', '--said', 'token signature is invalid: crypto/rsa: verification error'],
        {
          token: graphToken(
            {
              iss: `https://sts.windows.net/${TENANT}/`,
              aud: '00000003-0000-0000-c000-000000000000',
              tid: TENANT,
              ver: '1.0',
              scp: 'openid profile',
            },
            'k1',
          ),
          'jwks.json': jwks({ kid: 'k1' }, { kid: 'k2', key: 'other' }),
        },
      ),
    answer: { verdict: ['rejected'], root: [/Graph/], next: [/scope|api:\/\/|ID token/i] },
  },
  {
    id: 'uaa-another-algorithm-or-no-key',
    source: 'eugenp/tutorials#7079',
    title: 'Spring: another algorithm expected, or no matching key; the set is that of another server.',
    give: () =>
      doctor(['--request', 'request.txt', '--response', 'response.txt', '--jwks', 'jwks.json'], {
        'request.txt': request('GET /read', {
          Host: 'localhost:8081',
          Authorization: `Bearer ${rs256({ iss: 'http://localhost:8080/uaa/oauth/token', sub: 'a', aud: ['webappclient'], scope: ['openid'] }, { kid: 'uaa-key-1' }, 'stranger')}`,
        }),
        'response.txt': response('401 Unauthorized', '', {
          'WWW-Authenticate':
            'Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected, or no matching key(s) found"',
        }),
        'jwks.json': jwks({ kid: 'rsa-2' }),
      }),
    answer: { verdict: ['rejected'], root: [/kid|key/i, /uaa-key-1/], next: [/key set|jwk|discovery/i] },
  },
  {
    id: 'gotwilio-negative-exp',
    source: 'sfreiberg/gotwilio#55',
    title: 'A token for Twilio Video has a negative exp, and another account as issuer.',
    give: () =>
      doctor(['@token', '--said', 'TwilioError 20103: Invalid Access Token issuer/subject'], {
        token: hs(
          {
            jti: 'SK00000000000000000000000000000001-1',
            iss: 'AC00000000000000000000000000000001',
            sub: 'AC00000000000000000000000000000001',
            exp: -6795364578,
            iat: NOW,
            grants: { identity: 'anna', video: { room: 'lamp' } },
          },
          'x'.repeat(32),
          { cty: 'twilio-fpa;v=1' },
        ),
      }),
    answer: { verdict: ['rejected'], says: [/exp/, /negative|before 1970|-6795364578|past|expired/i, /SK|API key/] },
  },
  {
    id: 'traefikoidc-expects-the-client',
    source: 'lukaszraczylo/traefikoidc#74',
    title: 'A Traefik plugin expects the client id as audience; the access token of Auth0 is for the API.',
    give: () =>
      doctor(['@token', '--jwks', 'jwks.json', '--audience', 'q8lDHfBLJFsziu7bf351OcYQAIe3UJv'], {
        token: rs256(
          {
            iss: 'https://lamp.eu.auth0.com/',
            sub: 'auth0|1',
            aud: ['https://api.lamp.example', 'https://lamp.eu.auth0.com/userinfo'],
            azp: 'q8lDHfBLJFsziu7bf351OcYQAIe3UJv',
            scope: 'openid profile',
          },
          { kid: 'k1' },
        ),
        'jwks.json': jwks({ kid: 'k1' }),
      }),
    answer: { verdict: ['rejected'], root: [/audience/i, /api\.lamp\.example/], says: [/azp|ID token|client/i] },
  },
  {
    id: 'salesforce-literal-client-id',
    source: 'arthurimirzian/salesforce-jwt-bearer-token-flow#9',
    title: 'The example of a library was kept: iss is the text "client_id".',
    give: () =>
      asked(
        request(
          'POST /services/oauth2/token',
          { Host: 'login.salesforce.com', 'Content-Type': 'application/x-www-form-urlencoded' },
          `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${rs256({ iss: 'client_id', sub: 'anna@lamp.example', aud: 'https://login.salesforce.com', iat: undefined, exp: NOW + 180 })}`,
        ),
        response('400 Bad Request', { error: 'invalid_client_id', error_description: 'client identifier invalid' }),
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/iss|client_id|identity|application/i],
      says: [/client_id/, /consumer key/i],
    },
  },
  {
    id: 'passport-bearer-without-blank',
    source: 'laravel/passport#341',
    title: 'Postman: no space between Bearer and the token.',
    give: () =>
      asked(
        request('GET /api/user', {
          Host: 'lamp.example',
          Accept: 'application/json',
          Authorization: `Bearer${rs256({ aud: '1', jti: 'e9d70df4f060fa499345f427d11f508d', sub: '1', scopes: [] })}`,
        }),
        response('401 Unauthorized', { error: 'Unauthenticated.' }),
      ),
    answer: { verdict: ['rejected'], root: [/space|blank/i], next: [/space|blank/i] },
  },
  {
    id: 'snowflake-privatelink-in-issuer',
    source: 'slothflowlabs/duckle#22',
    title: 'Snowflake over a private link: iss has .PRIVATELINK behind the account.',
    give: () =>
      asked(
        request('POST /api/v2/statements', {
          Host: 'orders.eu-west-1.privatelink.snowflakecomputing.com',
          'X-Snowflake-Authorization-Token-Type': 'KEYPAIR_JWT',
          Authorization: `Bearer ${rs256({ iss: 'ORDERS.EU-WEST-1.PRIVATELINK.LOADER.SHA256:rxT7bRszrbL6fTYIBrqXhWZuj++RFOIGrLuqh9936EU=', sub: 'ORDERS.EU-WEST-1.PRIVATELINK.LOADER' })}`,
        }),
        response('401 Unauthorized', {
          code: '390144',
          message: 'JWT token is invalid. [7fb87e37-2f26-4a10-9f9c-72276ea898bf]',
        }),
      ),
    answer: { verdict: ['rejected'], root: [/iss|account/i, /PRIVATELINK|region|dot/i] },
  },
  {
    id: 'supabase-publishable-key-as-bearer',
    source: 'supabase/supabase#45993',
    title: 'The publishable key of Supabase is sent as the bearer token: it is not a JWT.',
    give: () =>
      asked(
        `curl -L -X POST 'https://abcdefghijklmnop.supabase.co/functions/v1/hello-world' -H 'Authorization: Bearer sb_publishable_AbCdEfGhIjKlMnOpQrStUv_x1y2z3' -H 'apikey: sb_publishable_AbCdEfGhIjKlMnOpQrStUv_x1y2z3' -H 'Content-Type: application/json' --data '{"name":"Functions"}'`,
        response('401 Unauthorized', { code: 'UNAUTHORIZED_INVALID_JWT_FORMAT', message: 'Invalid JWT' }),
      ),
    answer: { verdict: ['rejected'], root: [/JWT|kind|key/i], says: [/publishable|Supabase/i, /apikey/i] },
  },
  {
    id: 'keycloak-issuer-port-of-container',
    source: 'thomasdarimont/spring-boot-keycloak-server-example#17',
    title: 'Keycloak behind a proxy: the port of the container is expected, the token has none.',
    give: () =>
      asked(
        request('GET /orders', {
          Host: 'api.lamp.example',
          Authorization: `Bearer ${rs256({ iss: 'http://keycloak/auth/realms/sample', aud: 'account', typ: 'Bearer', azp: 'web', sub: '1', realm_access: { roles: ['user'] } }, { kid: 'k1' })}`,
        }),
        response('401 Unauthorized', '', {
          'WWW-Authenticate':
            'Bearer realm="sample", error="invalid_token", error_description="Invalid token issuer. Expected \'http://keycloak:8080/auth/realms/sample\', but was \'http://keycloak/auth/realms/sample\'"',
        }),
      ),
    answer: { verdict: ['rejected'], root: [/issuer/i, /8080/], says: [/port|hostname|proxy/i] },
  },
  {
    id: 'apple-secret-longer-than-six-months',
    source: 'mikebronner/laravel-sign-in-with-apple#9',
    title: 'Sign in with Apple: invalid_client, for a client secret of more than six months.',
    give: () =>
      doctor(['@token', '--profile', 'sign-in-with-apple', '--said', '{"error":"invalid_client"}'], {
        token: rs256(
          {
            iss: 'ABCDE12345',
            iat: NOW - 60,
            exp: NOW + 86_400 * 200,
            aud: 'https://appleid.apple.com',
            sub: 'com.lamp.web',
          },
          { alg: 'ES256', kid: 'ABC1234567' },
        ),
      }),
    answer: { verdict: ['rejected'], root: [/six months|15777000|long|lifetime/i] },
  },
  {
    id: 'nuxt-undefined-as-token',
    source: 'nuxt-community/auth-module#433',
    title: 'jwt malformed: the property of the answer has another name, so that undefined is sent.',
    give: () =>
      asked(
        request('GET /api/auth/user', { Host: 'localhost:3000', Authorization: 'Bearer undefined' }),
        response('500 Internal Server Error', 'UnauthorizedError: jwt malformed'),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/undefined|variable|JavaScript/i],
      next: [/variable|set|property|answer/i],
    },
  },
  {
    id: 'nest-secret-is-the-word-undefined',
    source: 'nestjs/nest#2161',
    title: 'NestJS: `${process.env.TOKEN_SECRET}` of a variable that is not set is the word undefined.',
    give: () =>
      doctor(
        ['@token', '--secret', 'env:SECRET', '--said', '{"statusCode":401,"error":"Unauthorized"}'],
        {
          token: hs({ sub: '1' }, 'the secret of the module that signs, which is set'),
        },
        { SECRET: 'undefined' },
      ),
    answer: { verdict: ['rejected'], root: [/sign|secret|HMAC/i], says: [/not set|undefined|variable/i] },
  },
];
