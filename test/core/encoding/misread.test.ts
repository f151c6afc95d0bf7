import { expect, test } from 'vitest';
import { corrected, lostAt, misreadings } from '../../../src/core/encoding/misread.ts';

/** Each as `where:found>meant`. */
const of = (text: string, start = 0, end = text.length) =>
  [...misreadings(text, start, end)].map(({ at, found, meant }) => `${at}:${found}>${meant}`);

test('characters that look alike come first, then the other case, then what stands there twice', () => {
  expect(of('5aaM')).toEqual(['0:5>S', '0:5>s', '1:a>A', '2:a>A', '3:M>m', '1:aa>a']);
});

test('a letter whose other case looks alike is tried once; one that is like others, in the other case too', () => {
  expect(of('cq')).toEqual(['0:c>C', '1:q>9', '1:q>g', '1:q>Q']);
  expect(of('v')).toEqual(['0:v>u', '0:v>V']);
});

test('what has no other case and looks like nothing is left', () => {
  expect(of('3.=')).toEqual([]);
});

test('of a run one is taken out, wherever it stands', () => {
  expect(of('3444344')).toEqual(['1:44>4', '5:44>4']);
  expect(of('4434')).toEqual(['0:44>4']);
});

test('nothing outside of the part is changed, or counts', () => {
  expect(of('AxMA', 1, 3)).toEqual(['1:x>X', '2:M>m']);
  expect(of('4444', 1, 3)).toEqual(['1:44>4']);
  expect(of('4344', 1, 3)).toEqual([]);
});

test('what was lost may be any character of base64url', () => {
  const lost = [...lostAt(7)];
  expect(lost.every(({ at, found }) => at === 7 && found === '')).toBe(true);
  expect(new Set(lost.map(({ meant }) => meant)).size).toBe(64);
  expect(lost.every(({ meant }) => /^[\w-]$/.test(meant))).toBe(true);
});

test('the text as it was meant', () => {
  expect(corrected('abc', { at: 1, found: 'b', meant: 'B' })).toBe('aBc');
  expect(corrected('abbc', { at: 1, found: 'bb', meant: 'b' })).toBe('abc');
  expect(corrected('ac', { at: 1, found: '', meant: 'b' })).toBe('abc');
});
