import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locate, parseJson, parseJsonObject } from '../../../src/core/encoding/json.ts';
import { JsonParser } from '../../../src/core/encoding/json-parser.ts';
import { encodeUtf8 } from '../../../src/core/encoding/utf8.ts';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('parseJson', () => {
  test('reads any JSON value as the host does, compact or indented', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text)).toEqual({ value: JSON.parse(text), faults: [] });
        expect(parseJson(encodeUtf8(text))).toEqual(parseJson(text));
      }),
    );
  });

  test('the quick route and the strict parser agree on any text', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '""',
      '1',
      '-0',
      '1e400',
      '0.5',
      ' ',
      '"\\u0061"',
      '"é"',
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((chosen) => chosen.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.json().map(damage)), (input) => {
        const strict = new JsonParser(input, 32);
        const value = strict.parse();
        const reading = parseJson(input);
        expect(reading.faults).toEqual(strict.faults);
        expect(reading.value).toEqual(value);
        for (const fault of reading.faults) expect(fault.byte).toBeLessThanOrEqual(encodeUtf8(input).length);
      }),
      { numRuns: 5000 },
    );
  });

  test('objects have no prototype', () => {
    for (const text of [
      '{"a":{"b":[{}]},"__proto__":{"admin":true}}',
      '{ "a":{"b":[{}]},"__proto__":{"admin":true}}',
    ]) {
      const value = parseJson(text).value as { a: { b: object[] }; ['__proto__']: object };
      expect(Object.getPrototypeOf(value)).toBeNull();
      expect(Object.getPrototypeOf(value.a)).toBeNull();
      expect(Object.getPrototypeOf(value.a.b[0])).toBeNull();
      expect(Object.keys(value)).toEqual(['a', '__proto__']);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    }
  });

  test.each([
    ['', 0, '', 'a JSON value'],
    ['{"a":1,}', 7, '', 'a member name in double quotes'],
    ['{"a" 1}', 5, '/a', 'a colon'],
    ['{"a":1 "b":2}', 7, '', 'a comma or a closing brace'],
    ['{"é":[1,,2]}', 9, '/é/1', 'a JSON value'],
    ['[1 2]', 3, '', 'a comma or a closing bracket'],
    ['{"a":1}x', 7, '', 'the end of the text'],
    ['{"a":1}{"b":2}', 7, '', 'the end of the text'],
    ['{"a":NaN}', 5, '/a', 'a JSON value'],
    ['{"a":nul}', 5, '/a', 'true, false and null'],
    ['{"a":0x10}', 6, '', 'a comma'],
    ['{"a":01}', 6, '/a', 'leading zero'],
    ['{"a":+1}', 5, '/a', 'a JSON value'],
    ['{"a":.5}', 5, '/a', 'a JSON value'],
    ['{"a":1.}', 7, '/a', 'decimal point'],
    ['{"a":1e}', 7, '/a', 'exponent'],
    ["{'a':1}", 1, '', 'a member name in double quotes'],
    ['{"a":1 /* c */}', 7, '', 'a comma'],
    ['{"a":"b', 7, '/a', 'a closing double quote'],
    ['{"a":"\n"}', 6, '/a', 'control character'],
    ['{"a":"\\x"}', 6, '/a', 'one of the escapes'],
    ['{"a":"\\u12g4"}', 6, '/a', 'one of the escapes'],
    ['{"a":"\\ud800"}', 6, '/a', 'surrogate pair'],
    ['{"a":"\\ud800\\u0041"}', 6, '/a', 'surrogate pair'],
    ['{"a":"\\udc00"}', 6, '/a', 'surrogate pair'],
    ['{"a":"\ud800"}', 6, '/a', 'whole Unicode characters'],
  ])('refuses %j at byte %i', (text, byte, pointer, expected) => {
    const reading = parseJson(text);
    expect(reading.value).toBeUndefined();
    expect(reading.faults).toEqual([
      { reason: 'syntax', byte, pointer, expected: expect.stringContaining(expected) as string },
    ]);
  });

  test('joins surrogate pairs that are escaped', () => {
    expect(parseJson('"\\ud83d\\ude00\\u00e9"').value).toBe('😀é');
  });

  test('goes on after a duplicate member, whatever its spelling, and keeps the last value', () => {
    expect(parseJson('{"exp":1,"a":{"b":1,"b":2},"\\u0065xp":3}')).toEqual({
      value: { exp: 3, a: { b: 2 } },
      faults: [
        { reason: 'duplicate-member', expected: 'each member name once', byte: 20, pointer: '/a/b' },
        { reason: 'duplicate-member', expected: 'each member name once', byte: 27, pointer: '/exp' },
      ],
    });
  });

  test.each(['{"a" :1,"a":2}', '{"a":1,"a"\n:2}', '{"a"\t:1,"b":{"c":1,"c" :2},"d":3}', '{"a" :":","a":1}'])(
    'a blank before a colon hides no duplicate: %j',
    (text) => expect(parseJson(text).faults).toMatchObject([{ reason: 'duplicate-member' }]),
  );

  test('two members named __proto__ are duplicates', () => {
    expect(parseJson('{"__proto__":1,"__proto__":2}').faults).toMatchObject([{ reason: 'duplicate-member' }]);
  });

  test.each(['1e400', '-1e400', '9'.repeat(400)])('reports %s as out of range', (number) => {
    const reading = parseJson(`{"exp":${number}}`);
    expect(reading.faults).toMatchObject([{ reason: 'number-out-of-range', byte: 7, pointer: '/exp' }]);
  });

  test('32 levels and no more, unless told otherwise', () => {
    expect(parseJson(nested(32)).faults).toEqual([]);
    expect(parseJson(nested(33))).toMatchObject({ faults: [{ reason: 'too-deep', byte: 32 }] });
    expect(parseJson(nested(33)).value).toBeUndefined();
    expect(parseJson(nested(3), { maxDepth: 2 }).faults).toMatchObject([{ reason: 'too-deep', byte: 2 }]);
    expect(parseJson(nested(100_000)).faults).toMatchObject([{ reason: 'too-deep' }]);
  });

  test('bytes that are not UTF-8 are refused with their place', () => {
    expect(parseJson(Uint8Array.from([0x22, 0xff, 0x22])).faults).toMatchObject([{ reason: 'not-utf8', byte: 1 }]);
    expect(parseJson(Uint8Array.from([0xef, 0xbb, 0xbf, 0x31])).faults).toMatchObject([
      { reason: 'not-utf8', byte: 0 },
    ]);
  });
});

test.each([
  ['[1]', 'an array'],
  ['"a"', 'a string'],
  ['1', 'a number'],
  ['null', 'null'],
  ['true', 'a boolean'],
])('parseJsonObject refuses %s', (text, kind) => {
  expect(parseJsonObject(text)).toEqual({
    faults: [{ reason: 'not-an-object', expected: `a JSON object, not ${kind}`, byte: 0, pointer: '' }],
  });
});

describe('locate', () => {
  const text = '{"é":1, "a/b": {"x":[10, 20]},"x":1,"x":22}';

  test.each([
    ['', 0, 44],
    ['/é', 6, 7],
    ['/a~1b', 16, 30],
    ['/a~1b/x/1', 26, 28],
    ['/x', 41, 43],
  ])('finds %j', (pointer, start, end) => {
    expect(locate(text, pointer)).toMatchObject({ start, end });
  });

  test('gives the name of a member, quotes included', () => {
    expect(locate(text, '/a~1b')?.name).toEqual({ start: 9, end: 14 });
    expect(locate(text, '/a~1b/x/1')?.name).toBeUndefined();
  });

  test('finds nothing where there is nothing', () => {
    expect(locate(text, '/y')).toBeUndefined();
    expect(locate('{', '/a')).toBeUndefined();
  });
});

/** One character taken out in the middle. */
function damage(text: string): string {
  const middle = text.length >> 1;
  return text.length % 3 === 0 ? text.slice(0, middle) + text.slice(middle + 1) : text;
}
