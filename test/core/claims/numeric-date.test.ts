import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeDuration, formatUtc, readNumericDate } from '../../../src/core/claims/numeric-date.ts';

describe('readNumericDate', () => {
  test.each([
    [1_795_514_553, { kind: 'seconds', seconds: 1_795_514_553 }],
    [1_795_514_553.25, { kind: 'seconds', seconds: 1_795_514_553.25 }],
    [0, { kind: 'seconds', seconds: 0 }],
    [-1, { kind: 'seconds', seconds: -1 }],
    [2 ** 31, { kind: 'seconds', seconds: 2 ** 31 }],
    [253_402_300_799, { kind: 'seconds', seconds: 253_402_300_799 }],
    [900, { kind: 'duration', seconds: 900 }],
    [0.5, { kind: 'duration', seconds: 0.5 }],
    [1_795_514_553_123, { kind: 'milliseconds', meant: 1_795_514_553 }],
    [1_795_514_553_123_456, { kind: 'microseconds', meant: 1_795_514_553 }],
    [1_795_514_553_123_456_800, { kind: 'nanoseconds', meant: 1_795_514_553 }],
    [Number.POSITIVE_INFINITY, { kind: 'out-of-range' }],
    [Number.NEGATIVE_INFINITY, { kind: 'out-of-range' }],
    [Number.NaN, { kind: 'out-of-range' }],
    [1e308, { kind: 'out-of-range' }],
    [-1e308, { kind: 'out-of-range' }],
    ['1795514553', { kind: 'wrong-type', received: 'a string', meant: 1_795_514_553 }],
    ['1795514553123', { kind: 'wrong-type', received: 'a string', meant: 1_795_514_553 }],
    ['2026-11-24T10:02:33Z', { kind: 'wrong-type', received: 'a date in a string', meant: 1_795_514_553 }],
    ['2026-11-24T11:02:33.9+01:00', { kind: 'wrong-type', received: 'a date in a string', meant: 1_795_514_553 }],
    [
      '2026-11-24 10:02:33',
      { kind: 'wrong-type', received: 'a date in a string, without a time zone', meant: 1_795_514_553 },
    ],
    ['2026-13-24T10:02:33Z', { kind: 'wrong-type', received: 'a string' }],
    ['2026-11-24', { kind: 'wrong-type', received: 'a string' }],
    ['', { kind: 'wrong-type', received: 'a string' }],
    [true, { kind: 'wrong-type', received: 'a boolean' }],
    [null, { kind: 'wrong-type', received: 'null' }],
    [[1], { kind: 'wrong-type', received: 'an array' }],
    [{}, { kind: 'wrong-type', received: 'an object' }],
    [undefined, { kind: 'wrong-type', received: 'nothing' }],
    // Each edge, and what stands just before it.
    [99_999_999, { kind: 'duration', seconds: 99_999_999 }],
    [1e8, { kind: 'seconds', seconds: 1e8 }],
    [1e12 - 1, { kind: 'seconds', seconds: 1e12 - 1 }],
    [1e12, { kind: 'milliseconds', meant: 1e9 }],
    [1e15 - 1, { kind: 'milliseconds', meant: 999_999_999_999 }],
    [1e15, { kind: 'microseconds', meant: 1e9 }],
    [1e18 - 128, { kind: 'microseconds', meant: 999_999_999_999 }],
    [1e18, { kind: 'nanoseconds', meant: 1e9 }],
    [1e21 - 131_072, { kind: 'nanoseconds', meant: 999_999_999_999 }],
    [1e21, { kind: 'out-of-range' }],
    [-Number.MAX_SAFE_INTEGER, { kind: 'seconds', seconds: -Number.MAX_SAFE_INTEGER }],
    [-(2 ** 53), { kind: 'out-of-range' }],
    [' 1795514553\n', { kind: 'wrong-type', received: 'a string', meant: 1_795_514_553 }],
    ['1795514553.9', { kind: 'wrong-type', received: 'a string', meant: 1_795_514_553 }],
    ['900', { kind: 'wrong-type', received: 'a string', meant: 900 }],
    ['1795514553123456789', { kind: 'wrong-type', received: 'a string', meant: 1_795_514_553 }],
    ['17955145531234567890', { kind: 'wrong-type', received: 'a string' }],
    ['1.1234567890', { kind: 'wrong-type', received: 'a string' }],
    ['1795514553s', { kind: 'wrong-type', received: 'a string' }],
    ['+1795514553', { kind: 'wrong-type', received: 'a string' }],
    ['1795514553.', { kind: 'wrong-type', received: 'a string' }],
  ])('%j', (value, reading) => {
    expect(readNumericDate(value)).toStrictEqual(reading);
  });
});

test('formatUtc agrees with the host for any second of the years 0 to 9999', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), (seconds) => {
      const iso = new Date(seconds * 1000).toISOString();
      expect(formatUtc(seconds)).toBe(`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`);
    }),
  );
});

test.each([
  [1_795_514_553.9, '2026-11-24 10:02:33 UTC'],
  [-62_167_219_200, '0000-01-01 00:00:00 UTC'],
  [-62_167_219_201, '-62167219201 s from 1970-01-01 UTC'],
  [253_402_300_799.5, '9999-12-31 23:59:59 UTC'],
  [253_402_300_800, '253402300800 s from 1970-01-01 UTC'],
  [1e12, '1000000000000 s from 1970-01-01 UTC'],
  [Number.POSITIVE_INFINITY, 'Infinity s from 1970-01-01 UTC'],
])('formatUtc(%d)', (seconds, text) => {
  expect(formatUtc(seconds)).toBe(text);
});

test.each([
  [0, '0 s'],
  [0.42, '0.4 s'],
  [0.949, '0.9 s'],
  [0.95, '1 s'],
  [0.96, '1 s'],
  [4.3, '4 s'],
  [9.96, '10 s'],
  [59.6, '1 min'],
  [252, '4 min 12 s'],
  [-252, '4 min 12 s'],
  [3600, '1 h'],
  [7505, '2 h 5 min'],
  [7203, '2 h'],
  [86_400, '1 d'],
  [90_000, '1 d 1 h'],
  [86_460, '1 d'],
  [59.4, '59 s'],
  [61, '1 min 1 s'],
  [3659, '1 h'],
  [3660, '1 h 1 min'],
  [2 * 31_557_600 - 1, '730 d 11 h'],
  [2 * 31_557_600, '2 years'],
  [3 * 31_557_600 - 1, '2 years'],
  [1.6e12, '50700 years'],
  [1e6 * 31_557_600 - 1, '999999 years'],
  [1e6 * 31_557_600, 'more than a million years'],
])('describeDuration(%d) is %s', (seconds, text) => {
  expect(describeDuration(seconds)).toBe(text);
});
