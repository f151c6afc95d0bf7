import { describe, expect, test } from 'vitest';
import { decodeEmsaPkcs1, encodeEmsaPkcs1 } from '../../../src/core/jws/emsa-pkcs1.ts';

/** RFC 8017 §9.2, note 1, and RFC 3447 for SHA-224. */
const PREFIXES = [
  ['MD5', '3020300c06082a864886f70d020505000410', 16],
  ['SHA-1', '3021300906052b0e03021a05000414', 20],
  ['SHA-224', '302d300d06096086480165030402040500041c', 28],
  ['SHA-256', '3031300d060960864801650304020105000420', 32],
  ['SHA-384', '3041300d060960864801650304020205000430', 48],
  ['SHA-512', '3051300d060960864801650304020305000440', 64],
] as const;

const digestOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 7) % 256);

describe.each(PREFIXES)('%s', (hash, prefix, length) => {
  const digest = digestOf(length);
  const content = prefix + Buffer.from(digest).toString('hex');
  const least = 11 + content.length / 2;

  test('is written as the RFC has it, and read back', () => {
    for (const size of [least, least + 1, 256]) {
      const message = encodeEmsaPkcs1(hash, digest, size) as Uint8Array;
      const padding = 'ff'.repeat(size - 3 - content.length / 2);
      expect(Buffer.from(message).toString('hex')).toBe(`0001${padding}00${content}`);
      expect(decodeEmsaPkcs1(message)).toEqual({ hash, digest });
    }
    expect(encodeEmsaPkcs1(hash, digest, least - 1)).toBeUndefined();
  });

  test('with any byte of the frame or of the DigestInfo changed, it is nothing', () => {
    const message = encodeEmsaPkcs1(hash, digest, 140) as Uint8Array;
    for (let at = 0; at < message.length - length; at++) {
      const changed = message.slice();
      changed[at] = (changed[at] as number) ^ 1;
      expect(decodeEmsaPkcs1(changed), `byte ${at}`).toBeUndefined();
    }
  });

  test('with a byte more or less behind it, it names no hash', () => {
    const message = encodeEmsaPkcs1(hash, digest, 140) as Uint8Array;
    for (const other of [Uint8Array.of(...message, 0), message.subarray(0, -1)]) {
      // One of SHA-224 and a byte is as long as a bare digest of SHA-384.
      expect(decodeEmsaPkcs1(other)?.hash ?? 'none').toBe('none');
    }
  });

  test('the bare digest is told apart', () => {
    const bare = encodeEmsaPkcs1('none', digest, 140) as Uint8Array;
    expect(decodeEmsaPkcs1(bare)).toEqual({ hash: 'none', digest });
    expect(decodeEmsaPkcs1(encodeEmsaPkcs1('none', digestOf(length + 1), 140) as Uint8Array)).toBeUndefined();
  });
});

test('eight bytes of padding and no fewer', () => {
  const frame = (padding: number) => Uint8Array.of(0, 1, ...new Uint8Array(padding).fill(0xff), 0, ...digestOf(32));
  expect(decodeEmsaPkcs1(frame(8))).toMatchObject({ hash: 'none' });
  expect(decodeEmsaPkcs1(frame(7))).toBeUndefined();
  expect(decodeEmsaPkcs1(new Uint8Array(64).fill(0xff))).toBeUndefined();
  expect(decodeEmsaPkcs1(new Uint8Array(0))).toBeUndefined();
});
