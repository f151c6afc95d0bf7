import type { Answer, FieldCase } from '../case.ts';
import { doctor, ecPublic, es256, hs, jwks, NOW, request, rs256, rsaPublic } from '../kit.ts';

const sound: Answer = { verdict: ['accepted'], never: [/mintmark mint/] };
const set = jwks({ kid: 'k1' }, { kid: 'k2', key: 'other' });
const checked = (token: string, ...more: readonly string[]) =>
  doctor(['@token', '--jwks', 'jwks.json', ...more], { token, 'jwks.json': set });
const sent = (line: string, host: string, token: string, key: string) =>
  doctor(['--request', 'request.txt', '--public', 'public.pem'], {
    'request.txt': request(line, { Host: host, Authorization: `Bearer ${token}` }),
    'public.pem': key,
  });
const KEY_NAME = 'organizations/0f6f3f3e-1d0c-4c58-9a63-3b54f9e9a5c1/apiKeys/7d1a2f40-6a55-4a6e-8a7e-0a8d5b3f3c11';
const ECLIPSE = 'https://kubernetes.default.svc.cluster.local';

/** More tokens as these issuers make them, with nothing wrong. */
export const soundElsewhere: readonly FieldCase[] = [
  {
    id: 'sound-google-id-token',
    source: 'kubernetes/kubernetes#50449',
    title: 'An ID token of Google at an API server that expects exactly that.',
    give: () => {
      const id = '4711.apps.googleusercontent.com';
      const claims = {
        iss: 'https://accounts.google.com',
        azp: id,
        aud: id,
        sub: '1034',
        at_hash: 'HK6E_P6Dh8Y93mRNtsDB1Q',
        email: 'a@lamp.example',
        email_verified: true,
      };
      return checked(rs256(claims, { kid: 'k1' }), '--issuer', 'https://accounts.google.com', '--audience', id);
    },
    answer: sound,
  },
  {
    id: 'sound-auth0-two-audiences',
    source: 'auth0/java-jwt#229',
    title: 'An access token of Auth0 for an API, and for userinfo beside it.',
    give: () =>
      checked(
        rs256(
          {
            iss: 'https://lamp-dev.eu.auth0.com/',
            aud: ['https://api.lamp.example', 'https://lamp-dev.eu.auth0.com/userinfo'],
            sub: 'auth0|1',
            azp: 'aa',
            scope: 'openid profile',
            gty: 'password',
          },
          { kid: 'k1' },
        ),
        '--issuer',
        'https://lamp-dev.eu.auth0.com/',
        '--audience',
        'https://api.lamp.example',
      ),
    answer: sound,
  },
  {
    id: 'sound-okta-custom-server',
    source: 'okta/okta-jwt-verifier-java#9',
    title: 'An access token of a custom authorization server of Okta.',
    give: () =>
      checked(
        rs256(
          {
            ver: 1,
            jti: 'AT.x',
            iss: 'https://lamp.okta.com/oauth2/default',
            aud: 'api://default',
            cid: '0oa1',
            uid: '00u1',
            scp: ['openid', 'orders'],
            sub: 'a@lamp.example',
            auth_time: NOW - 700,
          },
          { kid: 'k2' },
          'other',
        ),
        '--issuer',
        'https://lamp.okta.com/oauth2/default',
        '--audience',
        'api://default',
      ),
    answer: sound,
  },
  {
    id: 'sound-firebase-id-token',
    source: 'firebase/firebase-functions#265',
    title: 'A Firebase ID token at the project that it was made for.',
    give: () =>
      checked(
        rs256(
          {
            iss: 'https://securetoken.google.com/lamp-prod',
            aud: 'lamp-prod',
            auth_time: NOW - 700,
            user_id: 'u1',
            sub: 'u1',
            firebase: { identities: {}, sign_in_provider: 'google.com' },
          },
          { kid: 'k1' },
        ),
        '--issuer',
        'https://securetoken.google.com/lamp-prod',
        '--audience',
        'lamp-prod',
      ),
    answer: sound,
  },
  {
    id: 'sound-kubernetes-at-vault',
    source: 'hashicorp/vault-plugin-auth-jwt#206',
    title: 'A service account token with the audience that Vault binds.',
    give: () =>
      checked(
        rs256(
          {
            iss: ECLIPSE,
            aud: [ECLIPSE],
            sub: 'system:serviceaccount:default:default',
            nbf: NOW - 600,
            'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'default', uid: 'u' } },
          },
          { kid: 'k1' },
        ),
        '--issuer',
        ECLIPSE,
        '--audience',
        ECLIPSE,
      ),
    answer: sound,
  },
  {
    id: 'sound-supabase-session',
    source: 'supabase/agent-skills#185',
    title: 'A session of Supabase, signed with ES256.',
    give: () =>
      doctor(
        [
          '@token',
          '--public',
          'public.pem',
          '--issuer',
          'https://abcdlamp.supabase.co/auth/v1',
          '--audience',
          'authenticated',
        ],
        {
          token: es256(
            {
              iss: 'https://abcdlamp.supabase.co/auth/v1',
              sub: 'u1',
              aud: 'authenticated',
              role: 'authenticated',
              session_id: 's',
              is_anonymous: false,
              aal: 'aal1',
            },
            { kid: 'c0ffee' },
          ),
          'public.pem': ecPublic(),
        },
      ),
    answer: sound,
  },
  {
    id: 'sound-livekit',
    source: 'livekit/livekit#3109',
    title: 'An access token of LiveKit with the secret of its API key.',
    give: () =>
      doctor(['@token', '--secret', 'a-secret-of-livekit-that-is-long-enough'], {
        token: hs(
          { iss: 'APILamp4711', sub: 'anna', nbf: NOW - 600, video: { room: 'my-room', roomJoin: true } },
          'a-secret-of-livekit-that-is-long-enough',
        ),
      }),
    answer: sound,
  },
  {
    id: 'sound-twilio',
    source: 'twilio/voice-quickstart-objc#169',
    title: 'An access token of Twilio with the secret of its API key.',
    give: () =>
      doctor(['@token', '--secret', 'twilio-api-key-secret-of-32-chars'], {
        token: hs(
          {
            jti: `SK${'0'.repeat(32)}-1796025000`,
            iss: `SK${'0'.repeat(32)}`,
            sub: `AC${'0'.repeat(32)}`,
            grants: { identity: 'anna', voice: { outgoing: { application_sid: `AP${'0'.repeat(32)}` } } },
          },
          'twilio-api-key-secret-of-32-chars',
          { cty: 'twilio-fpa;v=1' },
        ),
      }),
    answer: sound,
  },
  {
    id: 'sound-coinbase-request',
    source: 'coinbase/coinbase-advanced-py#132',
    title: 'A token of Coinbase whose uri is the request, which has a query.',
    give: () =>
      sent(
        'GET /api/v3/brokerage/accounts?limit=250',
        'api.coinbase.com',
        es256(
          {
            iss: 'cdp',
            sub: KEY_NAME,
            nbf: NOW - 5,
            iat: undefined,
            exp: NOW + 115,
            uri: 'GET api.coinbase.com/api/v3/brokerage/accounts',
          },
          { kid: KEY_NAME, nonce: '0b1c' },
        ),
        ecPublic(),
      ),
    answer: sound,
  },
  {
    id: 'sound-music-kit',
    source: 'ethanhuang13/CupertinoJWT#13',
    title: 'A developer token of Apple Music, without typ, for an hour.',
    give: () =>
      sent(
        'GET /v1/catalog/us/songs/203709340',
        'api.music.apple.com',
        es256({ iss: 'W69DB474S9', iat: NOW - 60, exp: NOW + 3540 }, { kid: 'X42CXW49DR', typ: undefined }),
        ecPublic(),
      ),
    answer: sound,
  },
  {
    id: 'sound-salesforce-my-domain',
    source: 'simstudioai/sim#6508',
    title: 'An assertion for Salesforce whose aud is the My Domain host.',
    give: () =>
      doctor(['--request', 'request.txt', '--public', 'public.pem'], {
        'request.txt': request(
          'POST /services/oauth2/token',
          { Host: 'lamp.my.salesforce.com', 'Content-Type': 'application/x-www-form-urlencoded' },
          `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${rs256({ iss: '3MVG9lampconsumerkey', sub: 'a@lamp.example', aud: 'https://lamp.my.salesforce.com', iat: undefined, exp: NOW + 170 }, { typ: undefined })}`,
        ),
        'public.pem': rsaPublic(),
      }),
    answer: sound,
  },
];
