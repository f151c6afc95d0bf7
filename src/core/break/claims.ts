import type { Input } from '../evidence/input.ts';
import type { Kit } from '../evidence/kit.ts';
import {
  ACCOUNT_SID,
  accountKeyToken,
  appleToken,
  auth0Token,
  docusignToken,
  googleToken,
  KEY_SID,
  NO_VONAGE,
  salesforceToken,
  snowflakeToken,
} from './other-providers.ts';
import { type Variants, withClaims } from './variants-of.ts';

/** Faults of the Claims Set that are no fault of time or permission. */
export const CLAIMS: Variants = {
  'claim-misnamed': (kit) =>
    withClaims(
      kit,
      { application_id: undefined, app_id: kit.applicationId },
      { application_id: undefined, 'application-id': kit.applicationId },
      { iat: undefined, issued_at: kit.now - 10 },
      { jti: undefined, jwt_id: '0b9f6bd0' },
      { application_id: undefined, appId: kit.applicationId, jti: undefined, nonce: 'n-0S6_WzA2Mj' },
      { exp: undefined, expires_at: kit.now + 890 },
    ),
  'claim-missing': (kit) =>
    withClaims(
      kit,
      { application_id: '' },
      { iat: undefined },
      { application_id: 'YOUR_APPLICATION_ID' },
      { application_id: null },
      { application_id: '00000000-0000-0000-0000-000000000000' },
      { jti: false },
      { application_id: 'undefined' },
    ),
  'snowflake-issuer-malformed': (kit) => {
    const print = kit.fingerprint('active');
    const one = (iss: string, sub: string): Input => ({
      profile: 'snowflake',
      now: kit.now,
      key: kit.privateKey('active'),
      token: snowflakeToken(kit, iss, sub),
    });
    return [
      one(`xy12345.loader.SHA256:${print}`, 'xy12345.loader'),
      one(`XY12345.LOADER.SHA256:${kit.fingerprint('replaced')}`, 'XY12345.LOADER'),
      one(`XY12345.LOADER.SHA256:${print.slice(0, -1)}`, 'XY12345.LOADER'),
      one('XY12345.LOADER', 'XY12345.LOADER'),
      one(`XY12345.LOADER.SHA256:${print}`, 'LOADER'),
    ];
  },
  'credential-type-not-allowed': (kit) => [
    {
      profile: 'twilio',
      now: kit.now,
      token: accountKeyToken(kit, { alg: 'HS256', cty: 'twilio-fpa;v=1' }, { iss: ACCOUNT_SID, grants: { video: {} } }),
      response: { status: 401, body: '{"code":20103,"message":"Invalid Access Token issuer/subject"}' },
    },
    {
      profile: 'twilio',
      now: kit.now,
      token: kit.mint({
        header: { alg: 'HS256', cty: 'twilio-fpa;v=1' },
        claims: {
          application_id: undefined,
          exp: kit.now + 3000,
          iss: `AC${'fedcba9876543210'.repeat(2)}`,
          sub: ACCOUNT_SID,
          grants: { identity: 'bob', voice: {} },
        },
      }),
    },
  ],
  'identity-claim-mistaken': (kit) => [
    ...withClaims(
      kit,
      { application_id: kit.applicationId.toUpperCase() },
      { application_id: kit.applicationId.replaceAll('-', '') },
      { application_id: `{${kit.applicationId}}` },
      { application_id: 'Checkout' },
      { application_id: kit.applicationId.slice(0, -1) },
      { application_id: ` ${kit.applicationId}` },
    ),
    {
      profile: 'google',
      now: kit.now,
      token: googleToken(kit, { iss: '107654321098765432109' }),
    },
    {
      profile: 'twilio',
      now: kit.now,
      token: accountKeyToken(kit, { alg: 'HS256', cty: 'twilio-fpa;v=1' }, { sub: KEY_SID }),
    },
  ],
  'claim-type-wrong': (kit) =>
    withClaims(
      kit,
      { iat: String(kit.now - 10) },
      { exp: '2026-11-24T10:02:33Z' },
      { jti: 7 },
      { iat: true },
      { exp: { seconds: kit.now + 890 } },
      { nbf: String(kit.now - 10) },
      { exp: `${kit.now + 890}.0` },
      { sub: 1107 },
    ),
  'audience-of-other-environment': (kit) => [
    toDocusign(kit, 'account.docusign.com', 'account-d.docusign.com'),
    toSalesforce(kit, 'https://login.salesforce.com', 'test.salesforce.com'),
    toSalesforce(kit, 'https://test.salesforce.com', 'login.salesforce.com'),
  ],
  'audience-form-mismatch': (kit) => [
    { profile: 'docusign', now: kit.now, token: docusignToken(kit, { aud: ['account-d.docusign.com'] }) },
    { profile: 'salesforce', now: kit.now, token: salesforceToken(kit, { aud: 'https://login.salesforce.com/' }) },
    { profile: 'salesforce', now: kit.now, token: salesforceToken(kit, { aud: 'login.salesforce.com' }) },
    { profile: 'auth0', now: kit.now, token: auth0Token(kit, { aud: 'https://example.auth0.com' }) },
    { profile: 'auth0', now: kit.now, token: auth0Token(kit, { aud: 'https://example.auth0.com/oauth/token' }) },
    { profile: 'google', now: kit.now, token: googleToken(kit, { aud: 'http://oauth2.googleapis.com/token' }) },
  ],
  'mapkit-origin-mismatch': (kit) =>
    [
      ['http://example.com', 'https://example.com'],
      ['https://example.com', 'https://www.example.com'],
      ['https://example.com:443', 'https://example.com'],
      ['example.com', 'https://example.com'],
    ].map(([origin = '', sent = '']) => {
      const token = appleToken(kit, { origin });
      const fields = [
        ['Host', 'maps-api.apple.com'],
        ['Origin', sent],
        ['Authorization', `Bearer ${token}`],
      ] as const;
      return { profile: 'mapkit', now: kit.now, token, request: { method: 'GET', target: '/v1/token', fields } };
    }),
  'request-not-claimed': (kit) => {
    const name = `organizations/${kit.applicationId}/apiKeys/${kit.otherApplicationId}`;
    return ['POST api.coinbase.com/v2/accounts', 'GET api.cdp.coinbase.com/v2/accounts', 'GET api.coinbase.com/v2'].map(
      (uri) => {
        const claims = { ...NO_VONAGE, iss: 'cdp', sub: name, exp: kit.now + 110, uri };
        const token = kit.mint({ header: { alg: 'ES256', kid: name, nonce: '4f9c1d' }, claims });
        const fields = [
          ['Host', 'api.coinbase.com'],
          ['Authorization', `Bearer ${token}`],
        ] as const;
        const request = { method: 'GET', target: '/v2/accounts', fields };
        return { profile: 'coinbase', now: kit.now, token, request };
      },
    );
  },
  'subject-invalid': (kit) => [
    ...withClaims(kit, { sub: '   ' }, { sub: 'ali\u0000ce' }, { sub: 'alice\n' }, { sub: 'YOUR_USER_NAME' }),
    { profile: 'auth0', now: kit.now, token: auth0Token(kit, { sub: 'another-client' }) },
  ],
  'scope-not-granted': (kit) => [
    { profile: 'docusign', now: kit.now, token: docusignToken(kit, { scope: 'signature,impersonation' }) },
    { profile: 'docusign', now: kit.now, token: docusignToken(kit, { scope: 'signature+impersonation' }) },
    { profile: 'google', now: kit.now, response: { status: 400, body: '{"error":"invalid_scope"}' } },
    {
      profile: 'jwt',
      now: kit.now,
      token: kit.mint({ claims: { ...NO_VONAGE, iss: 'reports' } }),
      response: {
        status: 403,
        fields: [['WWW-Authenticate', 'Bearer error="insufficient_scope", scope="read"']],
      },
    },
  ],
  'acl-malformed': (kit) =>
    withClaims(
      kit,
      { acl: ['/*/calls/**'] },
      { acl: { '/*/calls/**': {} } },
      { acl: { paths: ['/*/calls/**'] } },
      { acl: { paths: { '*/calls/**': {} } } },
      { acl: { paths: { '/*/calls/**': { methods: 'GET' } } } },
      { acl: { paths: { '/*/calls/**': null } } },
      { acl: true },
    ),
};

function toDocusign(kit: Kit, aud: string, host: string): Input {
  return {
    profile: 'docusign',
    now: kit.now,
    token: docusignToken(kit, { aud }),
    request: { method: 'POST', target: '/oauth/token', fields: [['Host', host]] },
  };
}

function toSalesforce(kit: Kit, aud: string, host: string): Input {
  return {
    profile: 'salesforce',
    now: kit.now,
    token: salesforceToken(kit, { aud, exp: kit.now + 180 }),
    request: { method: 'POST', target: '/services/oauth2/token', fields: [['Host', host]] },
  };
}
