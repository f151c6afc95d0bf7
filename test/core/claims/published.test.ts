import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../src/core/claims/profile.ts';
import { PROFILES } from '../../../src/core/claims/profiles/index.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { GOOD_TOKENS, inputFor } from './tokens.ts';

/** What a provider publishes, by hand: its table of what a token must have, and how long one may live, in seconds. */
interface Published {
  readonly claims: readonly string[];
  readonly header?: readonly string[];
  readonly lifetime?: Partial<Profile['lifetime']>;
  readonly skewSeconds?: number;
  /** Where that is said, if it is not the source that the profile names. */
  readonly at?: string;
}

const SIX_MONTHS = { maximumSeconds: 15_777_000 };
const PUBLISHED: { readonly [id: string]: Published } = {
  vonage: {
    claims: ['application_id', 'iat', 'jti'],
    lifetime: { defaultSeconds: 900, minimumSeconds: 30, maximumSeconds: 86_400 },
    at: 'https://api.support.vonage.com/hc/en-us/articles/360000958407-How-long-is-my-JSON-Web-Token-valid-for',
  },
  github: { claims: ['iss', 'iat', 'exp'], lifetime: { maximumSeconds: 600 }, skewSeconds: 0 },
  'app-store-connect': { claims: ['iss', 'exp', 'aud'], header: ['kid'], lifetime: { maximumSeconds: 1200 } },
  apns: {
    claims: ['iss', 'iat'],
    header: ['kid'],
    lifetime: { defaultSeconds: 3600, maximumSeconds: 3600, renewalSeconds: 1200 },
  },
  'sign-in-with-apple': { claims: ['iss', 'iat', 'exp', 'aud', 'sub'], header: ['kid'], lifetime: SIX_MONTHS },
  mapkit: { claims: ['iss', 'iat', 'exp'], header: ['kid'] },
  musickit: { claims: ['iss', 'iat', 'exp'], header: ['kid'], lifetime: SIX_MONTHS },
  google: { claims: ['iss', 'scope', 'aud', 'exp', 'iat'], lifetime: { maximumSeconds: 3600 } },
  snowflake: { claims: ['iss', 'sub', 'iat', 'exp'], lifetime: { maximumSeconds: 3600, takesMilliseconds: true } },
  'zoom-meeting': {
    claims: ['appKey', 'iat', 'exp'],
    lifetime: { minimumSeconds: 1801, maximumSeconds: 172_800 },
    at: 'https://dev.to/zoom/troubleshooting-zoom-meeting-sdk-signature-validation-1hln',
  },
  'zoom-video': {
    claims: ['app_key', 'role_type', 'tpc', 'version', 'iat', 'exp'],
    lifetime: { minimumSeconds: 1800, maximumSeconds: 172_800 },
  },
  docusign: { claims: ['iss', 'sub', 'aud', 'iat', 'exp', 'scope'] },
  salesforce: { claims: ['iss', 'sub', 'aud', 'exp'] },
  box: { claims: ['iss', 'sub', 'box_sub_type', 'aud', 'jti', 'exp'], lifetime: { maximumSeconds: 60 } },
  twilio: {
    claims: ['jti', 'iss', 'sub', 'exp', 'grants'],
    header: ['typ', 'cty'],
    lifetime: { maximumSeconds: 86_400 },
    at: 'https://www.twilio.com/docs/api/errors/20157',
  },
  livekit: { claims: ['iss', 'exp'] },
  auth0: { claims: ['iss', 'sub', 'aud', 'exp', 'jti'], lifetime: { maximumSeconds: 300 }, skewSeconds: 10 },
  opentok: { claims: ['iss', 'ist', 'iat', 'exp'] },
  jaas: { claims: ['aud', 'iss', 'sub', 'room', 'exp'], header: ['kid'] },
  jitsi: { claims: ['aud', 'iss', 'room', 'exp'] },
  coinbase: { claims: ['iss', 'sub', 'exp'], header: ['kid'], lifetime: { maximumSeconds: 120 } },
  kong: { claims: ['iss'], skewSeconds: 0 },
  jwt: { claims: [] },
};

const without = (members: object | undefined, kept: readonly string[]) =>
  Object.fromEntries(Object.keys(members ?? {}).flatMap((name) => (kept.includes(name) ? [] : [[name, undefined]])));

describe.each(PROFILES.map((profile) => [profile.id, profile] as const))('%s', (id, profile) => {
  const { claims, header = [], lifetime = {}, skewSeconds } = PUBLISHED[id] as Published;

  test('a token of what must be there, and nothing else, is taken', () => {
    const bare = [without(GOOD_TOKENS[id]?.header, ['alg', ...header]), without(GOOD_TOKENS[id]?.claims, claims)];
    expect(diagnose(inputFor(id, ...bare)).verdict).toBe('accepted');
  });

  test('each of it is missed', () => {
    const causes = (input: ReturnType<typeof inputFor>) => diagnose(input).findings.map(({ cause }) => cause);
    for (const name of claims) expect(causes(inputFor(id, {}, { [name]: undefined })), name).toContain('claim-missing');
    for (const name of header)
      expect(causes(inputFor(id, { [name]: undefined })), name).toContain(
        name === 'kid' ? 'kid-missing' : 'header-parameter-missing',
      );
  });

  test('it lives as long as published', () => {
    const { beyondMaximum: _, measuredFrom: __, liftedBy: ___, ...seconds } = profile.lifetime;
    expect(seconds).toEqual(lifetime);
    expect(profile.skewSeconds).toBe(skewSeconds);
  });
});

test('an id of Apple has ten characters, no more', () => {
  const report = diagnose(inputFor('apns', {}, { iss: `${GOOD_TOKENS['apns']?.claims['iss']}A` }));
  expect(report.rootCause).toBe('identity-claim-mistaken');
});

// "JWT access control lists" of Vonage alone; RFC 7518 §3.3 asks for 2048 bits at the least.
test('one provider has an acl, one takes an audience in an array, and all take the same sizes of RSA keys', () => {
  expect(PROFILES.filter(({ acl }) => acl).map(({ id }) => id)).toEqual(['vonage']);
  expect(PROFILES.filter(({ audience }) => audience?.takesArray).map(({ id }) => id)).toEqual(['jaas']);
  expect(new Set(PROFILES.map(({ rsaBits }) => JSON.stringify(rsaBits)))).toEqual(
    new Set([JSON.stringify({ minimum: 2048, maximum: 4096 })]),
  );
});
