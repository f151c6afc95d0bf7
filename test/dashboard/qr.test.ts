import { expect, test } from 'vitest';
import { encodeQr, type QrModules } from '../../src/dashboard/pages/account/qr.ts';
import { errorCorrection } from '../../src/dashboard/pages/account/reed-solomon.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

test('the worked example of ISO/IEC 18004 annex I has these correction codewords', () => {
  // "01234567" in version 1, level M.
  const data = [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11];
  expect(errorCorrection(data, 10)).toEqual([0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55]);
});

test.each([
  [1, 14],
  [2, 26],
  [6, 106],
  [7, 122],
  [9, 180],
  [10, 213],
  [20, 666],
])('version %i takes %i bytes, and no more', (version, bytes) => {
  expect(encodeQr(bytesOf('a'.repeat(bytes)))).toHaveLength(4 * version + 17);
  const next = encodeQr(bytesOf('a'.repeat(bytes + 1)));
  expect(next?.length).toBe(version === 20 ? undefined : 4 * version + 21);
});

test.each(['a', 'otpauth://totp/X', 'fifteen bytes!!', 'twenty-six bytes it may be'])('%s is read back', (text) => {
  expect(readSmall(encodeQr(bytesOf(text)) ?? [])).toBe(text);
});

/** Reads versions 1 and 2, which have one block: the format, the mask, the codewords in their order, the bytes. */
function readSmall(rows: QrModules): string {
  const size = rows.length;
  const at = (x: number, y: number) => rows[y]?.[x] === true;
  const [mask = 0] = [0, 1, 2, 3, 4, 5, 6, 7].filter((number) => FORMATS[number] === formatOf(rows));
  const isFunction = (x: number, y: number) =>
    x === 6 ||
    y === 6 ||
    (x < 9 && y < 9) ||
    (x >= size - 8 && y < 9) ||
    (x < 9 && y >= size - 8) ||
    (size === 25 && Math.abs(x - 18) <= 2 && Math.abs(y - 18) <= 2);
  const bits: number[] = [];
  for (let right = size - 1, isUp = true; right > 0; right -= right === 8 ? 3 : 2, isUp = !isUp) {
    for (let step = 0; step < size; step++) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!isFunction(x, y)) bits.push(Number(at(x, y) !== isMasked(mask, x, y)));
      }
    }
  }
  const number = (from: number, length: number) => Number.parseInt(bits.slice(from, from + length).join(''), 2);
  expect(number(0, 4)).toBe(4);
  return String.fromCharCode(...Array.from({ length: number(4, 8) }, (_, index) => number(12 + 8 * index, 8)));
}

/** Level M with masks 0 to 7: table C.1 of ISO/IEC 18004. */
const FORMATS = [0x5412, 0x5125, 0x5e7c, 0x5b4b, 0x45f9, 0x40ce, 0x4f97, 0x4aa0];

function formatOf(rows: QrModules): number {
  const places = [0, 1, 2, 3, 4, 5, 7, 8].map((x) => [x, 8] as const);
  const below = [7, 5, 4, 3, 2, 1, 0].map((y) => [8, y] as const);
  return [...places, ...below].reduce((value, [x, y]) => (value << 1) | Number(rows[y]?.[x]), 0);
}

function isMasked(mask: number, x: number, y: number): boolean {
  const [sum, product] = [x + y, x * y];
  const values = [
    sum % 2,
    y % 2,
    x % 3,
    sum % 3,
    (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
    (product % 2) + (product % 3),
    ((product % 2) + (product % 3)) % 2,
    ((sum % 2) + (product % 3)) % 2,
  ];
  return values[mask] === 0;
}
