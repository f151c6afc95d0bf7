import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchTotp, totp } from '../../../src/actions/people/totp.ts';
import { decodeBase32, encodeBase32 } from '../../../src/core/encoding/base32.ts';
import { hmacSha1 } from '../../../src/core/hash/hmac.ts';

const secret = new TextEncoder().encode('12345678901234567890');

describe('RFC 6238 Appendix B, its last 6 digits', () => {
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %i', (now, code) => {
    expect(totp(secret, Math.floor(now / 30))).toBe(code);
    expect(matchTotp(secret, code, now, 0)).toBe(Math.floor(now / 30));
  });
});

test('a code is taken one step early and one late, and once', () => {
  const now = 1_111_111_111;
  const step = Math.floor(now / 30);
  for (const [at, taken] of [
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ] as const) {
    expect(matchTotp(secret, totp(secret, step + at), now, 0)).toBe(taken ? step + at : undefined);
  }
  expect(matchTotp(secret, totp(secret, step), now, step)).toBeUndefined();
  expect(matchTotp(secret, totp(secret, step - 1), now, step)).toBeUndefined();
  for (const wrong of ['', '05047', '0504711', '05047a', ' 050471'])
    expect(matchTotp(secret, wrong, now, 0)).toBeUndefined();
});

test('HMAC-SHA-1 is that of OpenSSL, and base32 comes back as it was', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 }), (key, message) => {
      expect(Buffer.from(hmacSha1(key, message))).toEqual(createHmac('sha1', key).update(message).digest());
      expect(decodeBase32(encodeBase32(key))).toEqual(key);
    }),
  );
  // RFC 4648 §10
  expect(encodeBase32(new TextEncoder().encode('foobar'))).toBe('MZXW6YTBOI');
  expect(() => decodeBase32('mz')).toThrow(TypeError);
});
