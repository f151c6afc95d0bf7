import { describe, expect, test } from 'vitest';
import {
  MOST_CHARACTERS,
  readProfile,
  readProfileDocument,
} from '../../../../src/core/claims/documents/read-profile.ts';
import type { JsonValue } from '../../../../src/core/encoding/json.ts';

const LAMP = { id: 'lamp', algorithms: ['RS256'] };
const TEXT = JSON.stringify(LAMP);

function faultsOf(change: { readonly [member: string]: JsonValue }) {
  const reading = readProfileDocument({ ...LAMP, ...change });
  return reading.ok ? [] : reading.faults;
}

test('a file may begin with a byte order mark, and is read up to a length', () => {
  for (const text of [TEXT, `\ufeff${TEXT}`, TEXT.padEnd(MOST_CHARACTERS)])
    expect(readProfile(text)).toMatchObject({ ok: true, profile: { id: 'lamp' } });
  expect(readProfile(`${TEXT}\ufeff`).ok).toBe(false);
  expect(readProfile(TEXT.padEnd(MOST_CHARACTERS + 1))).toEqual({
    ok: false,
    faults: [
      {
        pointer: '',
        expected: 'at most 262144 characters',
        received: '262145',
        fix: 'Give the file of the profile itself.',
      },
    ],
  });
});

test.each([
  ['{"id": lamp}', '/id', 'something else at byte 7'],
  ['{"id":"a","id":"b"}', '/id', 'the same member twice at byte 10'],
])('%s is no JSON', (text, pointer, received) => {
  const fix = 'Write it as JSON (RFC 8259), without comments.';
  expect(readProfile(text)).toMatchObject({ ok: false, faults: [{ pointer, received, fix }] });
});

describe('a fault says what was received and what to do', () => {
  test.each<[change: { readonly [member: string]: JsonValue }, received: string, fix: string]>([
    [{ types: [] }, 'an array', 'Write types as an object.'],
    [{ title: '' }, '""', 'Write title as a string of that form.'],
    [{ title: null }, 'null', 'Write title as a string of that form.'],
    [{ title: { a: 1 } }, 'an object', 'Write title as a string of that form.'],
    [{ id: 'L'.repeat(70) }, `"${'L'.repeat(60)}"`, 'Write id as a string of that form.'],
    [{ lifetimeSeconds: true }, 'true', 'Write lifetimeSeconds as a whole number from 1 to 315360000.'],
    [{ leewaySeconds: 0.5 }, '0.5', 'Write leewaySeconds as a whole number from 0 to 86400.'],
    [{ algorithms: 'RS256' }, '"RS256"', 'Write algorithms as an array of 1 to 50 values, none of them twice.'],
    [{ carriedIn: [] }, 'an array', 'Write carriedIn as an array of one value.'],
    [{ scopes: ['a', 'b c'] }, '"b c"', 'Write scopes/1 as a string of that form.'],
    [
      { types: { 'a/b~c': 5 } },
      '5',
      'Write a/b~c as one of text, number, time, uuid, object, text-or-list, text-or-number, any, in quotation marks.',
    ],
    [
      { types: { plan2: 5 } },
      '5',
      'Write plan2 as one of text, number, time, uuid, object, text-or-list, text-or-number, any, in quotation marks.',
    ],
    [{ types: { 'a b': 'text' } }, 'another text', 'Write it without spaces.'],
    [{ keys: {} }, 'nothing', 'Add from.'],
    [{ issuer: 'x' }, 'a member issuer', 'Remove issuer, or write the member that is meant.'],
    [
      { ['m'.repeat(70)]: 1 },
      `a member ${'m'.repeat(60)}`,
      `Remove ${'m'.repeat(60)}, or write the member that is meant.`,
    ],
  ])('%j', (change, received, fix) => {
    expect(faultsOf(change)).toMatchObject([{ received, fix }]);
  });

  test('of the whole', () => {
    expect(readProfileDocument([])).toMatchObject({
      faults: [{ pointer: '', fix: 'Write the profile as an object.' }],
    });
  });

  test('and what was expected', () => {
    const [unknown, absent, name] = faultsOf({ issuer: 'x', keys: {}, types: { 'a b': 'text' } });
    expect(unknown?.expected).toMatch(/^one of \$schema, id, title, .*, keys$/);
    expect(absent?.expected).toMatch(/^registry .* jwks .* secret/);
    expect(name?.expected).toBe('the name of a claim');
  });

  test('all of the schema at once, and what members contradict each other in after that', () => {
    const both = { lifetimeSeconds: 60, keys: { from: 'jwks' } };
    expect(faultsOf({ ...both, title: 1, source: 2 }).map(({ pointer }) => pointer)).toEqual(['/title', '/source']);
    expect(faultsOf(both).map(({ pointer }) => pointer)).toEqual(['/lifetimeSeconds', '/keys/url']);
  });
});

test('each algorithm is offered once', () => {
  const offered =
    faultsOf({ algorithms: ['none'] })[0]
      ?.expected.replace('one of ', '')
      .split(', ') ?? [];
  expect(offered).toContain('HS512');
  expect(new Set(offered).size).toBe(offered.length);
});
