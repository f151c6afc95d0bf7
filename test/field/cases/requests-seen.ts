import type { FieldCase } from '../case.ts';
import { asked, doctor, hs, jwks, NOW, request, response, rs256 } from '../kit.ts';

const set = jwks({ kid: 'k1' }, { kid: 'k2', key: 'other' });
const AUTH0 = 'https://lamp-dev.eu.auth0.com/';
const POOL = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Lamp4711';
const bearer = (token: string) => `Bearer ${token}`;

/** A token, a request and its answer, or what the verifier expects. */
export const requestsSeen: readonly FieldCase[] = [
  {
    id: 'google-issuer-without-https',
    source: 'google/google-api-javascript-client#512',
    title: 'The library of Google gives iss without https://, Spring expects it with.',
    give: () => {
      const token = rs256(
        {
          iss: 'accounts.google.com',
          aud: '4711.apps.googleusercontent.com',
          azp: '4711.apps.googleusercontent.com',
          sub: '1',
          at_hash: 'HK6E_P6Dh8Y93mRNtsDB1Q',
        },
        { kid: 'k1' },
      );
      return doctor(['@token', '--jwks', 'jwks.json', '--issuer', 'https://accounts.google.com'], {
        token,
        'jwks.json': set,
      });
    },
    answer: {
      verdict: ['rejected'],
      root: [/\biss(uer)?\b/, /accounts\.google\.com/],
      says: [/https:\/\//],
      neverProved: ['token-of-other-kind', 'signed-by-unknown-key'],
    },
  },
  {
    id: 'api-gateway-issuer-slash',
    source: 'aws-samples/ask-around-me#3',
    title: 'The authorizer of API Gateway has the issuer without the slash of Auth0.',
    give: () =>
      doctor(
        ['@token', '--jwks', 'jwks.json', '--issuer', AUTH0.slice(0, -1), '--audience', 'https://auth0-jwt-authorizer'],
        {
          token: rs256(
            {
              iss: AUTH0,
              aud: ['https://auth0-jwt-authorizer', `${AUTH0}userinfo`],
              sub: 'auth0|1',
              azp: 'aa',
              scope: 'openid',
            },
            { kid: 'k1' },
          ),
          'jwks.json': set,
        },
      ),
    answer: {
      verdict: ['rejected'],
      root: [/\biss(uer)?\b/],
      says: [/slash/],
      neverProved: ['audience-not-expected', 'token-of-other-kind'],
    },
  },
  {
    id: 'cognito-access-token-at-rest-authorizer',
    source: 'amazon-archives/amazon-cognito-identity-js#274',
    title: 'The user pool authorizer of a REST API takes the ID token; the access token was sent.',
    give: () =>
      asked(
        request('GET /prod/lamps', {
          Host: 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
          Authorization: rs256(
            {
              iss: POOL,
              sub: 'u1',
              token_use: 'access',
              client_id: '4lamp',
              username: 'u1',
              scope: 'aws.cognito.signin.user.admin',
            },
            { kid: 'k1' },
          ),
        }),
        response('401 Unauthorized', { message: 'Unauthorized' }, { 'x-amzn-ErrorType': 'UnauthorizedException' }),
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      says: [/ID token/, /access token/],
      neverProved: ['claim-missing', 'signed-by-unknown-key', 'scheme-not-bearer'],
    },
  },
  {
    id: 'api-gateway-not-key-value',
    source: 'amazon-archives/aws-cognito-angular-quickstart#50',
    title: 'API Gateway wants a signature of AWS on this path: no authorizer reads the token.',
    give: () => {
      const token = rs256({ iss: POOL, aud: '4lamp', sub: 'u1', token_use: 'id' }, { kid: 'k1' });
      return asked(
        request('GET /prod/lamps', {
          Host: 'a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
          Authorization: bearer(token),
        }),
        response(
          '403 Forbidden',
          {
            message: `'${token.slice(0, 20)}' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer ...'.`,
          },
          { 'x-amzn-ErrorType': 'IncompleteSignatureException' },
        ),
      );
    },
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      says: [/IAM|SigV4|authorizer|path|route/i],
      neverProved: ['claim-missing', 'signed-by-unknown-key', 'token-of-other-kind'],
    },
  },
  {
    id: 'passport-id-in-place-of-the-token',
    source: 'laravel/passport#60',
    title: 'The id of the token was copied from the table, in place of the token.',
    give: () =>
      doctor(['--request', 'request.txt', '--said', 'The JWT string must have two dots'], {
        'request.txt': request('GET /api/user', {
          Host: 'lamp.example',
          Accept: 'application/json',
          Authorization: bearer('16dd63d4ba079478273850acac2fd1a9c9d46ee26dba31a8b12cc3ffbbbe871f7e742fef6c1f492a'),
        }),
      }),
    answer: {
      verdict: ['rejected'],
      root: [/JWT|parts|dots/i],
      neverProved: ['claim-missing', 'signed-by-unknown-key', 'authorization-missing'],
    },
  },
  {
    id: 'vonage-messages-no-authorization',
    source: 'Vonage/vonage-node-sdk#869',
    title: 'The SDK was given key and secret alone; the Messages API got no Authorization.',
    give: () =>
      asked(
        request(
          'POST /v1/messages',
          { Host: 'api.nexmo.com', 'Content-Type': 'application/json' },
          '{"to":"447700900000"}',
        ),
        response('401 Unauthorized', {
          title: 'Unauthorised',
          detail: "Request header 'Authorization' missing",
        }),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/Authorization/],
      next: [/application/i, /private ?key/i],
      neverProved: ['claim-missing', 'not-a-jwt'],
    },
  },
  {
    id: 'snowflake-login-name-of-a-person',
    source: 'vdesabou/kafka-docker-playground#20',
    title: 'The token names the person, and the key was given to the user KAFKA.',
    give: () =>
      asked(
        request('POST /api/v2/statements', {
          Host: 'xy12345.snowflakecomputing.com',
          'X-Snowflake-Authorization-Token-Type': 'KEYPAIR_JWT',
          Authorization: bearer(
            rs256({
              iss: 'XY12345.VINCENT.SHA256:uJd1N1Lx5kE8mF1zvE3m4v3bq4sJw0nq7QKcYb0y1aU=',
              sub: 'XY12345.VINCENT',
              iat: NOW - 60,
              exp: NOW + 3000,
            }),
          ),
        }),
        response('401 Unauthorized', {
          code: '390144',
          message: 'JWT token is invalid. [7fb87e37-2f26-4a10-9f9c-72276ea898bf]',
        }),
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      says: [/user/i, /RSA_PUBLIC_KEY/i],
      neverProved: ['claim-missing', 'token-of-other-kind', 'issuer-not-expected'],
    },
  },
  {
    id: 'livekit-secret-of-another-form',
    source: 'wlphi/ess-docker-compose#20',
    title: 'LiveKit has another secret than the service that makes the tokens.',
    give: () =>
      doctor(
        ['@said.txt', '--secret', 'env:LIVEKIT_SECRET'],
        {
          'said.txt': `matrix-livekit | 2026-11-30T07:59:32.299Z WARN livekit service/utils.go:54 error handling request {"status": 401, "method": "GET", "path": "/rtc", "error": "invalid token: ${hs({ iss: 'APILamp', sub: 'anna', video: { room: 'r', roomJoin: true } }, 'q3+Qy/tRk2Zb9w==\n')}, error: go-jose/go-jose: error in cryptographic primitive"}`,
        },
        { LIVEKIT_SECRET: 'q3+Qy/tRk2Zb9w==' },
      ),
    answer: {
      verdict: ['rejected'],
      root: [/secret/i],
      says: [/line end|line break|newline/i],
      neverProved: ['claim-missing', 'token-expired'],
    },
  },
  {
    id: 'secret-file-ends-in-a-line-end',
    source: 'dgrijalva/jwt-go#81',
    title: 'The key file holds "secret" and a line break; the token was signed without it.',
    give: () =>
      doctor(['@token', '--secret', '@key'], {
        token: hs({ sub: '1234567890', name: 'John Doe' }, 'secret-of-the-lamp'),
        key: 'secret-of-the-lamp\n',
      }),
    answer: {
      verdict: ['rejected', 'accepted'],
      says: [/line end|line break|newline/i],
      neverProved: ['signed-by-unknown-key'],
    },
  },
  {
    id: 'java-jwt-key-made-at-each-start',
    source: 'auth0/java-jwt#365',
    title: 'The program makes a new key at each start, and the token is of an earlier one.',
    give: () =>
      doctor(
        [
          '@token',
          '--said',
          "com.auth0.jwt.exceptions.SignatureVerificationException: The Token's Signature resulted invalid when verified using the Algorithm: HmacSHA512",
        ],
        { token: hs({ username: 'anna' }, 'made at start', { alg: 'HS512' }) },
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/secret|key|sign/i],
      says: [/secret/i],
      neverProved: ['claim-missing', 'algorithm-not-allowed'],
    },
  },
];
