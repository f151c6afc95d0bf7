import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { describeJson, locate, parseJson, parseJsonObject } from '../../../src/core/encoding/json.ts';
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
    const expectedAt = (bytes: readonly number[], byte: number, expected: string) =>
      expect(parseJson(Uint8Array.from(bytes))).toStrictEqual({
        faults: [{ reason: 'not-utf8', expected, byte, pointer: '' }],
      });
    expectedAt([0x22, 0xff, 0x22], 1, 'valid UTF-8');
    expectedAt([0xef, 0xbb, 0xbf, 0x31], 0, 'UTF-8 without a byte order mark');
  });

  test('a text without a value has no member for one', () => {
    expect(Object.keys(parseJson('{'))).toEqual(['faults']);
  });
});

describe('the parser of the host', () => {
  /** How often each parser has read it. */
  const readBy = (text: string) => {
    using host = vi.spyOn(JSON, 'parse');
    using ours = vi.spyOn(JsonParser.prototype, 'parse');
    const faults = parseJson(text).faults.map(({ reason }) => reason);
    return { host: host.mock.calls.length, ours: ours.mock.calls.length, faults };
  };
  const long = (text: string, length = 5000) => text.padEnd(length);
  const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

  test.each([
    '{"a":1,"b":[true,null,"x"],"c":{"d":-1.5,"e":null}}',
    '"a:b"',
    ' {"a"\t\r\n :":" , "b" : [ "c" , {} ] } ',
    nested(32),
    objects(32),
    long(nested(32)),
    long(objects(32)),
    `["${'[{'.repeat(3000)}",[{}]]`,
    `[${'[],{},'.repeat(1000)}1]`,
  ])('reads alone what has nothing unusual: %#', (text) => {
    expect(readBy(text)).toEqual({ host: 1, ours: 0, faults: [] });
  });

  test.each(['"\\u0061"', '"\ud83d\ude00"'])('does not see what may hide something: %j', (text) => {
    expect(readBy(text)).toEqual({ host: 0, ours: 1, faults: [] });
  });

  test('does not see a large text that is too deep', () => {
    for (const deep of [nested(33), objects(33), `[1${nested(33)}`]) {
      expect(readBy(long(deep, 4096))).toMatchObject({ host: 1, ours: 1 });
      expect(readBy(long(deep, 4097))).toMatchObject({ host: 0, ours: 1 });
    }
    expect(readBy(objects(33)).faults).toEqual(['too-deep']);
    expect(readBy(long('['.repeat(32)))).toEqual({ host: 1, ours: 1, faults: ['syntax'] });
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

test('parseJsonObject reads an object as parseJson does, and tells its faults', () => {
  for (const text of ['{"a":1}', '{"a":1,"a":2}', '{"a"', '']) expect(parseJsonObject(text)).toEqual(parseJson(text));
});

test('what a member is that is no JSON value or an object', () => {
  expect([describeJson(undefined), describeJson({})]).toEqual(['nothing', 'an object']);
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

  test('finds what is 64 levels deep, and nothing below', () => {
    const at = (depth: number) => '/0'.repeat(depth);
    expect(locate(nested(64), at(63))).toEqual({ start: 63, end: 65 });
    expect(locate(nested(65), at(64))).toBeUndefined();
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
