import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  base64urlFaults,
  characterCodes,
  decodeBase64Leniently,
  decodeBase64url,
  decodedLength,
  decodeInto,
  encodeBase64url,
  endOfDigits,
  isCanonical,
} from '../../../src/core/encoding/base64url.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

describe('encodeBase64url', () => {
  test('agrees with node:buffer on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(encodeBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      }),
    );
  });

  test.each([
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg'],
    ['fooba', 'Zm9vYmE'],
    ['foobar', 'Zm9vYmFy'],
  ])('RFC 4648 §10: %j', (plain, encoded) => {
    expect(encodeBase64url(bytesOf(plain))).toBe(encoded);
    expect(decodeBase64url(encoded)).toEqual(bytesOf(plain));
  });
});

describe('decodeBase64url', () => {
  test('gives back what was encoded, also from the middle of a text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.string({ maxLength: 9 }), (bytes, around) => {
        const encoded = encodeBase64url(bytes);
        const text = around + encoded + around;
        expect(decodeBase64url(text, around.length, around.length + encoded.length)).toEqual(bytes);
      }),
    );
  });

  test('takes one spelling of any bytes only: what it takes, it writes again', () => {
    const characters = fc.constantFrom(...'AQgwz9-_+/= \n.é\u{ff21}ǀ');
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 12 }), (text) => {
        const bytes = decodeBase64url(text);
        if (bytes instanceof Uint8Array) {
          expect(encodeBase64url(bytes)).toBe(text);
          expect(base64urlFaults(text)).toEqual([]);
        } else {
          expect(base64urlFaults(text)[0]).toEqual(bytes);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['Zm9v Zm8', { reason: 'whitespace', at: 4 }],
    ['Zm8\n', { reason: 'whitespace', at: 3 }],
    ['Zm9v\u200b', { reason: 'whitespace', at: 4 }],
    ['Zg==', { reason: 'padding', at: 2 }],
    ['Zm+v', { reason: 'standard-alphabet', at: 2 }],
    ['Z/9v', { reason: 'standard-alphabet', at: 1 }],
    ['Zm*v', { reason: 'character', at: 2 }],
    ['Zm9é', { reason: 'character', at: 3 }],
    // U+0141 ends in the byte of `A`: a table that looks at eight bits alone would take it.
    ['Zm9\u0141', { reason: 'character', at: 3 }],
    ['Zm9\u0100', { reason: 'character', at: 3 }],
    ['Zm9vY', { reason: 'length', at: 4 }],
    ['Zh', { reason: 'trailing-bits', at: 1 }],
    ['Zm9', { reason: 'trailing-bits', at: 2 }],
  ])('refuses %j', (text, fault) => {
    expect(decodeBase64url(text)).toEqual(fault);
  });
});

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const digits = (constraints: { minLength?: number; maxLength?: number }) =>
  fc.string({ unit: fc.constantFrom(...DIGITS), ...constraints });

describe('texts of any length', () => {
  test.each([8189, 8190, 8191, 8192, 8193, 8194, 8196, 10_000])('%i characters', (length) => {
    const canonical = `${'Zm9v'.repeat(length / 4)}${'Zm8'.slice(0, length % 4 === 2 ? 0 : length % 4)}${length % 4 === 2 ? 'Zg' : ''}`;
    const expected =
      length % 4 === 1
        ? { reason: 'length', at: length - 1 }
        : bytesOf(Buffer.from(canonical, 'base64url').toString('latin1'));
    expect(canonical).toHaveLength(length);
    expect(decodeBase64url(canonical)).toEqual(expected);
  });

  test.each([8191, 8192, 8193])(
    'one character of another script at the end of %i, after a text that was fine',
    (length) => {
      for (const odd of ['\u20ac', '\u00e9', '\u0141', '\ufeff', '\ud800']) {
        expect(decodeBase64url('A'.repeat(8192))).toBeInstanceOf(Uint8Array);
        expect(decodeBase64url('A'.repeat(length - 1) + odd)).toMatchObject({ at: length - 1 });
      }
      expect(decodeBase64url('A'.repeat(8192))).toBeInstanceOf(Uint8Array);
      expect(decodeBase64url(`${'A'.repeat(length - 2)}\u{1f600}`)).toMatchObject({ at: length - 2 });
    },
  );
});

describe('from character codes', () => {
  const around = fc.string({ unit: fc.constantFrom('A', '.', ' ', '='), maxLength: 5 });

  test('decodeInto writes what Buffer reads, where it is told to, and nothing beside it', () => {
    fc.assert(
      fc.property(digits({ maxLength: 60 }), around, around, fc.nat(5), (text, before, after, to) => {
        const codes = new TextEncoder().encode(before + text + after);
        const room = new Uint8Array(to + 60).fill(0xee);
        const isTaken = decodeInto(room, to, codes, before.length, before.length + text.length);
        const bytes = Buffer.from(text, 'base64url');
        expect(isTaken).toBe(bytes.toString('base64url') === text);
        if (!isTaken) return;
        const expected = new Uint8Array(to + 60).fill(0xee);
        expected.set(bytes, to);
        expect(room).toEqual(expected);
        expect(bytes).toHaveLength(decodedLength(text.length));
      }),
      { numRuns: 500 },
    );
  });

  test('isCanonical says of digits what decoding says', () => {
    fc.assert(
      fc.property(digits({ minLength: 1, maxLength: 9 }), around, around, (text, before, after) => {
        const codes = new TextEncoder().encode(before + text + after);
        const isTaken = decodeBase64url(text) instanceof Uint8Array;
        expect(isCanonical(codes, before.length, before.length + text.length)).toBe(isTaken);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['A', 'AA', 'AAA', 'AAAA'])('isCanonical at each last digit of %s', (text) => {
    for (const digit of DIGITS) {
      const whole = text.slice(1) + digit;
      const codes = characterCodes(whole);
      expect(isCanonical(codes, 0, whole.length), whole).toBe(
        Buffer.from(whole, 'base64url').toString('base64url') === whole,
      );
      expect(base64urlFaults(whole).length === 0, whole).toBe(
        Buffer.from(whole, 'base64url').toString('base64url') === whole,
      );
    }
  });

  test('endOfDigits is where the first other character stands', () => {
    fc.assert(
      fc.property(
        around,
        digits({ maxLength: 20 }),
        fc.constantFrom('', '.', '=A', ' A', '+', '/', '\u00e9', '"'),
        (before, text, after) => {
          const codes = new TextEncoder().encode(before + text + after);
          expect(endOfDigits(codes, before.length)).toBe(before.length + text.length);
        },
      ),
    );
  });
});

describe('base64urlFaults', () => {
  test('lists each kind once, at its first place', () => {
    expect(base64urlFaults('a+b/ c=\nd*=')).toEqual([
      { reason: 'standard-alphabet', at: 1 },
      { reason: 'whitespace', at: 4 },
      { reason: 'padding', at: 6 },
      { reason: 'character', at: 9 },
      { reason: 'trailing-bits', at: 8 },
    ]);
  });
});

describe('decodeBase64Leniently', () => {
  test.each([
    ['Zm9v YmE=\r\n', 'fooba'],
    ['+/-_', '\xfb\xff\xbf'],
    ['Zh', 'f'],
    ['Zm9vY', 'foo'],
  ])('reads %j', (text, plain) => {
    expect(decodeBase64Leniently(text)).toEqual(bytesOf(plain));
  });

  test.each(['Zm9v%3D', 'Zg==Zg', '<html>'])('gives up on %j', (text) => {
    expect(decodeBase64Leniently(text)).toBeUndefined();
  });
});
