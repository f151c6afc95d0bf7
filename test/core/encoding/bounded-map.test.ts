import { expect, test } from 'vitest';
import { BoundedMap } from '../../../src/core/encoding/bounded-map.ts';

function filled(...keys: string[]): BoundedMap<number> {
  const map = new BoundedMap<number>(3);
  for (const [at, key] of keys.entries()) map.set(key, at);
  return map;
}
const held = (map: BoundedMap<number>, keys: string) => [...keys].filter((key) => map.peek(key) !== undefined).join('');

test('holds as many as its limit, and lets go of the oldest', () => {
  expect(held(filled('a', 'b', 'c'), 'abc')).toBe('abc');
  expect(held(filled('a', 'b', 'c', 'd'), 'abcd')).toBe('bcd');
});

test('to get is a use, to set again is one, to peek is none', () => {
  const got = filled('a', 'b', 'c');
  expect(got.get('a')).toBe(0);
  got.set('d', 3);
  expect(held(got, 'abcd')).toBe('acd');

  const set = filled('a', 'b', 'c');
  set.set('a', 9);
  set.set('d', 3);
  expect([held(set, 'abcd'), set.peek('a')]).toEqual(['acd', 9]);

  const peeked = filled('a', 'b', 'c');
  expect(peeked.peek('a')).toBe(0);
  peeked.set('d', 3);
  expect(held(peeked, 'abcd')).toBe('bcd');
});

test('what is not there is undefined, and asking for it adds nothing', () => {
  const map = filled('a', 'b', 'c');
  expect([map.get('z'), map.peek('z')]).toEqual([undefined, undefined]);
  expect(held(map, 'abcz')).toBe('abc');
});

test('what is deleted makes room', () => {
  const map = filled('a', 'b', 'c');
  map.delete('b');
  map.set('d', 3);
  expect(held(map, 'abcd')).toBe('acd');
});

test('what is cleared is gone, and the whole room is free again', () => {
  const map = filled('a', 'b', 'c');
  map.clear();
  expect(held(map, 'abc')).toBe('');
  for (const key of ['d', 'e', 'f']) map.set(key, 1);
  expect(held(map, 'def')).toBe('def');
});

test('a limit of 0 holds nothing', () => {
  const map = new BoundedMap<true>(0);
  map.set('a', true);
  expect(map.peek('a')).toBeUndefined();
});
