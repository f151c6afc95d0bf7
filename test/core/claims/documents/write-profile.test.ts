import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../../src/core/claims/documents/write-profile.ts';
import type { Profile } from '../../../../src/core/claims/profile.ts';
import { jwt } from '../../../../src/core/claims/profiles/jwt.ts';
import { exp, iat, iss, optional, sub } from '../../../../src/core/claims/profiles/usual-claims.ts';

/** Rules that a document can say wholly. */
const PLAIN: Profile = {
  id: 'lamp',
  name: 'Lamp API',
  source: 'https://lamp.example/docs',
  algorithms: ['ES256'],
  header: [],
  identityClaim: 'iss',
  claims: [iss({ misnamedAs: [] })],
  lifetime: { beyondMaximum: 'reject', measuredFrom: 'now' },
  acl: false,
  hosts: [],
  rsaBits: { minimum: 2048, maximum: 4096 },
};
const form = { matches: /^a$/, words: 'an a' };
const bare = { misnamedAs: [] };
const requiringExp = [iss(bare), exp('The end.', bare)];
const requiringIat = [iss(bare), iat(bare)];

const written = (change: Partial<Profile>) => documentOf({ ...PLAIN, ...change });

test('the least that is written', () => {
  expect(written({})).toStrictEqual({
    document: {
      $schema: 'profile.schema.json',
      id: 'lamp',
      title: 'Lamp API',
      source: 'https://lamp.example/docs',
      algorithms: ['ES256'],
      identity: 'iss',
      required: ['iss'],
      types: { iss: 'text' },
      means: { iss: 'Who issued the token.' },
    },
    left: [],
  });
  expect(documentOf(PLAIN, 'my-lamp').document.id).toBe('my-lamp');
});

describe('what is written', () => {
  test.each<[change: Partial<Profile>, document: object]>([
    [{ header: [{ name: 'typ', required: false, accepts: ['JWT'] }] }, { typ: ['JWT'] }],
    [
      {
        header: [
          { name: 'kid', required: true },
          { name: 'typ', required: false, accepts: ['JWT'] },
        ],
      },
      { typ: ['JWT'], header: ['kid'] },
    ],
    [{ claims: requiringExp }, { required: ['iss', 'exp'] }],
    [{ expected: { issuers: ['a'], audiences: ['b'] } }, { issuers: ['a'], audiences: ['b'] }],
    [{ audience: { accepts: ['a'], takesArray: true } }, { audiences: ['a'] }],
    [{ scopes: ['a'] }, { scopes: ['a'] }],
    [{ hosts: ['lamp.example'] }, { hosts: ['lamp.example'] }],
    [{ skewSeconds: 0 }, { leewaySeconds: 0 }],
    [{ keys: { from: 'registry' } }, { keys: { from: 'registry' } }],
    [{ algorithms: ['HS256'] }, { keys: { from: 'secret' } }],
    [{ carriedIn: 'nowhere' }, { carriedIn: ['nowhere'] }],
    [{ carriedIn: { field: 'X-Lamp' } }, { carriedIn: ['header:X-Lamp'] }],
    [{ carriedIn: { query: 'jwt' } }, { carriedIn: ['query:jwt'] }],
    [
      { claims: requiringExp, lifetime: { ...PLAIN.lifetime, maximumSeconds: 60 } },
      { required: ['iss', 'exp'], lifetimeSeconds: 60 },
    ],
    [
      {
        claims: requiringIat,
        lifetime: { beyondMaximum: 'reject', measuredFrom: 'iat', maximumSeconds: 60, defaultSeconds: 30 },
      },
      { required: ['iss', 'iat'], lifetimeSeconds: 60, defaultLifetimeSeconds: 30 },
    ],
    [{ claims: [iss(bare), optional('aud', 'string', '')] }, { types: { iss: 'text', aud: 'text-or-list' } }],
    [{ claims: [iss(bare), optional('n', 'string-or-number', '')] }, { types: { iss: 'text', n: 'text-or-number' } }],
    [{ claims: [iss({ ...bare, means: 'm'.repeat(250) })] }, { means: { iss: 'm'.repeat(200) } }],
  ])('%j', (change, document) => {
    const { $schema, id, title, source, algorithms, identity, types, means, required, ...rest } =
      written(change).document;
    expect({ types, means, required, ...rest }).toMatchObject(document);
    expect(written(change).left).toEqual([]);
    // And nothing else beside it.
    const always = ['types', 'means', 'required'];
    expect(Object.keys(rest)).toEqual(Object.keys(document).filter((name) => !always.includes(name)));
  });

  test('a claim that is required only without another is not', () => {
    const claims = [iss(bare), sub({ ...bare, unless: 'prn' })];
    expect(written({ claims }).document.required).toEqual(['iss']);
  });

  test('no meaning where none is known, and no identity that a token may lack', () => {
    expect(written({ claims: [iss({ ...bare, means: '' })] }).document.means).toEqual({});
    const { document, left } = written({ claims: [iss({ ...bare, required: false })] });
    expect(document).not.toHaveProperty('identity');
    expect(document).not.toHaveProperty('required');
    expect(left).toEqual([]);
  });
});

describe('what a document cannot say is told in words', () => {
  const lifetime = PLAIN.lifetime;
  test.each<[change: Partial<Profile>, left: readonly string[]]>([
    [{ identityClaim: 'app', claims: [optional('app', 'string', '')] }, ['identity: app, where it is there']],
    [{ identityClaim: 'app', claims: [{ ...optional('app', 'string', ''), required: true }] }, []],
    [{ header: [{ name: 'kid', required: true, form }] }, ['header kid: an a']],
    [{ claims: [iss({ ...bare, form, inHeader: true })] }, ['iss: in the header as well', 'iss: an a']],
    [{ claims: [iss(bare), sub({ ...bare, unless: 'prn' })] }, ['sub: required unless prn is there']],
    [{ claims: [iss(bare), sub({ ...bare, required: false, unless: 'prn' })] }, []],
    [{ claims: [iss(bare), sub({ ...bare, sameAs: 'iss' })] }, ['sub: the same as iss']],
    [{ claims: [iss(bare), sub()] }, ['names under which people send a claim']],
    [{ lifetime: { ...lifetime, maximumSeconds: 60 } }, ['lifetime: at most 60 seconds, and a longer one is rejected']],
    [
      { claims: requiringExp, lifetime: { ...lifetime, beyondMaximum: 'cut', maximumSeconds: 60 } },
      ['lifetime: at most 60 seconds, and a token expires then, whatever exp says'],
    ],
    [{ lifetime: { ...lifetime, defaultSeconds: 60 } }, ['lifetime: 60 seconds without exp']],
    [
      { claims: [...requiringExp, iat(bare)], lifetime: { ...lifetime, defaultSeconds: 60 } },
      ['lifetime: 60 seconds without exp'],
    ],
    [{ lifetime: { ...lifetime, minimumSeconds: 30 } }, ['lifetime: at least 30 seconds']],
    [{ lifetime: { ...lifetime, measuredFrom: 'iat' } }, []],
    [
      { claims: requiringExp, lifetime: { ...lifetime, maximumSeconds: 60, measuredFrom: 'iat' } },
      ['lifetime: measured from iat'],
    ],
    [
      { claims: [...requiringExp, iat(bare)], lifetime: { ...lifetime, maximumSeconds: 60 } },
      ['lifetime: measured from now'],
    ],
    [{ lifetime: { ...lifetime, liftedBy: 'scope' } }, ['lifetime: no limit where scope is there']],
    [{ lifetime: { ...lifetime, takesMilliseconds: true } }, ['times in milliseconds are taken as well']],
    [{ lifetime: { ...lifetime, renewalSeconds: 9 } }, ['a new token at the soonest after 9 seconds']],
    [{ acl: true }, ['the claim acl, by paths and methods']],
    [{ audience: { accepts: ['b'], form, takesArray: false } }, ['aud: an a', 'aud: one string, not an array']],
    [
      { environments: [{ name: 'test', audience: 'b', hosts: [] }] },
      ['environments, each with its own hosts and audience'],
    ],
    [{ environments: [] }, []],
    [{ otherCredentials: [{ claim: 'iss', matches: /b/, words: 'a b' }] }, ['a credential that may not mint: a b']],
    [{ grantType: 'g' }, ['grant_type in the token request: g']],
    [
      { capabilities: [{ name: 'voice', paths: ['/calls'] }] },
      ['capabilities that an application needs for some paths'],
    ],
    [{ basicPaths: ['/a', '/b'] }, ['Basic authentication on /a, /b']],
    // Each is told once.
    [{ claims: [iss({ ...bare, form }), iss({ ...bare, form })] }, ['iss: an a']],
  ])('%j', (change, left) => {
    expect(written(change).left).toEqual(left);
  });

  test('audiences of environments are written where none has a form', () => {
    const environments = [
      { name: 'test', audience: 'b', hosts: [] },
      { name: 'other', hosts: [] },
    ];
    const audience = { accepts: ['a'], takesArray: true };
    expect(written({ environments, audience }).document.audiences).toEqual(['a', 'b']);
    expect(written({ environments }).document.audiences).toEqual(['b']);
    expect(written({ environments, audience: { ...audience, form } }).document).not.toHaveProperty('audiences');
  });
});

test('the rules of every JWT are said wholly', () => {
  expect(documentOf(jwt).left).toEqual([]);
});
