import type { FieldCase } from '../case.ts';
import { doctor, hs, jwks, NOW, request, response, rs256, rsaPublic, said } from '../kit.ts';

const bearer = (token: string, path = '/api/orders/') =>
  request(`GET ${path}`, { Host: 'shop.lamp.example', Authorization: `Bearer ${token}` });

export const ownApis: readonly FieldCase[] = [
  {
    id: 'spring-issuer-localhost',
    source: 'SaiUpadhyayula/spring-boot-microservices#11',
    title: 'The gateway knows the realm as keycloak:8080, the token was got at localhost.',
    give: () =>
      doctor(
        [
          '@token',
          '--jwks',
          'jwks.json',
          '--issuer',
          'http://keycloak:8080/realms/lamp',
          '--said',
          'o.s.s.oauth2.jwt.JwtClaimValidator : The iss claim is not valid',
        ],
        {
          token: rs256({ iss: 'http://localhost:8080/realms/lamp', azp: 'web', typ: 'Bearer' }, { kid: 'k1' }),
          'jwks.json': jwks({ kid: 'k1' }),
        },
      ),
    answer: { verdict: ['rejected'], root: [/\biss(uer)?\b/i, /localhost:8080/, /keycloak:8080/], next: [/issuer/i] },
  },
  {
    id: 'dotnet-secret-too-short',
    source: 'AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet#2353',
    title: 'IDX10503 since an update: the secret of HS512 has 40 bytes.',
    give: () =>
      doctor(
        [
          '@token',
          '--secret',
          '@secret.txt',
          '--said',
          'IDX10503: Signature validation failed. Token does not have a kid.',
        ],
        {
          token: hs({ sub: 'anna' }, 'forty-bytes-of-secret-0123456789-abcdefg', { alg: 'HS512' }),
          'secret.txt': 'forty-bytes-of-secret-0123456789-abcdefg',
        },
      ),
    answer: {
      verdict: ['rejected'],
      root: [/320 bits/, /HS512/],
      next: [/64 bytes/],
      neverProved: ['signed-by-unknown-key', 'key-not-in-set'],
    },
  },
  {
    id: 'nest-two-secrets',
    source: 'kelvin-mai/nest-commerce#4',
    title: 'The strategy of NestJS verifies with another secret than the module signs with.',
    give: () =>
      doctor(
        ['@token', '--secret', 'env:SECRET', '--said', '{"statusCode":401,"message":"Unauthorized"}'],
        { token: hs({ username: 'anna' }, 'what the module has') },
        { SECRET: 'what the strategy has' },
      ),
    answer: {
      verdict: ['rejected'],
      root: [/secret|sign/i],
      next: [/secret/i],
      neverProved: ['claim-missing', 'token-expired'],
    },
  },
  {
    id: 'nest-secret-is-undefined',
    source: 'vahid-nejad/nest-crash-course#2',
    title: 'A variable that is not set became the word "undefined", and that is the secret.',
    give: () =>
      doctor(['@token', '--secret', 'undefined'], { token: hs({ username: 'anna' }, 'the real secret of the module') }),
    answer: { verdict: ['rejected'], root: [/secret|sign/i], says: [/undefined|not set|stand-in|placeholder/i] },
  },
  {
    id: 'go-key-of-wrong-type',
    source: 'dgrijalva/jwt-go#452',
    title: 'Go: ES256 is asked for, and the key is a slice of bytes.',
    give: () => said('2026/11/30 08:00:00 key is of invalid type'),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/algorithm|key/i],
      says: [/ES256|HS256|ecdsa|\[\]byte|type/i],
    },
  },
  {
    id: 'jsonwebtoken-secret-in-base64',
    source: 'auth0/node-jsonwebtoken#151',
    title: 'The issuer decodes the secret from base64 before it signs; verify() takes its text.',
    give: () => {
      const secret = Buffer.from('lamp-secret-of-thirty-two-bytes!').toString('base64');
      return doctor(['@token', '--secret', '@secret.txt', '--said', 'JsonWebTokenError: invalid signature'], {
        token: hs({ sub: 'auth0|7' }, Buffer.from(secret, 'base64')),
        'secret.txt': secret,
      });
    },
    answer: {
      verdict: ['rejected', 'accepted', 'cannot-tell'],
      says: [/base64/i],
      neverProved: ['signed-by-unknown-key', 'claim-missing'],
    },
  },
  {
    id: 'fastify-java-secret-in-base64',
    source: 'fastify/fastify-jwt#121',
    title: 'Java signs with the bytes that "test" is in base64; Fastify verifies with its letters.',
    give: () =>
      doctor(['--request', 'request.txt', '--response', 'response.txt', '--secret', 'dGVzdA=='], {
        'request.txt': bearer(hs({ foo: 'bar' }, 'test'), '/verify'),
        'response.txt': response('401 Unauthorized', {
          statusCode: 401,
          code: 'FST_JWT_AUTHORIZATION_TOKEN_INVALID',
          error: 'Unauthorized',
          message: 'Authorization token is invalid: The token signature is invalid.',
        }),
      }),
    answer: { verdict: ['rejected', 'cannot-tell'], says: [/base64/i], root: [/sign|secret|key/i] },
  },
  {
    id: 'postgrest-lacks-secret',
    source: 'PostgREST/postgrest#1840',
    title: 'PostgREST lacks a secret: the one that is set is too short.',
    give: () => said('{"message":"Server lacks JWT secret"}'),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/key|secret/i],
      says: [/32|short|jwt-secret|PGRST_JWT_SECRET/],
    },
  },
  {
    id: 'postgrest-rs256-with-client-secret',
    source: 'PostgREST/postgrest#1192',
    title: 'The client secret of Auth0 is given to verify an RS256 token.',
    give: () =>
      doctor(
        [
          '@token',
          '--secret',
          'Zk3-client-secret-of-auth0-lamp-0123456789',
          '--said',
          '{"message":"JWSError JWSInvalidSignature"}',
        ],
        {
          token: rs256(
            { iss: 'https://lamp.eu.auth0.com/', aud: 'https://shop.lamp.example', sub: 'auth0|7' },
            { kid: 'k1' },
          ),
        },
      ),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/RS256|algorithm|public key/i],
      says: [/RS256/, /public key|key set|jwks/i],
      neverProved: ['claim-missing'],
    },
  },
  {
    id: 'quarkus-exp-in-milliseconds',
    source: 'quarkusio/quarkus#14450',
    title: 'expiresAt() was given milliseconds.',
    give: () =>
      doctor(['@token', '--public', 'public.pem'], {
        token: rs256({ iss: 'some-id', groups: ['user'], exp: NOW * 1000 + 1_000_000_000 }),
        'public.pem': rsaPublic(),
      }),
    answer: {
      verdict: ['rejected', 'cannot-tell'],
      root: [/millisecond/i],
      says: [/\bexp\b/],
      next: [/second|1000|1_000/i],
    },
  },
  {
    id: 'quarkus-issuer-without-scheme',
    source: 'quarkusio/quarkus#6740',
    title: 'mp.jwt.verify.issuer lacks the http:// of the token.',
    give: () =>
      doctor(['@token', '--jwks', 'jwks.json', '--issuer', 'keycloak.lamp.example:8080/auth/realms/1'], {
        token: rs256(
          { iss: 'http://keycloak.lamp.example:8080/auth/realms/1', azp: 'web', typ: 'Bearer' },
          { kid: 'k1' },
        ),
        'jwks.json': jwks({ kid: 'k1' }),
      }),
    answer: { verdict: ['rejected'], root: [/\biss(uer)?\b/i, /scheme|http:\/\//], next: [/issuer|http/i] },
  },
  {
    id: 'authjs-secret-changed',
    source: 'vercel/next-learn#295',
    title: 'Auth.js cannot decrypt the session: the secret changed since the cookie was made.',
    give: () =>
      said(
        '[auth][error] JWTSessionError: Read more at https://errors.authjs.dev#jwtsessionerror\n[auth][cause]: JWEDecryptionFailed: decryption operation failed',
      ),
    answer: {
      verdict: ['cannot-tell', 'rejected'],
      root: [/secret|key|encrypt/i],
      says: [/AUTH_SECRET|secret/i],
      next: [/cookie|AUTH_SECRET|secret/i],
    },
  },
];
