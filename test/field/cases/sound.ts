import { createHash, createPublicKey } from 'node:crypto';
import type { Answer, FieldCase } from '../case.ts';
import { doctor, ecPublic, es256, hs, jwks, NOW, request, rs256, rsaPublic } from '../kit.ts';

const sound: Answer = { verdict: ['accepted'], never: [/mintmark mint/] };
const open: Answer = { verdict: ['cannot-tell', 'accepted'], never: [/mintmark mint/] };
const set = jwks({ kid: 'k1' }, { kid: 'k2', key: 'other' });
const checked = (token: string, ...more: readonly string[]) =>
  doctor(['@token', '--jwks', 'jwks.json', ...more], { token, 'jwks.json': set });
const TENANT = '3b0f7f0e-6f2d-4c8b-9a51-2f64c7d1e0aa';

/** Tokens as these issuers make them, with nothing wrong: refusing one of them is the worst that the doctor can do. */
export const soundTokens: readonly FieldCase[] = [
  {
    id: 'sound-keycloak',
    source: 'keycloak/keycloak#17634',
    title: 'An access token of Keycloak, with two audiences.',
    give: () =>
      checked(
        rs256(
          {
            iss: 'https://id.lamp.example/realms/lamp',
            aud: ['orders', 'account'],
            azp: 'web',
            typ: 'Bearer',
            sub: 'f0',
            scope: 'openid',
            realm_access: { roles: ['user'] },
          },
          { kid: 'k1' },
        ),
        '--issuer',
        'https://id.lamp.example/realms/lamp',
        '--audience',
        'orders',
      ),
    answer: sound,
  },
  {
    id: 'sound-entra-v2',
    source: 'AzureAD/microsoft-authentication-library-for-dotnet#575',
    title: 'A v2.0 access token of Entra, whose aud is the bare client id.',
    give: () =>
      checked(
        rs256(
          {
            iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
            aud: '0d5c1a44-93b7-4b7e-8a1e-7a5f2c9d6e10',
            ver: '2.0',
            azp: 'aa',
            scp: 'orders.read',
            tid: TENANT,
            nbf: NOW - 600,
          },
          { kid: 'k1' },
        ),
        '--issuer',
        `https://login.microsoftonline.com/${TENANT}/v2.0`,
        '--audience',
        '0d5c1a44-93b7-4b7e-8a1e-7a5f2c9d6e10',
      ),
    answer: sound,
  },
  {
    id: 'sound-cognito-access',
    source: 'awslabs/nx-plugin-for-aws#828',
    title: 'A Cognito access token without aud, at an API that checks none.',
    give: () => {
      const iss = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Qw3rTy9Ui';
      return checked(
        rs256({ iss, token_use: 'access', client_id: '7f8g9h0lamp', scope: 'openid', sub: 'a1' }, { kid: 'k1' }),
        '--issuer',
        iss,
      );
    },
    answer: sound,
  },
  {
    id: 'sound-github-actions',
    source: 'aws-actions/configure-aws-credentials#280',
    title: 'A GitHub Actions token for STS, with the issuer of today.',
    give: () =>
      checked(
        rs256(
          {
            iss: 'https://token.actions.githubusercontent.com',
            aud: 'sts.amazonaws.com',
            sub: 'repo:lamp/shop:ref:refs/heads/main',
            repository: 'lamp/shop',
            exp: NOW + 300,
          },
          { kid: 'k2' },
          'other',
        ),
        '--issuer',
        'https://token.actions.githubusercontent.com',
        '--audience',
        'sts.amazonaws.com',
      ),
    answer: sound,
  },
  {
    id: 'sound-kubernetes-projected',
    source: 'kubernetes/kubernetes#26477',
    title: 'A projected service account token that lasts a year.',
    give: () =>
      checked(
        rs256(
          {
            iss: 'https://kubernetes.default.svc.cluster.local',
            aud: ['https://kubernetes.default.svc.cluster.local'],
            sub: 'system:serviceaccount:shop:web',
            'kubernetes.io': { namespace: 'shop', serviceaccount: { name: 'web' } },
            exp: NOW + 31_536_000,
          },
          { kid: 'k1' },
        ),
        '--audience',
        'https://kubernetes.default.svc.cluster.local',
      ),
    answer: sound,
  },
  {
    id: 'sound-simplejwt',
    source: 'jazzband/djangorestframework-simplejwt#783',
    title: 'An access token of simplejwt with a numeric user_id.',
    give: () =>
      doctor(['@token', '--secret', '@secret.txt'], {
        token: hs(
          { token_type: 'access', jti: '9d1c', user_id: 7, exp: NOW + 300 },
          'django-insecure-lamp-3f9c2b7e5d1a8406',
        ),
        'secret.txt': 'django-insecure-lamp-3f9c2b7e5d1a8406',
      }),
    answer: sound,
  },
  {
    id: 'sound-clerk-session',
    source: 'koala73/worldmonitor#5932',
    title: 'A session token of Clerk, which lasts a minute.',
    give: () =>
      checked(
        rs256(
          {
            iss: 'https://clerk.lamp.example',
            azp: 'https://lamp.example',
            sid: 'sess_1',
            sts: 'active',
            sub: 'user_1',
            nbf: NOW - 20,
            iat: NOW - 10,
            exp: NOW + 50,
          },
          { kid: 'k1', cat: 'cl_B7d4PD111AAA' },
        ),
        '--issuer',
        'https://clerk.lamp.example',
      ),
    answer: sound,
  },
  {
    id: 'sound-app-store-connect',
    source: 'codemagic-ci-cd/cli-tools#251',
    title: 'A token for App Store Connect, with the key that belongs to it.',
    give: () =>
      doctor(['--request', 'request.txt', '--public', 'public.pem'], {
        'request.txt': request('GET /v1/apps', {
          Host: 'api.appstoreconnect.apple.com',
          Authorization: `Bearer ${es256({ iss: '57246542-96fe-1a63-e053-0824d011072a', aud: 'appstoreconnect-v1', iat: NOW - 10, exp: NOW + 890 }, { kid: '2X9R4HXF34' })}`,
        }),
        'public.pem': ecPublic(),
      }),
    answer: sound,
  },
  {
    id: 'sound-snowflake',
    source: 'snowflakedb/snowflake-ingest-python#21',
    title: 'A key pair token for Snowflake as it has to be.',
    give: () => {
      const print = createHash('sha256')
        .update(createPublicKey(rsaPublic()).export({ type: 'spki', format: 'der' }))
        .digest('base64');
      return doctor(['--request', 'request.txt', '--public', 'public.pem'], {
        'request.txt': request('POST /api/v2/statements', {
          Host: 'xy12345.eu-central-1.snowflakecomputing.com',
          Authorization: `Bearer ${rs256({ iss: `XY12345.ETL_USER.SHA256:${print}`, sub: 'XY12345.ETL_USER' })}`,
          'X-Snowflake-Authorization-Token-Type': 'KEYPAIR_JWT',
        }),
        'public.pem': rsaPublic(),
      });
    },
    answer: sound,
  },
  {
    id: 'sound-own-token-no-key',
    source: 'jpadilla/pyjwt#227',
    title: 'A token of one’s own API, and no key to check it with.',
    give: () => doctor(['@token'], { token: hs({ sub: '74a2919a', role: 'user' }, 'nobody here knows it') }),
    answer: open,
  },
  {
    id: 'sound-refused-by-a-policy',
    source: 'snowflakedb/terraform-provider-snowflake#3630',
    title: 'The token is sound; the network policy of Snowflake keeps the address out.',
    give: () => {
      const print = createHash('sha256')
        .update(createPublicKey(rsaPublic()).export({ type: 'spki', format: 'der' }))
        .digest('base64');
      return doctor(['--request', 'request.txt', '--response', 'response.txt', '--public', 'public.pem'], {
        'request.txt': request('POST /api/v2/statements', {
          Host: 'xy12345.eu-central-1.snowflakecomputing.com',
          Authorization: `Bearer ${rs256({ iss: `XY12345.ETL_USER.SHA256:${print}`, sub: 'XY12345.ETL_USER' })}`,
          'X-Snowflake-Authorization-Token-Type': 'KEYPAIR_JWT',
        }),
        'response.txt':
          'HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n\r\n{"code":"390420","message":"Incoming request with IP/Token 203.0.113.7 is not allowed to access Snowflake. Contact your account administrator."}',
        'public.pem': rsaPublic(),
      });
    },
    answer: {
      ...open,
      verdict: ['cannot-tell', 'rejected'],
      says: [/network policy/i],
      neverProved: ['signed-by-unknown-key', 'snowflake-issuer-malformed'],
    },
  },
];
