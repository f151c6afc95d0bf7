import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeUtf8,
  decodeUtf8Leniently,
  encodeUtf8,
  isHighSurrogate,
  isLowSurrogate,
  utf8Length,
} from '../../../src/core/encoding/utf8.ts';

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

describe('the edges of the table of RFC 3629', () => {
  const LEADS = [0x7f, 0x80, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff];
  const SECONDS = [0x61, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0];
  const NEXT = [0x7f, 0x80, 0xbf, 0xc0];
  /** Where the longest beginning ends that Node takes for UTF-8. */
  const firstInvalid = (bytes: Uint8Array) => {
    let length = bytes.length;
    while (!isUtf8(bytes.subarray(0, length))) length -= 1;
    return length;
  };

  test.each(LEADS)('sequences that begin with %i', (lead) => {
    for (const second of SECONDS) {
      for (const third of NEXT) {
        for (const fourth of NEXT) {
          const whole = Uint8Array.of(0x61, lead, second, third, fourth, 0x61);
          const broken = Uint8Array.of(...whole, 0xff);
          for (const bytes of [whole, broken, whole.subarray(0, 4), whole.subarray(0, 3), whole.subarray(0, 2)]) {
            const read = decodeUtf8(bytes);
            if (isUtf8(bytes)) expect(read).toBe(new TextDecoder().decode(bytes));
            else expect(read).toEqual({ reason: 'invalid', byte: firstInvalid(bytes) });
          }
        }
      }
    }
  });

  test.each([
    [0xef, 0xbb, 0xbe],
    [0xef, 0xba, 0xbf],
    [0xee, 0xbb, 0xbf],
  ])('%i %i %i is no byte order mark', (...bytes) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toBe(new TextDecoder().decode(Uint8Array.from(bytes)));
  });

  test('a byte order mark in the middle is a character', () => {
    expect(decodeUtf8(Uint8Array.of(0x61, 0xef, 0xbb, 0xbf))).toBe('a\ufeff');
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb))).toEqual({ reason: 'invalid', byte: 0 });
  });
});

describe('utf8Length', () => {
  const UNITS = [
    '\0',
    '\x7f',
    '\x80',
    '\u07ff',
    '\u0800',
    '\ud7ff',
    '\ud800',
    '\udbff',
    '\udc00',
    '\udfff',
    '\ue000',
    '\uffff',
  ];

  test('is what Buffer needs, for each pair of edges, and up to any place', () => {
    for (const first of UNITS) {
      for (const second of UNITS) {
        const text = `a${first}${second}b`;
        expect(utf8Length(text), JSON.stringify(text)).toBe(Buffer.byteLength(text));
        expect(utf8Length(text, 1)).toBe(1);
        expect(utf8Length(text, 2)).toBe(Buffer.byteLength(text.slice(0, isPair(first, second) ? 3 : 2)));
      }
    }
  });

  const isPair = (first: string, second: string) => /^[\ud800-\udbff]$/.test(first) && /^[\udc00-\udfff]$/.test(second);

  test('which halves are which', () => {
    const codes = Array.from({ length: 0x10000 }, (_, code) => code);
    const [highs, lows] = [codes.filter(isHighSurrogate), codes.filter(isLowSurrogate)];
    expect([highs[0], highs.at(-1), highs.length]).toEqual([0xd800, 0xdbff, 1024]);
    expect([lows[0], lows.at(-1), lows.length]).toEqual([0xdc00, 0xdfff, 1024]);
  });
});

test('decodeUtf8Leniently marks what it cannot read', () => {
  expect(decodeUtf8Leniently(Uint8Array.from([0x61, 0xff, 0x62]))).toBe('a\ufffdb');
});
