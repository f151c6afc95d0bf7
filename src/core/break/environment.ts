import type { Input } from '../evidence/input.ts';
import type { Kit } from '../evidence/kit.ts';
import { appleToken, docusignToken, googleToken, NO_VONAGE, snowflakeToken } from './other-providers.ts';
import type { Variants } from './variants-of.ts';

/** What the answer, the host and the sender's surroundings tell. */
export const ENVIRONMENT: Variants = {
  'network-or-tls-failure': (kit) =>
    [
      'FetchError: request to https://api.nexmo.com/v1/calls failed, reason: getaddrinfo ENOTFOUND api.nexmo.com',
      'Error: connect ECONNREFUSED 127.0.0.1:4401',
      'curl: (28) Connection timed out after 10001 milliseconds',
      "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames",
      'curl: (56) Received HTTP code 407 from proxy after CONNECT',
      'ssl.SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired',
    ].map((failure) => ({ profile: 'vonage', now: kit.now, failure })),
  'wrong-host-or-region': (kit) => [
    sentTo(kit, 'oauth2.googleapis.com'),
    sentTo(kit, 'api.twilio.com'),
    {
      profile: 'apns',
      now: kit.now,
      token: appleToken(kit, { exp: undefined }),
      request: {
        method: 'POST',
        target: '/3/device/ab',
        fields: [
          ['Host', 'api.push.apple.com'],
          ['Authorization', `bearer ${appleToken(kit, { exp: undefined })}`],
        ],
      },
      response: { status: 403, body: '{"reason":"BadEnvironmentKeyInToken"}' },
    },
  ],
  'grant-type-wrong': (kit) => {
    const toGoogle = (body: string): Input => ({
      profile: 'google',
      now: kit.now,
      request: { method: 'POST', target: '/token', fields: [['Host', 'oauth2.googleapis.com']], body },
    });
    return [
      toGoogle(`grant_type=client_credentials&assertion=${googleToken(kit)}`),
      toGoogle(JSON.stringify({ grant_type: 'jwt-bearer', assertion: googleToken(kit) })),
      {
        profile: 'docusign',
        now: kit.now,
        token: docusignToken(kit, {}),
        response: { status: 400, body: '{"error":"unsupported_grant_type"}' },
      },
    ];
  },
  'consent-missing': (kit) => [
    {
      profile: 'salesforce',
      now: kit.now,
      response: {
        status: 400,
        body: '{"error":"invalid_grant","error_description":"user hasn\'t approved this consumer"}',
      },
    },
    { profile: 'google', now: kit.now, response: { status: 401, body: '{"error":"unauthorized_client"}' } },
    {
      profile: 'docusign',
      now: kit.now,
      token: docusignToken(kit, {}),
      response: { status: 400, body: '{"error":"consent_required"}' },
    },
  ],
  'credential-type-retired': (kit) => [
    adobe(kit, 'https://ims-na1.adobelogin.com/c/aaaabbbbccccdddd', {
      'https://ims-na1.adobelogin.com/s/ent_dataservices_sdk': true,
    }),
    adobe(kit, 'https://ims-na1.adobelogin.com/c/00112233445566778899aabbccddeeff', { exp: kit.now + 86_000 }),
  ],
  'token-refreshed-too-often': (kit) => [
    { profile: 'apns', now: kit.now, replay: { firstSeenAt: null, mintedAt: [kit.now - 1199, kit.now] } },
    { profile: 'apns', now: kit.now, response: { status: 429, body: '{"reason":"TooManyProviderTokenUpdates"}' } },
    { profile: 'apns', now: kit.now, replay: { firstSeenAt: null, mintedAt: [kit.now, kit.now - 5000, kit.now - 2] } },
  ],
  'sdk-defect': (kit) => [
    { ...kit.input(), token: kit.mint({ claims: { acl: { paths: { '/*/calls/**': {} } } } }) },
    { ...kit.input(), token: kit.mint({ header: { kid: 'key-active' } }) },
    { ...kit.input(), token: kit.mint({ claims: { exp: kit.now + 300 }, header: { typ: 'jwt' } }) },
  ],
  'registration-not-propagated': (kit) => [justSaved(kit, 40), justSaved(kit, 290), justSaved(kit, 120)],
  'refused-after-authentication': (kit) =>
    [
      { profile: 'github', status: 403, body: '{"message":"Resource not accessible by integration"}' },
      {
        profile: 'app-store-connect',
        status: 403,
        body: '{"errors":[{"code":"FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED"}]}',
      },
      {
        profile: 'box',
        status: 400,
        body: '{"error":"unauthorized_client","error_description":"This app is not authorized by the enterprise admin"}',
      },
    ].map(({ profile, ...response }) => ({ profile, now: kit.now, response })),
  'claim-not-accepted': (kit) =>
    [
      [{ tenant: 'blue', nbf: kit.now - 10 }, 401],
      [{ context: { user: 7 } }, 403],
      [{ email: 'alice@example.com' }, 400],
    ].map(([claims, status]) =>
      kit.input({
        token: kit.mint({ claims: claims as object as { [name: string]: unknown } }),
        response: { status: status as number, body: '{"title":"Unauthorized"}' },
      }),
    ),
  'acl-missing': (kit) => [
    refused(kit, 403, '{"type":"forbidden"}'),
    refused(kit, 403, ''),
    {
      ...refused(kit, 403, '{"code":"system:error:permission"}'),
      request: { method: 'POST', target: '/v1/conversations/CON-1/events' },
    },
  ],
  'provider-transient-fault': (kit) => [
    kit.input({ response: { status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' } }),
    kit.input({ response: { status: 500, fields: [['Retry-After', '30']] } }),
    {
      profile: 'snowflake',
      now: kit.now,
      token: snowflakeToken(kit, `XY12345.LOADER.SHA256:${kit.fingerprint('active')}`, 'XY12345.LOADER'),
      response: { status: 504 },
    },
  ],
};

function sentTo(kit: Kit, host: string): Input {
  const fields = [['Host', host] as const, ['Authorization', `Bearer ${kit.mint()}`] as const];
  return { ...kit.input(), request: { method: 'POST', target: '/v1/calls', fields } };
}

function adobe(kit: Kit, aud: string, claims: { readonly [name: string]: unknown }): Input {
  return {
    profile: 'jwt',
    now: kit.now,
    token: kit.mint({ claims: { ...NO_VONAGE, iss: '8A7B6C5D4E3F2A1B0C9D8E7F@AdobeOrg', aud, ...claims } }),
  };
}

/** The active key was saved moments ago, and the answer refuses what is in order. */
function justSaved(kit: Kit, ageSeconds: number): Input {
  const input = kit.input({ response: { status: 401, body: '{"title":"Unauthorized"}' } });
  const keys = input.registry?.keys.map((key) =>
    key.state === 'active' ? { ...key, createdAt: kit.now - ageSeconds } : key,
  );
  return { ...input, ...(input.registry && { registry: { ...input.registry, keys: keys ?? [] } }) };
}

function refused(kit: Kit, status: number, body: string): Input {
  return {
    ...kit.input({ token: kit.mint({ claims: { sub: 'alice' } }), response: { status, body } }),
    request: { method: 'GET', target: '/v1/users' },
  };
}
