import { describe, expect, test } from 'vitest';
import type { ProfileDocument } from '../../../../src/core/claims/documents/document.ts';
import { profileOf } from '../../../../src/core/claims/documents/profile-of.ts';

const rulesOf = (change: Partial<ProfileDocument> = {}) => profileOf({ id: 'lamp', algorithms: ['RS256'], ...change });
const claimOf = (change: Partial<ProfileDocument>, name: string) =>
  rulesOf(change).claims.find((rule) => rule.name === name);

test('a document that says only what it must gives the rules of every JWT, under its id', () => {
  const { claims, ...rules } = rulesOf();
  expect(rules).toStrictEqual({
    id: 'lamp',
    name: 'lamp',
    source: 'https://www.rfc-editor.org/rfc/rfc7519',
    algorithms: ['RS256'],
    header: [{ name: 'typ', required: false }],
    identityClaim: 'iss',
    lifetime: { beyondMaximum: 'reject', measuredFrom: 'now' },
    acl: false,
    isGeneral: true,
    hosts: [],
    rsaBits: { minimum: 2048, maximum: 4096 },
  });
  expect(claims.map(({ name }) => name)).toEqual(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti']);
  expect(claims.filter(({ required, form }) => required || form)).toEqual([]);
});

test('what it says beside the claims is in the rules as it stands', () => {
  const said = {
    title: 'Lamp API',
    source: 'https://lamp.example/docs',
    scopes: ['a', 'b'],
    hosts: ['lamp.example'],
    keys: { from: 'jwks', url: 'https://lamp.example/jwks' },
    leewaySeconds: 0,
    lifetimeSeconds: 60,
    defaultLifetimeSeconds: 30,
    required: ['iat'],
  } as const;
  expect(rulesOf(said)).toMatchObject({
    name: 'Lamp API',
    source: said.source,
    scopes: said.scopes,
    hosts: said.hosts,
    keys: said.keys,
    skewSeconds: 0,
    lifetime: { beyondMaximum: 'reject', measuredFrom: 'iat', maximumSeconds: 60, defaultSeconds: 30 },
  });
});

test.each<[Partial<ProfileDocument>, unknown]>([
  [{ issuers: ['a'] }, { issuers: ['a'] }],
  [{ audiences: ['b'] }, { audiences: ['b'] }],
  [
    { issuers: ['a'], audiences: ['b'] },
    { issuers: ['a'], audiences: ['b'] },
  ],
])('%j is what a verifier expects', (change, expected) => {
  expect(rulesOf(change).expected).toStrictEqual(expected);
});

describe('the header', () => {
  test.each<[Partial<ProfileDocument>, unknown]>([
    [
      { header: ['kid'] },
      [
        { name: 'typ', required: false },
        { name: 'kid', required: true },
      ],
    ],
    [{ typ: ['JWT'] }, [{ name: 'typ', required: false, accepts: ['JWT'], isMediaType: true }]],
    [{ header: ['typ'] }, [{ name: 'typ', required: true }]],
    [{ typ: ['at+jwt', 'jwt'] }, [{ name: 'typ', required: false, accepts: ['at+jwt', 'jwt'], isMediaType: true }]],
    // Without JWT among them a token has to say which it is.
    [{ typ: ['at+jwt', 'x'] }, [{ name: 'typ', required: true, accepts: ['at+jwt', 'x'], isMediaType: true }]],
    [
      { header: ['kid', 'typ'], typ: ['JWT'] },
      [
        { name: 'kid', required: true },
        { name: 'typ', required: true, accepts: ['JWT'], isMediaType: true },
      ],
    ],
  ])('of %j', (change, header) => {
    expect(rulesOf(change).header).toStrictEqual(header);
  });
});

describe('a claim', () => {
  test('is required where the document says so, or finds keys or scopes by it', () => {
    const change = {
      required: ['plan', 'exp'],
      identity: 'client',
      scopes: ['a'],
      means: { note: 'A note.' },
    } as const;
    const rules = rulesOf(change);
    const required = rules.claims.filter((rule) => rule.required).map(({ name }) => name);
    expect(required).toEqual(['exp', 'plan', 'client', 'scope']);
    expect(rules.identityClaim).toBe('client');
    expect(rules.claims.map(({ name }) => name).slice(7)).toEqual(['plan', 'client', 'scope', 'note']);
    // The identity that nobody named is one where it is there.
    expect(claimOf({}, 'iss')?.required).toBe(false);
  });

  test('may be anything, unless the document gives a type or values', () => {
    expect(claimOf({ required: ['plan'] }, 'plan')?.type).toBe('any');
    expect(claimOf({ types: { plan: 'number' } }, 'plan')?.type).toBe('number');
    expect(claimOf({ values: { plan: ['a'] } }, 'plan')?.type).toBe('string');
    expect(claimOf({ scopes: ['a'] }, 'scope')?.type).toBe('string');
    expect(claimOf({ types: { aud: 'text' } }, 'aud')?.type).toBe('string');
    expect(claimOf({ required: ['toString'] }, 'toString')).toStrictEqual({
      name: 'toString',
      type: 'any',
      required: true,
      means: '',
    });
  });

  test('means what the document says, else what the RFC says', () => {
    expect(claimOf({ means: { plan: 'What was bought.', exp: 'The end.' } }, 'plan')?.means).toBe('What was bought.');
    expect(claimOf({ means: { exp: 'The end.' } }, 'exp')?.means).toBe('The end.');
    expect(claimOf({}, 'exp')?.means).toBe('When the token expires, in seconds since 1970-01-01 UTC.');
  });

  test('has one of its values, every character of it', () => {
    const values = ['a.b', 'x|y', '[1-2]', '$', '^', 'c:\\d', '(+*?){}', 'two words', 'é/'];
    const form = claimOf({ values: { plan: values } }, 'plan')?.form;
    expect(values.filter((value) => form?.matches.test(value) !== true)).toEqual([]);
    for (const other of ['aab', 'x', 'y', '1', '', 'c:d', '+*?', 'a.b ', ' a.b', 'a.bx|y', 'TWO WORDS'])
      expect(form?.matches.test(other), other).toBe(false);
    expect(form?.words).toBe('a.b or x|y or [1-2] or $ or ^');
  });

  test('of the type uuid is told by its form, except where it names somebody', () => {
    const types = { iss: 'uuid', sub: 'uuid', jti: 'uuid', client: 'uuid' };
    const typesOf = (change: Partial<ProfileDocument>) =>
      Object.keys(types).map((name) => claimOf({ types, ...change }, name)?.type);
    expect(typesOf({})).toEqual(['uuid', 'uuid', 'string', 'string']);
    expect(typesOf({ identity: 'client' })).toEqual(['uuid', 'uuid', 'string', 'uuid']);
    const { matches, words } = claimOf({ types }, 'jti')?.form ?? {};
    expect(words).toBe('a UUID');
    for (const uuid of ['01234567-89ab-cdef-0123-456789abcdef', '01234567-89AB-CDEF-0123-456789ABCDEF'])
      expect(matches?.test(uuid)).toBe(true);
    for (const other of [
      '0123456789abcdef0123456789abcdef',
      '01234567-89ab-cdef-0123-456789abcdeg',
      'x01234567-89ab-cdef-0123-456789abcdef',
      '01234567-89ab-cdef-0123-456789abcdef0',
    ])
      expect(matches?.test(other), other).toBe(false);
    expect(claimOf({ types: { jti: 'text' } }, 'jti')).not.toHaveProperty('form');
  });
});

test.each([
  ['nowhere', 'nowhere'],
  ['header:X-Lamp', { field: 'X-Lamp' }],
  ['query:jwt', { query: 'jwt' }],
  ['cookie:session', { cookie: 'session' }],
  ['body:assertion', { body: 'assertion' }],
])('%s is where the token travels', (place, carriedIn) => {
  expect(rulesOf({ carriedIn: [place] }).carriedIn).toEqual(carriedIn);
});

test('in Authorization a token travels anyway', () => {
  expect(rulesOf({ carriedIn: ['authorization'] })).not.toHaveProperty('carriedIn');
});
