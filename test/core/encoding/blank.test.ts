import { expect, test } from 'vitest';
import { isBlank } from '../../../src/core/encoding/blank.ts';

/** First and last of each run of spaces, line ends and characters that nobody sees. */
const RUNS: readonly (readonly [number, number])[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0xad, 0xad],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x2064],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

test('these and no others are blank', () => {
  const expected = RUNS.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
  const blank = Array.from({ length: 0x10000 }, (_, code) => code).filter(isBlank);
  expect(blank).toEqual(expected);
});

test('what JavaScript trims is blank, but for what no token or key has in it', () => {
  const trimmed = Array.from({ length: 0x10000 }, (_, code) => code).filter(
    (code) => String.fromCharCode(code).trim() === '' && !isBlank(code),
  );
  expect(trimmed).toEqual([0x1680]);
});
