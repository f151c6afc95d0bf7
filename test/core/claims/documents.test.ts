import fc from 'fast-check';
import { Check } from 'typebox/schema';
import { describe, expect, test } from 'vitest';
import type { ProfileDocument } from '../../../src/core/claims/documents/document.ts';
import { readProfile, readProfileDocument } from '../../../src/core/claims/documents/read-profile.ts';
import { ALGORITHMS, publishedSchema } from '../../../src/core/claims/documents/schema.ts';
import { documentOf } from '../../../src/core/claims/documents/write-profile.ts';
import type { Profile } from '../../../src/core/claims/profile.ts';
import { PROFILES } from '../../../src/core/claims/profiles/index.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { algorithmByName } from '../../../src/core/jws/algorithms.ts';
import { kit } from '../../support/kit.ts';
import { GOOD_TOKENS, inputFor } from './tokens.ts';

const { now } = kit;

/** Every member, as somebody would write it. */
const LAMP = {
  $schema: 'profile.schema.json',
  id: 'lamp',
  title: 'Lamp API',
  source: 'https://lamp.example/docs/auth',
  algorithms: ['RS256'],
  typ: ['at+jwt', 'JWT'],
  header: ['kid'],
  identity: 'client_id',
  required: ['iss', 'aud', 'exp', 'iat', 'plan'],
  types: { exp: 'time', aud: 'text-or-list', seats: 'number' },
  values: { plan: ['basic', 'pro'] },
  means: { plan: 'What the customer pays for.' },
  issuers: ['https://id.lamp.example/'],
  audiences: ['https://api.lamp.example', 'lamp'],
  scopes: ['lamps:read'],
  lifetimeSeconds: 3600,
  leewaySeconds: 5,
  carriedIn: ['authorization'],
  hosts: ['api.lamp.example'],
  keys: { from: 'registry' },
} as const;

const CLAIMS = {
  application_id: undefined,
  acl: undefined,
  client_id: 'web',
  iss: 'https://id.lamp.example/',
  aud: ['lamp'],
  iat: now,
  exp: now + 600,
  plan: 'pro',
  seats: 3,
  scope: 'lamps:read lamps:write',
};

function profileIn(change: object = {}): Profile {
  const reading = readProfile(JSON.stringify({ ...LAMP, ...change }));
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.profile;
}

function faultsOf(change: object): readonly string[] {
  const reading = readProfile(JSON.stringify({ ...LAMP, ...change }));
  return reading.ok ? [] : reading.faults.map(({ pointer }) => pointer);
}

function judged(claims: object, header: object = {}, change: object = {}) {
  const token = kit.mint({ header: { kid: 'k1', ...header }, claims: { ...CLAIMS, ...claims } });
  return diagnose({ profile: profileIn(change), now, token, publicKey: kit.publicKey('active') });
}

describe('the rules of a document', () => {
  test('take a token that keeps them', () => {
    expect(judged({})).toMatchObject({
      verdict: 'accepted',
      findings: [],
      profile: 'lamp',
      rules: { chosenBy: 'user' },
    });
    expect(judged({}, { typ: 'application/AT+JWT' })).toMatchObject({ verdict: 'accepted', findings: [] });
  });

  test.each<[name: string, claims: object, header: object, cause: string]>([
    ['another issuer', { iss: 'https://id.lamp.example' }, {}, 'issuer-not-expected'],
    ['another audience', { aud: 'https://web.lamp.example' }, {}, 'audience-not-expected'],
    ['no audience', { aud: undefined }, {}, 'claim-missing'],
    ['no identity', { client_id: undefined }, {}, 'claim-missing'],
    ['an identity under another name', { client_id: undefined, clientId: 'web' }, {}, 'claim-misnamed'],
    ['another value', { plan: 'gold' }, {}, 'claim-type-wrong'],
    ['another type', { exp: String(now + 600) }, {}, 'claim-type-wrong'],
    ['a longer life', { exp: now + 7200 }, {}, 'lifetime-too-long'],
    ['no time of expiry', { exp: undefined }, {}, 'claim-missing'],
    ['a scope less', { scope: 'lamps:write' }, {}, 'scope-not-granted'],
    ['another typ', {}, { typ: 'logout+jwt' }, 'token-of-other-kind'],
    ['another algorithm', {}, { alg: 'RS512' }, 'algorithm-not-allowed'],
    ['no kid', {}, { kid: undefined }, 'kid-missing'],
    ['a clock ahead of the leeway', { iat: now + 20 }, {}, 'clock-ahead'],
  ])('%s is proved', (_, claims, header, cause) => {
    const { verdict, findings } = judged(claims, header);
    expect(verdict).toBe('rejected');
    expect(findings).toContainEqual(expect.objectContaining({ cause, severity: 'fault', certainty: 'proved' }));
  });

  test('want a typ where JWT is not among them', () => {
    const report = judged({}, { typ: undefined }, { typ: ['at+jwt'] });
    expect(report.findings[0]).toMatchObject({ cause: 'header-parameter-missing', severity: 'fault' });
    expect(judged({}, { typ: 'JWT' }, { typ: ['at+jwt'] }).rootCause).toBe('token-of-other-kind');
    expect(judged({}, { typ: 'at+jwt' }, { typ: ['at+jwt'] })).toMatchObject({ verdict: 'accepted', findings: [] });
  });

  test('say where the token travels', () => {
    const token = kit.mint({ header: { kid: 'k1' }, claims: CLAIMS });
    const publicKey = kit.publicKey('active');
    const inHeader = profileIn({ carriedIn: ['header:X-Lamp-Token'] });
    const fields = [['X-Lamp-Token', token]] as const;
    expect(diagnose({ profile: inHeader, now, request: { fields }, publicKey }).verdict).toBe('accepted');
    const inQuery = profileIn({ carriedIn: ['query:jwt'] });
    const target = `/lamps?page=2&jwt=${token}`;
    expect(diagnose({ profile: inQuery, now, request: { target }, publicKey }).verdict).toBe('accepted');
    const inCookie = profileIn({ carriedIn: ['cookie:session'] });
    const cookies = [['Cookie', `theme=dark; session=${token}; a=b`]] as const;
    expect(diagnose({ profile: inCookie, now, request: { fields: cookies }, publicKey }).verdict).toBe('accepted');
    const inBody = profileIn({ carriedIn: ['body:assertion'] });
    const body = `grant_type=x&assertion=${token}`;
    expect(diagnose({ profile: inBody, now, request: { body }, publicKey }).verdict).toBe('accepted');
  });

  test('end a token without exp by default', () => {
    const change = { required: ['iat'], defaultLifetimeSeconds: 60, lifetimeSeconds: undefined };
    const old = { exp: undefined, iat: now - 120 };
    expect(judged(old, {}, change)).toMatchObject({ verdict: 'rejected', rootCause: 'token-expired' });
    expect(judged({ exp: undefined }, {}, change).verdict).toBe('accepted');
  });

  test('are outranked by what is said beside them', () => {
    const token = kit.mint({ header: { kid: 'k1' }, claims: { ...CLAIMS, aud: 'other' } });
    const expected = { audiences: ['other'] };
    const publicKey = kit.publicKey('active');
    expect(diagnose({ profile: profileIn(), now, token, publicKey, expected }).verdict).toBe('accepted');
  });
});

describe('a fault of a document', () => {
  test.each<[change: object, pointers: readonly string[]]>([
    [{ id: 'Lamp' }, ['/id']],
    [{ id: 'github' }, ['/id']],
    [{ id: undefined }, ['/id']],
    [{ algorithms: [] }, ['/algorithms']],
    [{ algorithms: ['none'] }, ['/algorithms/0']],
    [{ algorithms: ['HS256'] }, ['/keys/from']],
    [{ typ: 'JWT' }, ['/typ']],
    [{ types: { exp: 'date', plan: 'text', 'a/b': 5 } }, ['/types/exp', '/types/a~1b']],
    [{ types: { exp: 'text' } }, ['/types/exp']],
    [{ types: { 'a b': 'text' } }, ['/types/a b']],
    [{ values: { exp: ['1'] } }, ['/values/exp']],
    [{ values: { iss: ['me'] } }, ['/values/iss']],
    [{ values: { seats: ['1'] } }, ['/values/seats']],
    [{ issuer: 'https://id.lamp.example/' }, ['/issuer']],
    [{ issuers: [''] }, ['/issuers/0']],
    [{ lifetimeSeconds: 0.5 }, ['/lifetimeSeconds']],
    [{ required: ['iat'] }, ['/lifetimeSeconds']],
    [{ defaultLifetimeSeconds: 60 }, ['/defaultLifetimeSeconds']],
    [{ leewaySeconds: -1 }, ['/leewaySeconds']],
    [{ carriedIn: ['cookies:session'] }, ['/carriedIn/0']],
    [{ carriedIn: ['authorization', 'nowhere'] }, ['/carriedIn']],
    [{ hosts: ['https://api.lamp.example'] }, ['/hosts/0']],
    [{ keys: { from: 'jwks' } }, ['/keys/url']],
    [{ keys: { from: 'jwks', url: 'http://lamp.example/jwks' } }, ['/keys/url']],
    [{ keys: { from: 'jwks', url: 'https://a:b@lamp.example/jwks' } }, ['/keys/url']],
    [{ keys: { from: 'registry', url: 'https://lamp.example/jwks' } }, ['/keys/url']],
    [{ keys: { from: 'secret' } }, ['/keys/from']],
  ])('%j is named by its pointer', (change, pointers) => {
    expect(faultsOf(change)).toEqual(pointers);
  });

  test('says what was expected, what was received and what to do', () => {
    const reading = readProfile(JSON.stringify({ ...LAMP, lifetimeSeconds: '3600', id: 'vonage' }));
    expect(reading).toEqual({
      ok: false,
      faults: [
        {
          pointer: '/lifetimeSeconds',
          expected: 'the longest lifetime of a token: from iat where iat is required, else from now',
          received: '"3600"',
          fix: 'Write lifetimeSeconds as a whole number from 1 to 315360000.',
        },
      ],
    });
    const named = readProfileDocument({ ...LAMP, id: 'vonage' });
    expect(named).toMatchObject({
      faults: [{ received: 'vonage, a built-in profile', fix: 'Choose another id, such as my-vonage.' }],
    });
  });

  test.each([
    ['no JSON', 'id: lamp'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a member twice', '{"id":"lamp","id":"lamp","algorithms":["RS256"]}'],
    ['a text without end', `"${'x'.repeat(300_000)}"`],
  ])('%s is refused as a whole or at its member', (_, text) => {
    const reading = readProfile(text);
    expect(reading.ok).toBe(false);
    if (!reading.ok)
      for (const fault of reading.faults) expect(Object.values(fault).every((v) => v.length < 400)).toBe(true);
  });
});

describe('the schema', () => {
  const schema = publishedSchema();

  test('names algorithms that there are', () => {
    expect(ALGORITHMS.filter((alg) => algorithmByName(alg) === undefined)).toEqual([]);
  });

  /** What is wrong by the schema alone, and what only the reader sees. */
  const readerOnly = (document: object) => {
    const reading = readProfile(JSON.stringify(document));
    return reading.ok || reading.faults.some(({ pointer }) => SEEN_BY_READER.test(pointer));
  };
  const SEEN_BY_READER =
    /^\/(?:id|algorithms|lifetimeSeconds|defaultLifetimeSeconds|types\/\w+|values\/\w+|keys\/\w+)$/;

  test('and the reader refuse the same documents, judged by another implementation of JSON Schema', () => {
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('JWT', 'time', 'RS256', 'authorization', 0, 1, 3600, ['iss'], { exp: 'time' }, { from: 'jwks' }),
    );
    const names = fc.oneof(fc.constantFrom(...Object.keys(LAMP)), fc.string({ maxLength: 12 }));
    let refused = 0;
    fc.assert(
      fc.property(fc.dictionary(names, values, { maxKeys: 3 }), (change) => {
        const document: object = JSON.parse(JSON.stringify({ ...LAMP, ...change }));
        const isValid = Check(schema, document);
        if (!isValid) refused++;
        const reading = readProfile(JSON.stringify(document));
        if (!isValid) expect(reading.ok, JSON.stringify(document)).toBe(false);
        else expect(readerOnly(document), JSON.stringify(document)).toBe(true);
      }),
      { numRuns: 1500 },
    );
    expect(refused).toBeGreaterThan(300);
  });

  test('takes what is written of every built-in profile', () => {
    for (const profile of PROFILES) {
      const { document } = documentOf(profile, `my-${profile.id}`);
      expect(Check(schema, JSON.parse(JSON.stringify(document))), profile.id).toBe(true);
    }
  });
});

describe.each(PROFILES)('the built-in profile $id', (profile) => {
  const { document, left } = documentOf(profile, `my-${profile.id}`);

  function reread(written: ProfileDocument): Profile {
    const reading = readProfile(JSON.stringify(written));
    if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
    return reading.profile;
  }

  test('is written so that it can be read, and is the same when written again', () => {
    const again = documentOf(reread(document)).document;
    expect(documentOf(reread(again)).document).toEqual(again);
    expect([...(again.required ?? [])].sort()).toEqual([...(document.required ?? [])].sort());
    for (const name of [
      'algorithms',
      'identity',
      'lifetimeSeconds',
      'audiences',
      'scopes',
      'carriedIn',
      'hosts',
    ] as const)
      expect(again[name], name).toEqual(document[name]);
  });

  test('takes as a document the tokens that it takes as built in', () => {
    const input = inputFor(profile.id);
    expect(GOOD_TOKENS[profile.id]).toBeDefined();
    expect(diagnose({ ...input, profile: reread(document) }).verdict).toBe('accepted');
  });

  test('says what the form cannot hold', () => {
    const forms = profile.claims.filter(({ form }) => form !== undefined);
    for (const { name } of forms)
      expect(
        left.some((rule) => rule.startsWith(`${name}: `)),
        name,
      ).toBe(true);
    expect(left.includes('the claim acl, by paths and methods')).toBe(profile.acl);
  });
});
