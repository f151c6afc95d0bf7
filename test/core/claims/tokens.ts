import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Input } from '../../../src/core/evidence/input.ts';
import { kit } from '../../support/kit.ts';

type Members = { readonly [name: string]: unknown };

export interface GoodToken {
  readonly header: Members;
  readonly claims: Members;
  /** What else the provider gets to see. */
  readonly request?: NonNullable<Input['request']>;
}

export const SECRET = 'an-api-secret-of-forty-characters-000001';
const { now } = kit;
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const UUID = '4f1a3c2e-8b7d-4c69-9e5f-0a2b3c4d5e6f';
const TEAM = '9QZT4W6VLC';
const KID = '7KX3QH2B9M';
const TENANT = `vpaas-magic-cookie-${'0123456789abcdef'.repeat(2)}`;
const KEY_NAME = `organizations/${UUID}/apiKeys/9d2c1b0a-7f6e-4d5c-8b4a-3e2d1c0b9a8f`;
const SID = '0123456789abcdef'.repeat(2);
const APPLE = { alg: 'ES256', kid: KID, typ: 'JWT' };
const RSA = { alg: 'RS256', typ: 'JWT' };
const HMAC = { alg: 'HS256', typ: 'JWT' };

/** A token of each profile, as the documents of its provider show one. */
export const GOOD_TOKENS: { readonly [profile: string]: GoodToken } = {
  vonage: { header: RSA, claims: kit.claims() },
  github: {
    header: { alg: 'RS256', typ: 'JWT' },
    claims: { iss: 'Iv23liW1ZJDl0xk8oM7n', iat: now - 60, exp: now + 500 },
  },
  'app-store-connect': {
    header: APPLE,
    claims: { iss: UUID, iat: now, exp: now + 1200, aud: 'appstoreconnect-v1' },
  },
  apns: { header: { alg: 'ES256', kid: KID }, claims: { iss: TEAM, iat: now - 600 } },
  'sign-in-with-apple': {
    header: APPLE,
    claims: { iss: TEAM, iat: now, exp: now + 15_000_000, aud: 'https://appleid.apple.com', sub: 'com.example.app' },
  },
  mapkit: {
    header: APPLE,
    claims: { iss: TEAM, iat: now, exp: now + 86_400, origin: 'https://example.com' },
  },
  google: {
    header: RSA,
    claims: {
      iss: 'reports@example-project.iam.gserviceaccount.com',
      scope: 'https://www.googleapis.com/auth/spreadsheets',
      aud: 'https://oauth2.googleapis.com/token',
      iat: now,
      exp: now + 3600,
    },
  },
  snowflake: {
    header: RSA,
    claims: {
      iss: `XY12345.LOADER.SHA256:${kit.fingerprint('active')}`,
      sub: 'XY12345.LOADER',
      iat: now,
      exp: now + 3540,
    },
  },
  'zoom-meeting': {
    header: HMAC,
    claims: {
      appKey: 'a1B2c3D4e5F6g7H8i9J0',
      mn: 123_456_789,
      role: 0,
      iat: now,
      exp: now + 7200,
      tokenExp: now + 7200,
    },
  },
  'zoom-video': {
    header: HMAC,
    claims: { app_key: 'a1B2c3D4e5F6g7H8i9J0', role_type: 1, tpc: 'standup', version: 1, iat: now, exp: now + 7200 },
  },
  docusign: {
    header: RSA,
    claims: {
      iss: UUID,
      sub: '9d2c1b0a-7f6e-4d5c-8b4a-3e2d1c0b9a8f',
      aud: 'account-d.docusign.com',
      iat: now,
      exp: now + 3600,
      scope: 'signature impersonation',
    },
  },
  salesforce: {
    header: RSA,
    claims: { iss: '3MVG9consumer', sub: 'alice@example.com', aud: 'https://login.salesforce.com', exp: now + 180 },
  },
  box: {
    header: { ...RSA, kid: 'a1b2c3d4' },
    claims: {
      iss: 'clientid0123456789',
      sub: '123456',
      box_sub_type: 'enterprise',
      aud: 'https://api.box.com/oauth2/token',
      jti: 'b1f3a8d5c2e7490f',
      exp: now + 45,
    },
  },
  twilio: {
    header: { ...HMAC, cty: 'twilio-fpa;v=1' },
    claims: {
      jti: `SK${SID}-${now}`,
      iss: `SK${SID}`,
      sub: `AC${SID}`,
      iat: now,
      exp: now + 3600,
      grants: { identity: 'alice' },
    },
  },
  livekit: {
    header: HMAC,
    claims: { iss: 'APIxyz123', sub: 'alice', nbf: now, exp: now + 600, video: { roomJoin: true, room: 'standup' } },
  },
  auth0: {
    header: RSA,
    claims: {
      iss: 'clientid0123456789',
      sub: 'clientid0123456789',
      aud: 'https://example.eu.auth0.com/',
      jti: 'b1f3a8d5c2e7490f',
      iat: now,
      exp: now + 60,
    },
  },
  opentok: { header: HMAC, claims: { iss: '45678901', ist: 'project', iat: now, exp: now + 180, jti: 'b1f3a8d5' } },
  musickit: { header: APPLE, claims: { iss: TEAM, iat: now, exp: now + 15_000_000 } },
  jaas: {
    header: { ...RSA, kid: `${TENANT}/4f4910` },
    claims: {
      aud: 'jitsi',
      iss: 'chat',
      sub: TENANT,
      room: 'standup',
      nbf: now - 10,
      exp: now + 7200,
      context: { user: { id: '7', name: 'Ada', moderator: 'true' }, features: { recording: 'false' } },
    },
  },
  jitsi: {
    header: HMAC,
    claims: { aud: 'jitsi', iss: 'my_app', sub: 'meet.example.com', room: '*', exp: now + 3600 },
  },
  coinbase: {
    header: { ...APPLE, kid: KEY_NAME, nonce: '5f1c0e7ab2d94c3d8e6f' },
    claims: {
      iss: 'cdp',
      sub: KEY_NAME,
      nbf: now,
      exp: now + 120,
      uri: 'GET api.coinbase.com/api/v3/brokerage/accounts',
    },
  },
  kong: { header: HMAC, claims: { iss: 'a36c3049b36249a3c9f8891cb127243c', sub: 'alice' } },
  jwt: { header: RSA, claims: { iss: 'me', iat: now, exp: now + 60 } },
};

/** The token of a profile, changed and signed as its algorithm says, with the key to verify it by. */
export function inputFor(profile: string, header: Members = {}, claims: Members = {}): Input {
  const good = GOOD_TOKENS[profile];
  if (!good) throw new TypeError(`no token for ${profile}`);
  const parts = [
    { ...good.header, ...header },
    { ...good.claims, ...claims },
  ];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const alg = String(good.header['alg']);
  return { profile, now, token: `${text}.${signatureOf(alg, text).toString('base64url')}`, ...verifyWith(alg) };
}

/** The same signed with ES256 in DER, as OpenSSL hands it out. */
export function derToken(profile: string): Input {
  const input = inputFor(profile);
  const text = String(input.token).split('.').slice(0, 2).join('.');
  return { ...input, token: `${text}.${sign('sha256', Buffer.from(text), p256.privateKey).toString('base64url')}` };
}

function signatureOf(alg: string, text: string): Buffer {
  if (alg === 'HS256') return createHmac('sha256', SECRET).update(text).digest();
  if (alg === 'ES256') return sign('sha256', Buffer.from(text), { key: p256.privateKey, dsaEncoding: 'ieee-p1363' });
  return sign('sha256', Buffer.from(text), kit.privateKey('active'));
}

function verifyWith(alg: string): Partial<Input> {
  if (alg === 'HS256') return { secrets: { 'the secret': SECRET } };
  return { publicKey: alg === 'ES256' ? spki(p256.publicKey) : kit.publicKey('active') };
}

export function spki(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
