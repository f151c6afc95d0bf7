import type { FieldCase } from '../case.ts';
import { asked, doctor, hs, jwks, NOW, request, response, rs256, rsaPrivate } from '../kit.ts';

const POOL = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Lamp4711';
const TENANT = '3f2b1c9e-1111-4a22-9c33-abcdefabcdef';

/** Two faults at once, planted: the one to act on first comes first, and the other is told. */
export const pairsLater: readonly FieldCase[] = [
  {
    id: 'pair-short-secret-and-expired',
    source: 'jwtk/jjwt#334',
    title: 'A token that has expired, and a secret that the new version of JJWT does not take.',
    give: () =>
      doctor(
        [
          '@token',
          '--secret',
          'env:SECRET',
          '--said',
          "io.jsonwebtoken.security.WeakKeyException: The signing key's size is 48 bits which is not secure enough for the HS256 algorithm.",
        ],
        {
          token: hs({ sub: '1', iat: NOW - 7200, exp: NOW - 3600 }, 'lamp12'),
        },
        { SECRET: 'lamp12' },
      ),
    answer: { verdict: ['rejected'], root: [/48 bits/], says: [/expired/i] },
  },
  {
    id: 'pair-issuer-slash-and-audience',
    source: 'auth0/express-jwt#171',
    title: 'The issuer has no slash in the configuration, and the audience is that of another API.',
    give: () =>
      doctor(
        [
          '@token',
          '--jwks',
          'jwks.json',
          '--issuer',
          'https://lamp.eu.auth0.com',
          '--audience',
          'https://api.lamp.example',
        ],
        {
          token: rs256(
            { iss: 'https://lamp.eu.auth0.com/', aud: 'https://orders.lamp.example', sub: 'a', azp: 'x' },
            { kid: 'k1' },
          ),
          'jwks.json': jwks({ kid: 'k1' }),
        },
      ),
    answer: { verdict: ['rejected'], root: [/issuer|audience/i], says: [/slash/i, /audience/i] },
  },
  {
    id: 'pair-key-quoted-and-kid-unknown',
    source: 'googleapis/google-auth-library-nodejs#1110',
    title: 'The private key has escaped line breaks, and the token was signed with another one.',
    give: () =>
      doctor(['@token', '--key', 'key.txt', '--profile', 'jwt'], {
        token: rs256({ iss: 'lamp', sub: 'a' }, {}, 'stranger'),
        'key.txt': rsaPrivate().replaceAll('\n', '\\n'),
      }),
    answer: { verdict: ['rejected'], root: [/\\n|escaped|line break/i] },
  },
  {
    id: 'pair-bearer-twice-and-expired',
    source: 'calcom/cal.diy#29572',
    title: 'Swagger sends Bearer Bearer, and the token has expired.',
    give: () =>
      asked(
        request('GET /me', {
          Host: 'api.lamp.example',
          Authorization: `Bearer Bearer ${rs256({ iss: 'lamp', iat: NOW - 7200, exp: NOW - 3600 })}`,
        }),
        response('401 Unauthorized', { message: 'Unauthorized' }, { date: NOW }),
      ),
    answer: { verdict: ['rejected'], root: [/Bearer/], says: [/expired/i] },
  },
  {
    id: 'pair-kid-gone-and-audience',
    source: 'MicrosoftDocs/azure-docs#80018',
    title: 'The kid is in no key of the set, and the audience is that of Graph.',
    give: () =>
      doctor(['@token', '--jwks', 'jwks.json', '--audience', 'api://orders'], {
        token: rs256(
          {
            iss: `https://sts.windows.net/${TENANT}/`,
            tid: TENANT,
            aud: 'https://graph.microsoft.com',
            ver: '1.0',
            sub: 'a',
          },
          { kid: 'gone' },
          'stranger',
        ),
        'jwks.json': jwks({ kid: 'k1' }),
      }),
    answer: { verdict: ['rejected'], root: [/Graph/], says: [/kid/] },
  },
  {
    id: 'pair-id-token-and-clock',
    source: 'aws-amplify/amplify-js#816',
    title: 'The ID token of Cognito is sent, and it begins in the future.',
    give: () =>
      doctor(
        [
          '@token',
          '--jwks',
          'jwks.json',
          '--issuer',
          POOL,
          '--said',
          'CognitoJwtInvalidTokenUseError: Token use not allowed: id. Expected: access',
        ],
        {
          token: rs256(
            {
              iss: POOL,
              aud: 'client',
              token_use: 'id',
              sub: 'a',
              'cognito:username': 'a',
              iat: NOW + 300,
              exp: NOW + 3900,
            },
            { kid: 'k1' },
          ),
          'jwks.json': jwks({ kid: 'k1' }),
        },
      ),
    answer: { verdict: ['rejected'], root: [/ID token/], says: [/future|clock/i] },
  },
  {
    id: 'pair-alg-none-and-no-exp',
    source: 'auth0/node-jsonwebtoken#176',
    title: 'A token of alg none, that never expires.',
    give: () =>
      doctor(
        [
          '@token',
          '--secret',
          'a secret that is long enough for HS256',
          '--said',
          'JsonWebTokenError: jwt signature is required',
        ],
        {
          token: `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"sub":"a"}').toString('base64url')}.`,
        },
      ),
    answer: { verdict: ['rejected'], root: [/none|unsigned|signature/i] },
  },
];
