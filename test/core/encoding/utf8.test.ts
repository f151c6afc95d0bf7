import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUtf8, decodeUtf8Leniently, encodeUtf8, utf8Length } from '../../../src/core/encoding/utf8.ts';

describe('decodeUtf8', () => {
  test('gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.startsWith('\ufeff'));
        expect(decodeUtf8(encodeUtf8(text))).toBe(text);
        expect(utf8Length(text)).toBe(encodeUtf8(text).length);
      }),
    );
  });

  test.each([
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x7b], { reason: 'byte-order-mark', byte: 0 }],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00], { reason: 'invalid', byte: 0 }],
    ['an overlong slash', [0x61, 0xc0, 0xaf], { reason: 'invalid', byte: 1 }],
    ['an overlong three-byte form', [0x61, 0xe0, 0x80, 0xaf], { reason: 'invalid', byte: 1 }],
    ['a surrogate', [0x61, 0x62, 0xed, 0xa0, 0x80], { reason: 'invalid', byte: 2 }],
    ['above U+10FFFF', [0xf4, 0x90, 0x80, 0x80], { reason: 'invalid', byte: 0 }],
    ['a lone continuation', [0x61, 0x80], { reason: 'invalid', byte: 1 }],
    ['a cut sequence', [0xc3, 0xa9, 0xe2, 0x82], { reason: 'invalid', byte: 2 }],
    ['a broken sequence', [0xe2, 0x82, 0x61], { reason: 'invalid', byte: 0 }],
  ])('refuses %s', (_, bytes, fault) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toEqual(fault);
  });

  test('names the first invalid byte of any bytes that TextDecoder refuses, and takes what stands before it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => {
        const text = decodeUtf8(bytes);
        if (typeof text === 'string' || text.reason === 'byte-order-mark') return;
        expect(text.byte).toBeLessThan(bytes.length);
        expect(typeof decodeUtf8(bytes.slice(0, text.byte))).toBe('string');
        expect(typeof decodeUtf8(bytes.slice(0, text.byte + 4))).toBe('object');
      }),
      { numRuns: 2000 },
    );
  });
});

test('decodeUtf8Leniently marks what it cannot read', () => {
  expect(decodeUtf8Leniently(Uint8Array.from([0x61, 0xff, 0x62]))).toBe('a\ufffdb');
});
