import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allows, readAcl, readAclAgain, smallestAcl } from '../../../src/core/claims/acl.ts';
import { compileAcl } from '../../../src/core/claims/compiled-acl.ts';
import { leastWork } from '../../support/work.ts';

const aclOf = (...patterns: string[]) =>
  readAcl({ paths: Object.fromEntries(patterns.map((pattern) => [pattern, {}])) });
const isAllowed = (pattern: string, path: string) => allows(aclOf(pattern), 'GET', path).allowed;

describe('readAcl', () => {
  test('no claim, no limits', () => {
    expect(readAcl(undefined)).toEqual({ kind: 'absent' });
  });

  test('keeps patterns, methods and filters', () => {
    expect(
      readAcl({ paths: { '/*/users/**': {}, '/messages': { methods: ['POST'], filters: { from: '1' } } } }),
    ).toEqual({
      kind: 'rules',
      rules: [{ pattern: '/*/users/**' }, { pattern: '/messages', methods: ['POST'], filters: { from: '1' } }],
    });
  });

  test.each([
    [null, '/acl', 'null'],
    ['{"paths":{}}', '/acl', 'a string'],
    [[], '/acl', 'an array'],
    [{}, '/acl/paths', 'nothing'],
    [{ paths: null }, '/acl/paths', 'null'],
    [{ paths: ['/**'] }, '/acl/paths', 'an array'],
    [{ paths: { '/v1/calls': null } }, '/acl/paths/~1v1~1calls', 'null'],
    [{ paths: { '/v1/calls': 'GET' } }, '/acl/paths/~1v1~1calls', 'a string'],
    [{ paths: { '/**': { methods: 'GET' } } }, '/acl/paths/~1**/methods', 'a string'],
    [{ paths: { '/**': { methods: [1] } } }, '/acl/paths/~1**/methods', 'an array'],
    [{ paths: { '/**': { methods: ['GET', 1] } } }, '/acl/paths/~1**/methods', 'an array'],
    [{ paths: { '/**': { filters: [] } } }, '/acl/paths/~1**/filters', 'an array'],
    [{ paths: { 'v1/calls': {} } }, '/acl/paths/v1~1calls', '`v1/calls`'],
    [{ paths: { '': {} } }, '/acl/paths/', '``'],
  ])('%j is malformed at %s and allows nothing', (claim, pointer, received) => {
    const acl = readAcl(claim);
    expect(acl).toMatchObject({ kind: 'malformed', pointer, received });
    expect(allows(acl, 'GET', '/v1/calls')).toEqual({ allowed: false });
  });

  test('a rule has what was sent, and nothing else', () => {
    const acl = readAcl({ paths: { '/a': {}, '/b': { methods: [] }, '/c': { filters: {} } } });
    const names = acl.kind === 'rules' ? acl.rules.map((rule) => Object.keys(rule)) : [];
    expect(names).toEqual([['pattern'], ['pattern', 'methods'], ['pattern', 'filters']]);
  });

  test('names of Object.prototype are patterns like any other', () => {
    expect(readAcl({ paths: JSON.parse('{"__proto__":{}}') })).toMatchObject({ kind: 'malformed' });
  });
});

test('read again, an acl is what it was, whatever was read between', () => {
  const entry = fc.oneof(
    fc.constantFrom({}, [], null, 'x', { methods: ['GET'] }, { methods: ['POST', 'GET'] }, { methods: 'GET' }),
    fc.record({ filters: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(1, 2, 'a', null)) }),
  );
  const paths = fc.dictionary(fc.constantFrom('/a', '/b/**', '/*/c', 'd'), entry, { maxKeys: 3 });
  const claim = fc.oneof(fc.constantFrom(undefined, null, 1, 'acl', [], {}, { paths: 1 }, { paths: [] }), {
    weight: 5,
    arbitrary: fc.record({ paths }),
  });
  fc.assert(
    fc.property(fc.array(claim, { minLength: 2, maxLength: 6 }), (claims) => {
      for (const one of [...claims, ...claims]) expect(readAclAgain(structuredClone(one))).toEqual(readAcl(one));
    }),
  );
  const again = () => readAclAgain({ paths: { '/a': { methods: ['GET'] } } });
  expect(again()).toBe(again());
});

describe('allows', () => {
  test.each([
    ['/v1/calls', '/v1/calls'],
    ['/v1/calls', '/v1/calls/'],
    ['/v1/calls/', '/v1/calls'],
    ['/*/calls', '/v1/calls'],
    ['/calls', '/v1/calls'],
    ['/messages', '/v0.3/messages'],
    ['/messages/*/', '/v1/messages/1'],
    ['/*/users/**', '/v1/users'],
    ['/*/users/**', '/v0.3/users/1/sessions/2'],
    ['/**', '/'],
    ['/**', '/a/b/c'],
    ['/', '/'],
    ['/**/c', '/a/b/c'],
    ['/a/**/c', '/a/c'],
    ['/a/**/b/**/c', '/a/b/b/x/c'],
    ['/**/b/c', '/b/b/c'],
    ['/a/**/**/b', '/a/b'],
    ['/v1/a*b', '/v1/a*b'],
    ['/users/Jürgen', '/v1/users/Jürgen'],
    ['/a/b/a', '/a/b/a'],
    ['/a/*/a', '/a/a/a'],
    ['/**/*/c', '/a/c'],
    ['/**/*/*', '/a/b/c'],
    ['/calls', '/v1.2.10/calls'],
    ['/*/**', '/a'],
  ])('%s covers %s', (pattern, path) => {
    expect(isAllowed(pattern, path)).toBe(true);
  });

  test.each([
    ['/v1/calls', '/v1/calls/1'],
    ['/v1/calls', '/v1/callsign'],
    ['/v1/calls', '/v1/Calls'],
    ['/v1/calls', '/v2/calls'],
    ['/v1/calls', '/calls'],
    ['/*/calls', '/v1/x/y/calls'],
    // `*` is the version, and not the segment after it as well.
    ['/*/calls', '/v1/x/calls'],
    ['/*/users/**', '/v1/admin/users/7'],
    ['/*', '/v1/calls'],
    ['/v1/calls', '/v1/v1/calls'],
    ['/*', '/'],
    ['/*', '/v1/calls/1'],
    ['/a/*', '/a'],
    ['/v1/a*', '/v1/abc'],
    ['/a/**/b', '/a/b/c'],
    ['/calls', '/version1/calls'],
    ['/calls', '/v1x/calls'],
    ['/', '/a'],
    ['/a//b', '/a/b'],
    ['/*/**', '/'],
    ['/*/*/**', '/a'],
    ['/a/**/a', '/a'],
    ['/a/b/**/b', '/a/b'],
    ['/b/b', '/a/b'],
    ['/**/*/c', '/c'],
    ['/calls', '/xv1/calls'],
    ['/calls', '/v/calls'],
    ['/calls', '/v1./calls'],
    ['/calls', '/v1.x/calls'],
    ['/calls', '/V1/calls'],
  ])('%s does not cover %s', (pattern, path) => {
    expect(isAllowed(pattern, path)).toBe(false);
  });

  test('no acl allows everything', () => {
    expect(allows({ kind: 'absent' }, 'GET', '/v1/calls')).toEqual({ allowed: true });
  });

  test('an acl without rules allows nothing', () => {
    expect(allows(aclOf(), 'GET', '/')).toEqual({ allowed: false });
  });

  test('methods limit a rule; the rules add up', () => {
    const acl = readAcl({ paths: { '/v1/calls': { methods: ['GET'] }, '/*/calls': { methods: ['POST', 'PUT'] } } });
    expect(allows(acl, 'GET', '/v1/calls')).toMatchObject({ allowed: true, rule: { pattern: '/v1/calls' } });
    expect(allows(acl, 'POST', '/v1/calls')).toMatchObject({ allowed: true, rule: { pattern: '/*/calls' } });
    const refused = allows(acl, 'DELETE', '/v1/calls');
    expect(refused.allowed).toBe(false);
    expect(refused.otherMethods?.map((rule) => rule.pattern)).toEqual(['/v1/calls', '/*/calls']);
    expect(allows(acl, 'get', '/v1/calls').allowed).toBe(false);
    expect(allows(readAcl({ paths: { '/**': { methods: [] } } }), 'GET', '/').allowed).toBe(false);
  });

  test('names the rules for another version', () => {
    expect(allows(aclOf('/v1/calls/**', '/v1/x'), 'GET', '/v2/calls/1').otherVersion).toMatchObject([
      { pattern: '/v1/calls/**' },
    ]);
    expect(allows(aclOf('/v1/calls'), 'GET', '/v1/other')).toEqual({ allowed: false });
    expect(allows(aclOf('/x/calls'), 'GET', '/y/calls')).toEqual({ allowed: false });
    expect(allows(aclOf('/v1/calls', '/calls'), 'GET', '/v2/calls').allowed).toBe(true);
    const both = readAcl({ paths: { '/v2/calls': { methods: ['GET'] }, '/v1/calls': {} } });
    const refused = allows(both, 'POST', '/v2/calls');
    expect(refused.otherMethods).toHaveLength(1);
    expect(refused).not.toHaveProperty('otherVersion');
  });

  test.each([31, 32, 33, 62, 63, 64, 65, 96])(
    'patterns of %i segments after `**` are matched to the last one',
    (length) => {
      const words = Array.from({ length }, (_, at) => `s${at % 3}`);
      const pattern = `/**/${words.join('/')}`;
      expect(isAllowed(pattern, `/x/x/${words.join('/')}`)).toBe(true);
      expect(isAllowed(pattern, `/${words.slice(1).join('/')}`)).toBe(false);
      expect(isAllowed(pattern, `/${words.join('/')}/x`)).toBe(false);
      expect(isAllowed(`${pattern}/**`, `/x/${words.join('/')}/x/x`)).toBe(true);
      expect(isAllowed(`/**/${words.with(length - 1, 's9').join('/')}`, `/s9/${words.join('/')}`)).toBe(false);
      expect(isAllowed(`/**/${words.with(0, 's9').join('/')}`, `/s9/${words.join('/')}`)).toBe(false);
    },
  );

  test('agrees with a plain matcher, also for patterns of more segments than a number has bits', () => {
    const short = fc.array(fc.constantFrom('a', 'b', '*', '**', 'v1'), { maxLength: 8 });
    const long = fc.array(fc.constantFrom('a', 'a', 'a', '*', '**'), { minLength: 28, maxLength: 70 });
    const segments = fc.oneof(short, long);
    fc.assert(
      fc.property(segments, segments, (pattern, words) => {
        const path = words.map((word) => word.replaceAll('*', 'c'));
        const isOfVersion = pattern[0] === '*' || pattern[0] === 'v1';
        const isVersioned = path[0] === 'v1' && !isOfVersion;
        const expected = matchesSlowly(pattern, path) || (isVersioned && matchesSlowly(pattern, path.slice(1)));
        expect(isAllowed(`/${pattern.join('/')}`, `/${path.join('/')}`)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ['30 `**`', `${'/**/a'.repeat(30)}/b`],
    ['many literals after `**`', `/**${'/a'.repeat(60)}/b/a`],
    ['many literals between two `**`', `/**${'/a'.repeat(60)}/b/**`],
    ['many `*` after `**`', `/**${'/*'.repeat(60)}/b/a`],
  ])('a path of 2 KiB against 100 patterns with %s: no pattern is tried twice', (_, pattern) => {
    const acl = aclOf(
      ...Array.from({ length: 100 }, (_, at) => `${pattern}/${at % 7 === 0 ? 'a' : 'b'}${'/a'.repeat(at % 9)}`),
    );
    const path = `/v1/b${'/a'.repeat(1021)}`;
    // A search that goes back takes minutes for these; one that does not, milliseconds on any machine.
    expect(leastWork(() => allows(acl, 'GET', path), 7)).toBeLessThan(250);
  });
});

describe('compileAcl', () => {
  const segment = fc.constantFrom('a', 'b', 'calls', '*', '**', 'v1', 'v0.3');
  const pattern = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
  const methods = fc.option(fc.subarray(['GET', 'POST', 'PUT']), { nil: undefined });
  const rules = fc.dictionary(
    pattern,
    methods.map((names) => (names ? { methods: names } : {})),
    { maxKeys: 6 },
  );
  const path = fc.array(fc.constantFrom('a', 'b', 'calls', 'v1', 'v0.3'), { maxLength: 6 });

  test('answers as allows does', () => {
    let allowed = 0;
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom('GET', 'POST', 'DELETE'),
        path,
        fc.boolean(),
        (paths, method, words, slash) => {
          const acl = readAcl({ paths });
          const target = `/${words.join('/')}${slash && words.length > 0 ? '/' : ''}`;
          const expected = allows(acl, method, target).allowed;
          if (expected) allowed++;
          expect(compileAcl(acl)(method, target)).toBe(expected);
        },
      ),
      { numRuns: 5000 },
    );
    expect(allowed).toBeGreaterThan(200);
  });

  test('no acl allows everything, a malformed one nothing', () => {
    expect(compileAcl(readAcl(undefined))('GET', '/a')).toBe(true);
    expect(compileAcl(readAcl([]))('GET', '/a')).toBe(false);
  });
});

test('smallestAcl allows that request and no other', () => {
  const acl = readAcl(smallestAcl(['POST'], '/v1/calls'));
  expect(allows(acl, 'POST', '/v1/calls').allowed).toBe(true);
  expect(allows(acl, 'GET', '/v1/calls').allowed).toBe(false);
  expect(allows(acl, 'POST', '/v2/calls').allowed).toBe(false);
});

/** The textbook table: row i holds which beginnings of the path the first i segments of the pattern match. */
function matchesSlowly(pattern: readonly string[], path: readonly string[]): boolean {
  let row = Array.from({ length: path.length + 1 }, (_, length) => length === 0);
  for (const wanted of pattern) {
    const next = row.map(() => false);
    for (let length = 0; length <= path.length; length++) {
      const one = length > 0 && (wanted === '*' || wanted === path[length - 1]);
      next[length] =
        wanted === '**'
          ? row[length] === true || (length > 0 && next[length - 1] === true)
          : one && row[length - 1] === true;
    }
    row = next;
  }
  return row[path.length] === true;
}
