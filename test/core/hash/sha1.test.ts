import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '../../../src/core/encoding/bytes.ts';
import { sha1 } from '../../../src/core/hash/sha1.ts';

test('SHA-1 agrees with node:crypto on any message', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (message) => {
      expect(toHex(sha1(message))).toBe(createHash('sha1').update(message).digest('hex'));
    }),
  );
});

test('SHA-1 of "abc" (FIPS 180-4)', () => {
  expect(toHex(sha1(new TextEncoder().encode('abc')))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
});
