import fc from 'fast-check';
import { Check } from 'typebox/schema';
import { describe, expect, test } from 'vitest';
import { type JsonSchema, schemaFaults } from '../../../../src/core/claims/documents/json-schema.ts';
import type { JsonValue } from '../../../../src/core/encoding/json.ts';

const description = 'what it is';
const text = (rules: Partial<JsonSchema> = {}): JsonSchema => ({ type: 'string', description, ...rules });
const list = (rules: Partial<JsonSchema> = {}): JsonSchema => ({ type: 'array', description, ...rules });
const object = (rules: Partial<JsonSchema> = {}): JsonSchema => ({ type: 'object', description, ...rules });
const integer = (rules: Partial<JsonSchema> = {}): JsonSchema => ({ type: 'integer', description, ...rules });

const named = (value: JsonValue, schema: JsonSchema) =>
  schemaFaults(value, schema).map(({ pointer, kind }) => `${kind} ${pointer}`);

describe('a value', () => {
  test.each<[schema: JsonSchema, right: readonly JsonValue[], wrong: readonly JsonValue[]]>([
    [text(), ['', 'a'], [null, 1, true, ['a'], {}]],
    [text({ enum: ['a', 'b'] }), ['a', 'b'], ['', 'ab', 'A']],
    [text({ minLength: 2 }), ['ab', 'abc'], ['', 'a', '😀']],
    [text({ maxLength: 2 }), ['', 'ab', '😀😀'], ['abc', '😀😀😀']],
    [text({ pattern: '^.$' }), ['a', '😀'], ['', 'ab']],
    [integer(), [0, -1, 1e20], [0.5, '1', null, true]],
    [integer({ minimum: 1 }), [1, 2], [0, -1]],
    [integer({ maximum: 9 }), [9, -9], [10]],
    [list(), [[], [1, 'a'], [1, 1]], [{}, 'a', null]],
    [list({ minItems: 1 }), [['a']], [[]]],
    [list({ maxItems: 1 }), [[], ['a']], [['a', 'b']]],
    [list({ uniqueItems: true }), [[], ['a', 'b'], ['1', 1]], [['a', 'b', 'a']]],
    [object(), [{}, { a: 1 }], [[], 'a', null]],
    [object({ maxProperties: 1 }), [{}, { a: 1 }], [{ a: 1, b: 1 }]],
  ])('of %j', (schema, right, wrong) => {
    for (const value of right) expect(schemaFaults(value, schema), JSON.stringify(value)).toEqual([]);
    for (const value of wrong) {
      expect(schemaFaults(value, schema), JSON.stringify(value)).toEqual([
        { pointer: '', kind: 'wrong', schema, value },
      ]);
    }
  });
});

describe('what stands in a value', () => {
  test('is named by its pointer, in the order of the value', () => {
    const schema = object({
      properties: { a: list({ items: text() }), 'b/c': object({ properties: { d: integer() } }) },
    });
    const value = { 'b/c': { d: 'x' }, a: ['x', 1, 'y', 2] };
    expect(named(value, schema)).toEqual(['wrong /b~1c/d', 'wrong /a/1', 'wrong /a/3']);
    expect(named({ a: [1] }, object({ properties: { a: list() } }))).toEqual([]);
  });

  test('is not looked at where the value around it is wrong', () => {
    expect(named([1, 2], list({ items: text(), maxItems: 1 }))).toEqual(['wrong ']);
  });

  test('may be anything where nothing is said of it', () => {
    expect(named({ a: 1, toString: 2 }, object({ properties: { b: text() } }))).toEqual([]);
  });

  test('may be refused for its name', () => {
    const strict = object({ properties: { a: text() }, additionalProperties: false });
    expect(schemaFaults({ a: 'x', b: 1 }, strict)).toEqual([
      { pointer: '/b', kind: 'unknown', schema: strict, value: 1 },
    ]);
    // Of the members that every object inherits, none is meant.
    expect(named({ toString: 'x' }, strict)).toEqual(['unknown /toString']);
    const short = object({ propertyNames: { pattern: '^.$' }, additionalProperties: integer() });
    expect(named({ a: 1, ab: 1, '😀': 1, c: 'x' }, short)).toEqual(['unknown /ab', 'wrong /c']);
  });

  test('may be missing, which is told first', () => {
    const own = text();
    const schema = object({ required: ['a', 'b', 'z'], properties: { a: own, c: integer() } });
    expect(schemaFaults({ c: 'x', b: null }, schema)).toEqual([
      { pointer: '/a', kind: 'absent', schema: own },
      { pointer: '/z', kind: 'absent', schema },
      { pointer: '/c', kind: 'wrong', schema: integer(), value: 'x' },
    ]);
  });
});

test('another implementation of JSON Schema finds the same values right', () => {
  const few = fc.integer({ min: 0, max: 3 });
  const leaf = fc.oneof(
    fc
      .record({ minLength: few, maxLength: few, pattern: fc.constantFrom('a', '^.?$') }, { requiredKeys: [] })
      .map(text),
    fc.record({ minimum: few, maximum: few }, { requiredKeys: [] }).map(integer),
  );
  const members = fc.dictionary(fc.constantFrom('a', 'b'), leaf);
  const others = fc.oneof(fc.constant<false>(false), leaf);
  const lists = fc.record(
    { items: leaf, minItems: few, maxItems: few, uniqueItems: fc.constant<true>(true) },
    { requiredKeys: [] },
  );
  const objects = fc.record(
    { properties: members, additionalProperties: others, required: fc.subarray(['a', 'c']), maxProperties: few },
    { requiredKeys: [] },
  );
  const one = fc.constantFrom<JsonValue>('', 'a', 'b', 'ba', '😀', 0, 1, 2, 3, 0.5, null);
  const pair = fc.oneof(
    fc.tuple(lists.map(list), fc.array(one, { maxLength: 4 })),
    fc.tuple(objects.map(object), fc.dictionary(fc.constantFrom('a', 'b', 'c'), one)),
    fc.tuple(leaf, one),
  );
  let right = 0;
  fc.assert(
    fc.property(pair, ([schema, value]) => {
      const isRight = schemaFaults(value, schema).length === 0;
      if (isRight) right++;
      expect(isRight).toBe(Check(schema, value));
    }),
    { numRuns: 3000 },
  );
  expect(right).toBeGreaterThan(300);
});
