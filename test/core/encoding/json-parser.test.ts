import { describe, expect, test } from 'vitest';
import { JsonParser } from '../../../src/core/encoding/json-parser.ts';

/** What the strict parser makes of a text, whatever quicker way there may be around it. */
function parse(text: string, maxDepth = 32) {
  const parser = new JsonParser(text, maxDepth);
  return { value: parser.parse(), faults: parser.faults };
}

describe('takes what RFC 8259 takes, as the host does', () => {
  test.each([
    ' \t\r\n1 \t\r\n',
    'true',
    'false',
    'null',
    '{}',
    '{ \n}',
    '[]',
    '[\t]',
    '[ 1 , 2 ]',
    '[[],[[]],{}]',
    '[true,false,null,"a",-1]',
    '{"a":1,"b":{"c":[true,false,null]}}',
    '{ "a" : 1 , "b" : [ ] }',
    '0',
    '-0',
    '-1',
    '10',
    '9',
    '90',
    '1.5',
    '-1.25',
    '0.5',
    '-0.05',
    '1e5',
    '1E5',
    '1e+5',
    '1e-5',
    '1.5E+10',
    '-9.09e-09',
    '1e05',
    '""',
    '"a b"',
    '" "',
    '"\x7f"',
    '"\u00e9\u20ac"',
    '"\ud7ff\ue000"',
    '"x\ud83d\ude00y"',
    '"\udbff\udfff"',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
    '"a\\nb\\tc"',
    '"\\u0041"',
    '"\\u0000\\uffff"',
    '"x\\u00e9y"',
    '"\\u00412"',
    '"\\uAbCd\\uabcd"',
    '"\\ud83d\\ude00"',
    '"x\\uD83D\\uDE00y\\u0041"',
    '"\\ud7ff\\ue000"',
  ])('%j', (text) => {
    const { value, faults } = parse(text);
    expect(value).toEqual(JSON.parse(text));
    expect(faults).toEqual([]);
  });
});

describe('refuses what it does not take, at the byte where that shows', () => {
  test.each([
    ['', 0],
    [' \n', 2],
    ['{', 1],
    ['[', 1],
    ['{"a"', 4],
    ['{"a":', 5],
    ['{"a":1', 6],
    ['{"a":1,}', 7],
    ['{,}', 1],
    ['{"a', 3],
    ['{"\t":1}', 2],
    ['{a:1}', 1],
    ["{'a':1}", 1],
    ['{"a" "b"}', 5],
    ['{"a":1 "b":2}', 7],
    ['{"a":1]', 6],
    ['[1', 2],
    ['[1,', 3],
    ['[1,]', 3],
    ['[,1]', 1],
    ['[1 2]', 3],
    ['[1}', 2],
    ['1 2', 2],
    ['[1]]', 3],
    ['{}}', 2],
    ['"', 1],
    ['"a', 2],
    ['"\t"', 1],
    ['"a\x1f"', 2],
    ['"\n', 1],
    ['"\ud800"', 1],
    ['"\ud800x"', 1],
    ['"\ud800\ud800"', 1],
    ['"\udc00"', 1],
    ['"a\udc00"', 2],
    ['"\udfff\ud800"', 1],
    ['"\\', 1],
    ['"\\x41"', 1],
    ['"\\ "', 1],
    ['"\\u"', 1],
    ['"\\u004', 1],
    ['"\\u004"', 1],
    ['"\\u00g1"', 1],
    ['"\\u 041"', 1],
    ['"\\u+041"', 1],
    ['"\\U0041"', 1],
    ['"ab\\ud800"', 3],
    ['"\\udc00"', 1],
    ['"\\udfff\\ud800"', 1],
    ['"\\ud800\\u0041"', 1],
    ['"\\ud800\\ud800"', 1],
    ['"\\ud800\\n"', 1],
    ['"\\ud800xxdc00"', 1],
    ['"\\u0041\\udc00"', 7],
    ['"\\ud800x\\udc00"', 1],
    ['"\\ud800\\u00"', 1],
    ['tru', 0],
    ['[true1]', 5],
    ['True', 0],
    ['nul', 0],
    ['falsy', 0],
    ['01', 1],
    ['-01', 2],
    ['00', 1],
    ['-', 0],
    ['[-]', 1],
    ['-a', 0],
    ['+1', 0],
    ['.5', 0],
    ['1.', 2],
    ['1.e5', 2],
    ['1e', 2],
    ['1e+', 3],
    ['1E-', 3],
    ['1e+-1', 3],
    ['--1', 0],
    ['0x10', 1],
    ['1a', 1],
    ['NaN', 0],
    ['\u00a01', 0],
    ['\ufeff1', 0],
    ['\v1', 0],
    ['1\f', 1],
    ['/*c*/1', 0],
    [':', 0],
    ['/', 0],
  ])('%j at %i', (text, byte) => {
    const { value, faults } = parse(text);
    expect(value).toBeUndefined();
    expect(faults).toMatchObject([{ reason: 'syntax', byte }]);
  });

  test.each([
    ['"\ud800"', 'whole Unicode characters'],
    ['"a\udc00"', 'whole Unicode characters'],
    ['" \x1f"', 'an escape instead of a control character'],
    ['" \0', 'an escape instead of a control character'],
    ['"a', 'a closing double quote'],
    ['01', 'no digit after a leading zero'],
    ['1 2', 'the end of the text after the value'],
  ])('%j: %s', (text, expected) => {
    expect(parse(text).faults).toMatchObject([{ expected }]);
  });
});

test('depth is counted on the way down, and given back on the way up', () => {
  expect(parse('[[],[],{"a":[]}]', 3).faults).toEqual([]);
  expect(parse('[[],[[]]]', 2).faults).toMatchObject([{ reason: 'too-deep', byte: 5, pointer: '/1/0' }]);
  expect(parse('[]', 0)).toMatchObject({ value: undefined, faults: [{ reason: 'too-deep', byte: 0 }] });
  expect(parse('1', 0).value).toBe(1);
});

test('a number beyond what a double holds is an infinity, and a fault', () => {
  expect(parse('[1e400,2]')).toMatchObject({
    value: [Number.POSITIVE_INFINITY, 2],
    faults: [{ reason: 'number-out-of-range', byte: 1, pointer: '/0' }],
  });
});

test('no more than 16 faults are listed', () => {
  const members = (count: number) => `{"a":0${',"a":1'.repeat(count)}}`;
  expect(parse(members(15)).faults).toHaveLength(15);
  expect(parse(members(16)).faults).toHaveLength(16);
  expect(parse(members(17)).faults).toHaveLength(16);
  expect(parse(members(17)).value).toEqual({ a: 1 });
});

test('each value is told with its path and its place, inner ones first', () => {
  const text = ' {"a": [1, "x"], "b" : {} } ';
  const told: unknown[] = [];
  new JsonParser(text, 8, (path, { start, end, name }) => {
    told.push([path.join('/'), text.slice(start, end), name === undefined ? '' : text.slice(name.start, name.end)]);
  }).parse();
  expect(told).toEqual([
    ['a/0', '1', ''],
    ['a/1', '"x"', ''],
    ['a', '[1, "x"]', '"a"'],
    ['b', '{}', '"b"'],
    ['', text.trim(), ''],
  ]);
});
