import { describe, expect, test } from 'vitest';
import { encodeElement, encodeSequence, encodeUnsigned } from '../../../src/core/encoding/write-der.ts';
import { readEcdsa } from '../../../src/core/jws/ecdsa-form.ts';

const raw = (...bytes: number[]) => Uint8Array.from(bytes);

describe('readEcdsa, of two numbers of four bytes', () => {
  test('raw: the first half and the second', () => {
    expect(readEcdsa(raw(0, 0, 1, 0, 0, 0, 0, 7), 4)).toEqual({ form: 'raw', signatures: [{ r: 256n, s: 7n }] });
  });

  test.each([7, 6, 5, 4])('unpadded: %i bytes are split at each place that the loss leaves open', (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => at + 1);
    const read = readEcdsa(bytes, 4);
    expect(read?.form).toBe('unpadded');
    const numbers = (from: number, to: number) =>
      BigInt(`0x00${Buffer.from(bytes.subarray(from, to)).toString('hex')}`);
    const splits = Array.from({ length: 9 - length }, (_, lost) => 4 - lost);
    expect(read?.signatures).toEqual(splits.map((at) => ({ r: numbers(0, at), s: numbers(at, length) })));
  });

  test.each([3, 9, 10, 100])('%i bytes are nothing', (length) => {
    expect(readEcdsa(new Uint8Array(length).fill(1), 4)).toBeUndefined();
  });

  test('DER, wherever it is not as long as a raw one', () => {
    const der = encodeSequence(encodeUnsigned(256n), encodeUnsigned(7n));
    expect(readEcdsa(der, 4)).toEqual({ form: 'der', signatures: [{ r: 256n, s: 7n }] });
    expect(readEcdsa(encodeSequence(encodeUnsigned(1n), encodeUnsigned(2n)), 4)?.form).toBe('raw');
    // As long as one that lost a byte: the numbers that are written out are believed.
    const short = encodeSequence(encodeUnsigned(1n), encodeUnsigned(2n));
    expect(readEcdsa(short, 5)).toEqual({ form: 'der', signatures: [{ r: 1n, s: 2n }] });
  });

  test.each([
    ['one number', encodeSequence(encodeUnsigned(2n ** 80n))],
    ['three numbers', encodeSequence(encodeUnsigned(2n ** 40n), encodeUnsigned(2n), encodeUnsigned(3n))],
    ['a negative number', encodeSequence(encodeElement(2, raw(0x80)), encodeUnsigned(2n ** 60n))],
    ['another second', encodeSequence(encodeUnsigned(2n ** 60n), encodeElement(4, raw(1)))],
    ['another tag', encodeElement(0x31, encodeUnsigned(2n ** 60n), encodeUnsigned(2n))],
    ['a byte after it', Uint8Array.of(...encodeSequence(encodeUnsigned(2n ** 60n), encodeUnsigned(2n)), 0)],
  ])('no DER: %s', (_, bytes) => {
    expect(readEcdsa(bytes, 4)).toBeUndefined();
  });
});
