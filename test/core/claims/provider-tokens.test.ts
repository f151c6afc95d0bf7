import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { PROFILES, profileById, recogniseProfile } from '../../../src/core/claims/profiles/index.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Input } from '../../../src/core/evidence/input.ts';
import { kit } from '../../support/kit.ts';
import { derToken, GOOD_TOKENS, inputFor, SECRET, spki } from './tokens.ts';

const { now } = kit;
const ids = PROFILES.map(({ id }) => id);

describe.each(ids)('%s', (id) => {
  it('takes a good token, and finds nothing in it', () => {
    expect(diagnose(inputFor(id))).toMatchObject({ verdict: 'accepted', findings: [] });
  });

  it('finds a token that another key signed', () => {
    const input = inputFor(id);
    const stranger: Partial<Input> = input.secrets
      ? { secrets: { 'the secret': 'another secret' } }
      : id !== 'jwt' && profileById(id)?.algorithms[0] === 'ES256'
        ? { publicKey: spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey) }
        : { publicKey: kit.publicKey('stranger') };
    const report = diagnose({ ...input, ...stranger });
    expect(report.rootCause).toBe('signed-by-unknown-key');
    expect(report.findings[0]?.certainty).toBe('proved');
  });

  it('finds a token that has ended', () => {
    const lifetimeSeconds = profileById(id)?.lifetime.minimumSeconds ?? 50;
    const ended = id === 'apns' ? { iat: now - 9000 } : { iat: now - 600 - lifetimeSeconds, exp: now - 600 };
    const report = diagnose(inputFor(id, {}, { nbf: undefined, ...ended }));
    expect(report.verdict).toBe('rejected');
    expect(['token-cached-past-expiry', 'token-expired', 'time-zone-offset']).toContain(report.rootCause);
  });

  it('is recognised by its claims', () => {
    const { marks, hosts } = profileById(id) ?? {};
    const claims = GOOD_TOKENS[id]?.claims as never;
    // A token like any other is told by the host, or by whoever names the profile.
    if (marks === undefined)
      expect(hosts?.map((host) => recogniseProfile(host, claims)?.id).every((own) => own === id)).toBe(true);
    else expect(recogniseProfile(undefined, claims)?.id).toBe(id);
  });

  it('names a claim that is left out, where it is required', () => {
    const rules = profileById(id)?.claims.filter(({ required, unless }) => required && unless === undefined) ?? [];
    for (const { name } of rules) {
      const report = diagnose(inputFor(id, {}, { [name]: undefined }));
      expect(
        report.findings.map(({ cause }) => cause),
        name,
      ).toContain('claim-missing');
    }
  });
});

test.each<[name: string, input: Input, root: string]>([
  ['kong, no iss', inputFor('kong', {}, { iss: undefined }), 'claim-missing'],
  ['kong, the key as key', inputFor('kong', {}, { iss: undefined, key: 'a36c3049b36249a3' }), 'claim-misnamed'],
  ['jaas, the user as sub', inputFor('jaas', {}, { sub: 'ada@example.com' }), 'identity-claim-mistaken'],
  ['jaas, the app id as iss', inputFor('jaas', {}, { iss: 'my_app' }), 'identity-claim-mistaken'],
  ['jaas, another audience', inputFor('jaas', {}, { aud: 'my_app' }), 'audience-form-mismatch'],
  ['jaas, the id alone as kid', inputFor('jaas', { kid: '4f4910' }), 'kid-unknown'],
  ['jaas, no kid', inputFor('jaas', { kid: undefined }), 'kid-missing'],
  ['jitsi, exp as text', inputFor('jitsi', {}, { exp: String(now + 3600) }), 'claim-type-wrong'],
  ['jitsi, no room', inputFor('jitsi', {}, { room: undefined }), 'claim-missing'],
  [
    'coinbase, uri with the query',
    inputFor('coinbase', {}, { uri: 'GET api.coinbase.com/api/v3/brokerage/orders?limit=1' }),
    'claim-type-wrong',
  ],
  [
    'coinbase, uri with https',
    inputFor('coinbase', {}, { uri: 'GET https://api.coinbase.com/v2/user' }),
    'claim-type-wrong',
  ],
  ['coinbase, iss is the key', inputFor('coinbase', {}, { iss: 'organizations/1' }), 'identity-claim-mistaken'],
  ['coinbase, HS256', inputFor('coinbase', { alg: 'HS256' }), 'algorithm-not-allowed'],
  ['musickit, a year', inputFor('musickit', {}, { exp: now + 31_536_000 }), 'lifetime-too-long'],
  ['musickit, no kid', inputFor('musickit', { kid: undefined }), 'kid-missing'],
  ['apns, DER', derToken('apns'), 'ecdsa-signature-encoding'],
  ['apns, no kid', inputFor('apns', { kid: undefined }), 'kid-missing'],
  ['apns, kid is the team', inputFor('apns', { kid: '9QZT4W6VLC' }), 'kid-unknown'],
  ['apns, iss is the bundle', inputFor('apns', {}, { iss: 'com.example.app' }), 'identity-claim-mistaken'],
  ['app store, RS256', inputFor('app-store-connect', { alg: 'RS256' }), 'algorithm-not-allowed'],
  ['box, a fraction of a second', inputFor('box', {}, { exp: now + 44.5 }), 'claim-type-wrong'],
  [
    'github, iss is a secret',
    inputFor('github', {}, { iss: '3f786850e387550fdab836ed7e6dc881de23001b' }),
    'identity-claim-mistaken',
  ],
  ['github, a fraction of a second', inputFor('github', {}, { iat: now - 60.25 }), 'claim-type-wrong'],
  ['app store, an hour', inputFor('app-store-connect', {}, { exp: now + 3600 }), 'lifetime-too-long'],
  ['app store, aud', inputFor('app-store-connect', {}, { aud: ['appstoreconnect-v1'] }), 'audience-form-mismatch'],
  ['sign in, aud', inputFor('sign-in-with-apple', {}, { aud: 'appleid.apple.com/' }), 'audience-form-mismatch'],
  ['google, two hours', inputFor('google', {}, { exp: now + 7200 }), 'lifetime-too-long'],
  ['google, a user', inputFor('google', {}, { iss: 'alice@example.com' }), 'identity-claim-mistaken'],
  ['snowflake, small letters', inputFor('snowflake', {}, { sub: 'xy12345.loader' }), 'snowflake-issuer-malformed'],
  ['snowflake, another key', issuedBy('draft'), 'snowflake-issuer-malformed'],
  ['zoom, 30 minutes', inputFor('zoom-meeting', {}, { exp: now + 1800 }), 'lifetime-impossible'],
  ['zoom, role as text', inputFor('zoom-video', {}, { role_type: '1' }), 'claim-type-wrong'],
  ['zoom, no version', inputFor('zoom-video', {}, { version: undefined }), 'claim-missing'],
  ['zoom video, under 30 minutes', inputFor('zoom-video', {}, { exp: now + 1799 }), 'lifetime-impossible'],
  ['docusign, address', inputFor('docusign', {}, { aud: 'https://account-d.docusign.com' }), 'audience-form-mismatch'],
  ['docusign, plus', inputFor('docusign', {}, { scope: 'signature+impersonation' }), 'scope-not-granted'],
  ['salesforce, slash', inputFor('salesforce', {}, { aud: 'https://login.salesforce.com/' }), 'audience-form-mismatch'],
  ['box, ten minutes', inputFor('box', {}, { exp: now + 600 }), 'lifetime-too-long'],
  ['box, short jti', inputFor('box', {}, { jti: 'abc' }), 'claim-type-wrong'],
  ['box, sub as a number', inputFor('box', {}, { sub: 123456 }), 'claim-type-wrong'],
  ['twilio, no cty', inputFor('twilio', { cty: undefined }), 'header-parameter-missing'],
  ['auth0, no slash', inputFor('auth0', {}, { aud: 'https://example.eu.auth0.com' }), 'audience-form-mismatch'],
  ['auth0, sub', inputFor('auth0', {}, { sub: 'alice' }), 'subject-invalid'],
  ['auth0, an hour', inputFor('auth0', {}, { exp: now + 3600 }), 'lifetime-too-long'],
  ['opentok, ist', inputFor('opentok', {}, { ist: undefined }), 'claim-missing'],
  ['livekit, begins later', inputFor('livekit', {}, { nbf: now + 200 }), 'token-not-yet-valid'],
  ['github, app id as a name', inputFor('github', {}, { iss: undefined, app_id: '12345' }), 'claim-misnamed'],
])('%s: the typical fault is the root', (_, input, root) => {
  expect(diagnose(input).rootCause).toBe(root);
});

test('a mended DER signature verifies', () => {
  expect(diagnose(derToken('apns')).afterFix).toEqual({ verdict: 'accepted', remaining: [] });
});

test('an individual key of App Store Connect has sub in the place of iss', () => {
  expect(diagnose(inputFor('app-store-connect', {}, { iss: undefined, sub: 'user' })).findings).toEqual([]);
});

test('a token with a scope of App Store Connect may live longer', () => {
  const scope = ['GET /v1/apps'];
  expect(diagnose(inputFor('app-store-connect', {}, { exp: now + 86_400, scope })).findings).toEqual([]);
});

test('an assertion is found in the body of its request', () => {
  const { token, ...rest } = inputFor('google');
  const grant = 'urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer';
  const request = { method: 'POST', target: '/token', fields: [], body: `grant_type=${grant}&assertion=${token}` };
  expect(diagnose({ ...rest, request })).toMatchObject({ verdict: 'accepted', findings: [] });
});

test('a secret is in its place where tokens are keyed with one, and an empty one proves nothing', () => {
  const { secrets: _, ...unsigned } = inputFor('livekit');
  expect(diagnose({ ...inputFor('livekit'), key: SECRET })).toMatchObject({ verdict: 'accepted', findings: [] });
  expect(diagnose({ ...unsigned, secrets: { 'the secret': '' } }).verdict).toBe('cannot-tell');
});

function issuedBy(key: 'draft'): Input {
  return inputFor('snowflake', {}, { iss: `XY12345.LOADER.SHA256:${kit.fingerprint(key)}` });
}

describe('a token that travels in the body', () => {
  const input = inputFor('box', {}, { exp: now + 44.5 });
  const { token, ...rest } = input;
  const inBody = { ...rest, request: { ...rest.request, body: `assertion=${token}` } };

  it('is mended there', () => {
    expect(diagnose(inBody).rootCause).toBe('claim-type-wrong');
    expect(diagnose(inBody).afterFix).toMatchObject({ verdict: 'accepted' });
  });
});

describe('a token of OpenTok', () => {
  it('is read where it does not belong as well', () => {
    const { token, ...rest } = inputFor('opentok', {}, { iat: now + 200, exp: now + 500 });
    const fields = [
      ['Host', 'api.opentok.com'],
      ['Authorization', `Bearer ${token}`],
    ] as const;
    expect(diagnose({ ...rest, request: { fields } }).rootCause).toBe('clock-ahead');
  });
});

it('leaves headroom that is less than the limit', () => {
  const report = diagnose({
    ...inputFor('box', {}, { iat: now + 2, exp: now + 62 }),
    response: { status: 400, body: "The 'exp' value exceeds the maximum value of 60 seconds" },
  });
  expect(report.rootCause).toBe('lifetime-at-limit');
  expect(report.findings[0]?.fix.steps[0]).toBe('Ask for 45 s instead of 1 min.');
  expect(report.afterFix?.verdict).toBe('accepted');
});

test.each([
  ['snowflake, milliseconds', inputFor('snowflake', {}, { iat: now * 1000, exp: (now + 3540) * 1000 })],
  ['zoom video, 30 minutes', inputFor('zoom-video', {}, { exp: now + 1800 })],
  ['box, no kid', inputFor('box', { kid: undefined })],
])('%s: taken, as the provider says', (_, input) => {
  expect(diagnose(input)).toMatchObject({ verdict: 'accepted', findings: [] });
});

test('Kong reads the key from the header as well', () => {
  const input = inputFor('kong', { iss: 'a36c3049b36249a3c9f8891cb127243c' }, { iss: undefined });
  expect(diagnose(input)).toMatchObject({ verdict: 'accepted', findings: [] });
});

test('a token of the Coinbase API that is for no request is for a WebSocket', () => {
  expect(diagnose(inputFor('coinbase', {}, { uri: undefined }))).toMatchObject({ verdict: 'accepted', findings: [] });
});

test('JaaS takes the token in the query', () => {
  const { token = '', publicKey = '' } = inputFor('jaas');
  const fields = [['Host', '8x8.vc']] as const;
  const request = { method: 'GET', target: `/vpaas-magic-cookie-0/standup?lang=en&jwt=${token}`, fields };
  expect(diagnose({ request, now, publicKey })).toMatchObject({
    verdict: 'accepted',
    findings: [],
    rules: { profile: 'jaas', chosenBy: 'host' },
  });
});
