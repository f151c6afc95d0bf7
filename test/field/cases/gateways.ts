import type { FieldCase } from '../case.ts';
import { asked, doctor, hs, NOW, request, response, rs256, said } from '../kit.ts';

const call = (authorization: string, headers: { readonly [name: string]: string } = {}) =>
  request('GET /v1/orders', { Host: 'api.lamp.example', Authorization: authorization, ...headers });
const two = (token: string) => token.split('.').slice(1).join('.');

export const gateways: readonly FieldCase[] = [
  {
    id: 'kong-iss-of-authorize',
    source: 'Kong/kong#2863',
    title: 'The credential at Kong has the domain of Auth0 as key; the iss ends in /authorize.',
    give: () =>
      asked(
        call(`Bearer ${hs({ iss: 'https://lamp.auth0.com/authorize' }, 'a secret of the person')}`),
        response('403 Forbidden', { message: "No credentials found for given 'iss'" }, { Server: 'kong/3.5.0' }),
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/\biss|credential|consumer|identity|application/i],
      says: [/lamp\.auth0\.com\/authorize/],
      next: [/consumer|credential|key/i],
      neverProved: ['signed-by-unknown-key'],
    },
  },
  {
    id: 'kong-no-bearer',
    source: 'Kong/kong#6623',
    title: 'The token stands in Authorization without "Bearer".',
    give: () =>
      asked(
        call(hs({ iss: 'lamp-key' }, 'a secret of the person')),
        response(
          '401 Unauthorized',
          { message: 'Unauthorized' },
          { Server: 'kong/2.2.0', 'WWW-Authenticate': 'Bearer' },
        ),
      ),
    answer: { verdict: ['rejected', 'cannot-tell'], root: [/Bearer/], next: [/Bearer/] },
  },
  {
    id: 'apisix-no-key-claim',
    source: 'apache/apisix#7924',
    title: 'APISIX wants the claim "key", which tokens made elsewhere lack.',
    give: () =>
      asked(
        call(`Bearer ${hs({ sub: 'anna', name: 'Anna' }, 'a secret of the person')}`),
        response('401 Unauthorized', { message: 'missing user key in JWT token' }, { Server: 'APISIX/3.9.1' }),
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/claim/i, /\bkey\b/],
      next: [/\bkey\b/],
      neverProved: ['signed-by-unknown-key'],
    },
  },
  {
    id: 'tyk-expired-says-not-authorized',
    source: 'TykTechnologies/tyk#1243',
    title: 'Tyk says 403 "Key not authorized" of a token that has expired.',
    give: () =>
      asked(
        call(`Bearer ${hs({ sub: 'anna', pol: '5d8b', iat: NOW - 7200, exp: NOW - 3600 }, 'a secret of the person')}`),
        response('403 Forbidden', { error: 'Key not authorized' }, { date: NOW }),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/expir|ended|exp\b/i],
      neverProved: ['scope-not-granted', 'path-not-in-acl'],
    },
  },
  {
    id: 'tyk-no-policy',
    source: 'TykTechnologies/tyk#996',
    title: 'Tyk finds no policy for the token.',
    give: () =>
      said(
        'time="Nov 30 08:00:00" level=error msg="request error: Key not authorized: no matching policy found" api_id=b43f org_id=5989',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/claim|policy|scope|after/i],
      says: [/polic/i],
      next: [/polic/i],
      never: [/mintmark mint/],
    },
  },
  {
    id: 'krakend-oct-key-not-encoded',
    source: 'krakend/krakend-ce#142',
    title: 'k of the JWK has the secret as it is; RFC 7518 wants it in base64url.',
    give: () =>
      doctor(
        [
          '@token',
          '--jwks',
          'jwks.json',
          '--said',
          'Token is invalid: square/go-jose: error in cryptographic primitive',
        ],
        {
          token: hs({ iss: 'acme', sub: 'anna' }, '4BlampO2wa+secret', { alg: 'HS512', kid: '1' }),
          'jwks.json': JSON.stringify({ keys: [{ kty: 'oct', kid: '1', alg: 'HS512', k: '4BlampO2wa+secret' }] }),
        },
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/key|secret|\bk\b/i],
      says: [/base64url/i],
      neverProved: ['token-expired', 'algorithm-not-allowed'],
    },
  },
  {
    id: 'api-gateway-signature-v4-header',
    source: 'amazon-archives/amazon-cognito-identity-js#602',
    title: 'The SDK signs for IAM; the method has a Cognito authorizer.',
    give: () =>
      asked(
        request('GET /dev/items', {
          Host: 'k2j3h4g5.execute-api.us-east-2.amazonaws.com',
          Authorization:
            'AWS4-HMAC-SHA256 Credential=ASIALAMP4711EXAMPLE/20261130/us-east-2/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=6bcf047733069a2b',
          'X-Amz-Date': '20261130T080000Z',
        }),
        response('401 Unauthorized', { message: 'Unauthorized' }, { 'x-amzn-ErrorType': 'UnauthorizedException' }),
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/scheme|AWS/i],
      says: [/Bearer|token/i],
      neverProved: ['not-a-jwt', 'credentials-contain-whitespace', 'bearer-scheme-malformed'],
    },
  },
  {
    id: 'apigee-two-parts',
    source: 'https://docs.apigee.com/api-platform/troubleshoot/policies/runtime/decode-JWT-runtime-errors',
    title: 'Apigee cannot decode: the header part of the token is missing.',
    give: () =>
      asked(
        call(`Bearer ${two(hs({ userId: 'b08f86af' }, 'a secret of the person'))}`),
        response('401 Unauthorized', {
          fault: {
            faultstring: 'Failed to Decode Token: policy(JWT-Decode-HS256)',
            detail: { errorcode: 'steps.jwt.FailedToDecode' },
          },
        }),
      ),
    answer: {
      verdict: ['rejected'],
      root: [/part|header|truncated|not a JWT/i],
      says: [/three|two|part/i],
      neverProved: ['signed-by-unknown-key'],
    },
  },
  {
    id: 'apigee-variable-holds-nothing',
    source: 'https://cloud.google.com/apigee/docs/api-platform/troubleshoot/policies/runtime/decode-JWT-runtime-errors',
    title: 'Apigee: "Invalid token": the variable of <Source> holds no token.',
    give: () =>
      said(
        '{"fault":{"faultstring":"Invalid token: policy(JWT-Decode-HS256)","detail":{"errorcode":"steps.jwt.InvalidToken"}}}',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/missing|no token|not a JWT|kind|Authorization/i],
      says: [/Source|variable|request\.header/i],
    },
  },
  {
    id: 'apache-drops-the-header',
    source: 'jpadilla/django-rest-framework-jwt#166',
    title: 'mod_wsgi does not hand Authorization to Django.',
    give: () =>
      asked(
        call(`JWT ${hs({ user_id: 7, username: 'anna' }, 'a secret of the person')}`),
        response(
          '401 Unauthorized',
          { detail: 'Authentication credentials were not provided.' },
          { Server: 'Apache/2.4.62 (Unix) mod_wsgi/4.9.4 Python/3.11', 'WWW-Authenticate': 'JWT realm="api"' },
        ),
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/Authorization/],
      says: [/stripped|lost|arrive|drop/i],
      next: [/WSGIPassAuthorization/],
      neverProved: ['scheme-not-bearer', 'authorization-missing'],
    },
  },
  {
    id: 'symfony-behind-apache',
    source: 'lexik/LexikJWTAuthenticationBundle#270',
    title: 'Symfony: "JWT Token not found", though it was sent.',
    give: () =>
      asked(
        call(`Bearer ${rs256({ username: 'anna', roles: ['ROLE_USER'] })}`),
        response(
          '401 Unauthorized',
          { code: 401, message: 'JWT Token not found' },
          { Server: 'Apache/2.4.62 (Debian)', 'WWW-Authenticate': 'Bearer' },
        ),
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/Authorization/],
      next: [/CGIPassAuth|RewriteRule|HTTP_AUTHORIZATION|SetEnvIf/],
      neverProved: ['authorization-missing', 'claim-missing'],
    },
  },
];
