import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase32, encodeBase32 } from '../../../src/core/encoding/base32.ts';

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('RFC 4648 §10, without padding: %j', (plain, encoded) => {
  const bytes = new Uint8Array(Buffer.from(plain));
  expect(encodeBase32(bytes)).toBe(encoded);
  expect(decodeBase32(encoded)).toEqual(bytes);
});

test('the bits of any bytes, five in each digit', () => {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
      const groups = bits.match(/.{1,5}/g) ?? [];
      const expected = groups.map((group) => digits[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
      expect(encodeBase32(bytes)).toBe(expected);
      expect(decodeBase32(expected)).toEqual(bytes);
    }),
  );
});

test.each(['my', 'M1', 'MY======', 'M Y', 'É'])('%j is not base32', (text) => {
  expect(() => decodeBase32(text)).toThrow(TypeError);
});
