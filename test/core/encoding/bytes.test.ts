import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bigIntToBytes,
  bitLength,
  bytesToBigInt,
  concatBytes,
  equalBytes,
  toHex,
} from '../../../src/core/encoding/bytes.ts';

const some = fc.uint8Array({ maxLength: 40 });

test('toHex and concatBytes agree with Buffer', () => {
  expect(toHex(Uint8Array.from({ length: 256 }, (_, byte) => byte))).toMatch(/^000102.*0f10.*fdfeff$/);
  fc.assert(
    fc.property(fc.array(some, { maxLength: 4 }), (parts) => {
      expect(toHex(concatBytes(...parts))).toBe(Buffer.concat(parts).toString('hex'));
    }),
  );
});

test('equalBytes: same length and the same at each place', () => {
  fc.assert(
    fc.property(some, some, (a, b) => {
      expect(equalBytes(a, a.slice())).toBe(true);
      expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
      expect(equalBytes(a, concatBytes(a, Uint8Array.of(0)))).toBe(false);
      expect(equalBytes(concatBytes(a, Uint8Array.of(0)), a)).toBe(false);
      expect(equalBytes(concatBytes(a, Uint8Array.of(1)), concatBytes(a, Uint8Array.of(2)))).toBe(false);
    }),
  );
});

describe('numbers', () => {
  test.each([
    [0n, '00', 0],
    [1n, '01', 1],
    [9n, '09', 4],
    [10n, '0a', 4],
    [0x7fn, '7f', 7],
    [0x80n, '80', 8],
    [0xffn, 'ff', 8],
    [0x100n, '0100', 9],
    [0xabcdefn, 'abcdef', 24],
  ])('%i', (value, hex, bits) => {
    expect(toHex(bigIntToBytes(value))).toBe(hex);
    expect(bytesToBigInt(bigIntToBytes(value))).toBe(value);
    expect(bitLength(value)).toBe(bits);
    expect(toHex(bigIntToBytes(value, 4))).toBe(hex.padStart(8, '0'));
  });

  test('no bytes are zero', () => {
    expect(bytesToBigInt(new Uint8Array())).toBe(0n);
    expect(bigIntToBytes(0n, 0)).toEqual(new Uint8Array());
  });
});
