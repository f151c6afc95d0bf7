import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  base64urlFaults,
  decodeBase64Leniently,
  decodeBase64url,
  encodeBase64url,
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
    ['Zm9vY', { reason: 'length', at: 4 }],
    ['Zh', { reason: 'trailing-bits', at: 1 }],
    ['Zm9', { reason: 'trailing-bits', at: 2 }],
  ])('refuses %j', (text, fault) => {
    expect(decodeBase64url(text)).toEqual(fault);
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
