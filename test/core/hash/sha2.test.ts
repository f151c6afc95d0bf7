import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hmacSha256 } from '../../../src/core/hash/hmac.ts';
import { sha224, sha256 } from '../../../src/core/hash/sha256.ts';
import { sha384, sha512 } from '../../../src/core/hash/sha512.ts';

const HASHES = { sha224, sha256, sha384, sha512 };

describe.each(Object.entries(HASHES))('%s', (name, hash) => {
  test('equals node:crypto around every block boundary', () => {
    for (let length = 0; length <= 260; length++) {
      const message = Uint8Array.from({ length }, (_, index) => (index * 7 + length) & 0xff);
      expect(hex(hash(message))).toBe(createHash(name).update(message).digest('hex'));
    }
  });

  test('equals node:crypto for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (message) => {
        expect(hex(hash(message))).toBe(createHash(name).update(message).digest('hex'));
      }),
      { numRuns: 100 },
    );
  });
});

test('FIPS 180-4 examples: "abc"', () => {
  const abc = new TextEncoder().encode('abc');
  expect(hex(sha256(abc))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hex(sha224(abc))).toBe('23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7');
});

test('hmacSha256 equals node:crypto for any key and message', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 150 }), fc.uint8Array({ maxLength: 300 }), (key, message) => {
      expect(hex(hmacSha256(key, message))).toBe(createHmac('sha256', key).update(message).digest('hex'));
    }),
    { numRuns: 200 },
  );
});

test('hmacSha256: RFC 4231 §4.3', () => {
  const mac = hmacSha256(new TextEncoder().encode('Jefe'), new TextEncoder().encode('what do ya want for nothing?'));
  expect(hex(mac)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
