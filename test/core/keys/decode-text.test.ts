import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText } from '../../../src/core/keys/decode-text.ts';

const UTF16 = { kind: 'encoding', found: 'utf-16' };

function utf16(text: string, order: 'big' | 'little', withMark: boolean): Uint8Array {
  const units = [...(withMark ? [0xfeff] : []), ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))];
  return Uint8Array.from(
    units.flatMap((unit) => (order === 'big' ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])),
  );
}

test.each(['big', 'little'] as const)('UTF-16, %s-endian, with a byte order mark: any text comes back', (order) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      fc.pre(!text.startsWith('\ufeff'));
      expect(decodeText(utf16(text, order, true))).toEqual({ text, fault: UTF16 });
    }),
  );
});

test.each(['big', 'little'] as const)('UTF-16, %s-endian, without a mark, is known by its zeros', (order) => {
  const pem = '-----BEGIN PUBLIC KEY-----\r\nMIIB';
  expect(decodeText(utf16(pem, order, false))).toEqual({ text: pem, fault: UTF16 });
});

test.each([
  [[0x2d, 0x2d, 0x2d], '---'],
  [[0xef, 0xbb, 0xbf, 0x2d], '\ufeff-'],
  // The beginning of a mark is none, and a zero here and there is no UTF-16.
  [[0xff, 0x2d, 0x2d, 0x2d], '\ufffd---'],
  [[0xfe, 0x2d, 0x2d, 0x2d], '\ufffd---'],
  [[0, 0x2d, 0x2d, 0], '\0--\0'],
  [[0x2d, 0, 0, 0x2d], '-\0\0-'],
  [[0, 0, 0, 0], '\0\0\0\0'],
  [[], ''],
])('%j is UTF-8', (bytes, text) => {
  expect(decodeText(Uint8Array.from(bytes))).toEqual({ text });
});
