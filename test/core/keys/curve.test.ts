import { createECDH, ECDH } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  CURVES,
  isOnCurve,
  multiply,
  multiplyGenerator,
  readPoint,
  stepBetween,
  writePoint,
} from '../../../src/core/keys/curve.ts';
import { greatestCommonDivisor, invertModulo, modulo, squareRoot } from '../../../src/core/keys/modular.ts';

const NAMES = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1', secp256k1: 'secp256k1' } as const;

describe.each(Object.entries(NAMES))('%s', (crv, host) => {
  const curve = CURVES[crv as keyof typeof NAMES];
  const bytesOf = (value: bigint) => Buffer.from(value.toString(16).padStart(curve.size * 2, '0'), 'hex');
  const ofHost = (scalar: bigint) => {
    const ecdh = createECDH(host);
    ecdh.setPrivateKey(bytesOf(scalar));
    return ecdh.getPublicKey();
  };

  test('multiplies as OpenSSL does, to the last scalar', () => {
    for (const scalar of [1n, 2n, 3n, 2n ** 200n + 12_345n, curve.n - 2n, curve.n - 1n]) {
      const point = multiplyGenerator(curve, scalar);
      expect(Buffer.from(writePoint(curve, point))).toEqual(ofHost(scalar));
      expect(isOnCurve(curve, point)).toBe(true);
    }
  });

  test('reads a point in both forms, and in no other', () => {
    for (const scalar of [2n, 3n, 5n, 7n, 11n]) {
      const point = multiplyGenerator(curve, scalar);
      const whole = ofHost(scalar);
      const half = ECDH.convertKey(whole, host, undefined, undefined, 'compressed') as Buffer;
      for (const form of [whole, half]) {
        expect(readPoint(curve, form)).toEqual(point);
        const others = [0, 1, 2, 3, 4, 5, 6, 7].filter(
          (tag) => ![form[0], form === half ? 5 - (form[0] ?? 0) : 4].includes(tag),
        );
        for (const tag of others) expect(readPoint(curve, Buffer.from([tag, ...form.subarray(1)]))).toBeUndefined();
        for (const other of [form.subarray(0, -1), Buffer.from([...form, 0])])
          expect(readPoint(curve, other)).toBeUndefined();
      }
    }
    const whole = ofHost(2n);
    const longer = Buffer.concat([whole.subarray(0, 1 + curve.size), Buffer.of(0), whole.subarray(1 + curve.size)]);
    for (const other of [longer, new Uint8Array(0)]) expect(readPoint(curve, other)).toBeUndefined();
  });

  test('takes no coordinate that is not reduced', () => {
    const { x, y } = multiplyGenerator(curve, 3n);
    expect(isOnCurve(curve, { x, y })).toBe(true);
    for (const point of [
      { x: x + curve.p, y },
      { x, y: y + curve.p },
      { x, y: y + 1n },
    ])
      expect(isOnCurve(curve, point)).toBe(false);
  });
});

test('P-256: x is told from x + p, where both fit', () => {
  const curve = CURVES['P-256'];
  const compressed = (x: bigint) => Buffer.from(`02${x.toString(16).padStart(64, '0')}`, 'hex');
  expect(readPoint(curve, compressed(5n))?.x).toBe(5n);
  expect(readPoint(curve, compressed(5n + curve.p))).toBeUndefined();
  const onAxis = readPoint(curve, compressed(0n));
  expect(onAxis && multiply(curve, onAxis, 1n)).toEqual(onAxis);
  expect(onAxis && isOnCurve(curve, { ...onAxis, x: curve.p })).toBe(false);
});

test.each<[by: bigint, shifts: readonly number[], step: object | undefined]>([
  [63n, [0], { shift: 0, times: 63 }],
  [-63n, [0], { shift: 0, times: -63 }],
  [64n, [0], undefined],
  [320n, [0, 6], { shift: 6, times: 5 }],
  [8n, [6], undefined],
  [0n, [0], undefined],
])('the step of one digit to a number that is %i more, with the shifts %j', (by, shifts, step) => {
  const [from, to] = [12_345n, 12_345n + by].map((scalar) => multiplyGenerator(CURVES['P-256'], scalar));
  expect(from && to && stepBetween(CURVES['P-256'], from, to, shifts)).toEqual(step);
});

test.each([
  [3n, 7n, 5n],
  [5n, 7n, 3n],
  [6n, 7n, 6n],
  [-1n, 7n, 6n],
  [10n, 7n, 5n],
  [0n, 7n, undefined],
  [7n, 7n, undefined],
  [6n, 9n, undefined],
])('the inverse of %i modulo %i is %i', (value, modulus, inverse) => {
  expect(invertModulo(value, modulus)).toBe(inverse);
});

test.each([
  [9n, 2n],
  [7n, 0n],
  [0n, 0n],
  [-7n, 0n],
  [-1n, 6n],
])('%i modulo 7 is %i', (value, rest) => {
  expect(modulo(value, 7n)).toBe(rest);
});

test('the whole square root, around each square', () => {
  expect([0n, 1n, 2n, 3n, 4n, 8n, 9n].map(squareRoot)).toEqual([0n, 1n, 1n, 1n, 2n, 2n, 3n]);
  for (const root of [10n, 2n ** 64n, 2n ** 512n + 1n])
    expect([root ** 2n - 1n, root ** 2n, root ** 2n + 2n * root].map(squareRoot)).toEqual([root - 1n, root, root]);
});

test('the greatest common divisor', () => {
  const pairs = [
    [12n, 18n],
    [5n, 0n],
    [0n, 5n],
    [-4n, 8n],
    [-1n, 8n],
  ] as const;
  expect(pairs.map(([a, b]) => greatestCommonDivisor(a, b))).toEqual([6n, 5n, 5n, 4n, 1n]);
});
