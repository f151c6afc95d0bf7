import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatHttpDate, parseHttpDate } from '../../../src/core/request/http-date.ts';

test.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
  'RFC 9110 §5.6.7: %s',
  (text) => {
    expect(parseHttpDate(text)).toBe(784_111_777);
  },
);

test('two-digit years are at most 50 years ahead', () => {
  const now = Date.UTC(2026, 10, 24) / 1000;
  expect(parseHttpDate('Sunday, 06-Nov-76 08:49:37 GMT', now)).toBe(Date.UTC(2076, 10, 6, 8, 49, 37) / 1000);
  expect(parseHttpDate('Sunday, 06-Nov-77 08:49:37 GMT', now)).toBe(Date.UTC(1977, 10, 6, 8, 49, 37) / 1000);
  expect(parseHttpDate('Sunday, 06-Nov-69 08:49:37 GMT')).toBe(Date.UTC(2069, 10, 6, 8, 49, 37) / 1000);
});

test('agrees with the host for any second of the years 0 to 9999', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_167_219_200, max: 253_402_300_799 }), (seconds) => {
      expect(formatHttpDate(seconds)).toBe(new Date(seconds * 1000).toUTCString());
      expect(parseHttpDate(formatHttpDate(seconds))).toBe(seconds);
    }),
  );
});

test.each([
  '',
  'now',
  'Sun, 31 Feb 2026 08:49:37 GMT',
  'Sun, 06 Nov 1994 24:00:00 GMT',
  'Sun, 06 Foo 1994 08:49:37 GMT',
  '784111777',
])('%j is none', (text) => {
  expect(parseHttpDate(text)).toBeUndefined();
});
