import { createPrivateKey, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha512 } from '../../../src/core/hash/sha512.ts';
import { ed25519PublicOf, isEd25519Public } from '../../../src/core/keys/ed25519.ts';

const P = 2n ** 255n - 19n;
const SIGN = 2n ** 255n;
const bytesOf = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse();
const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

// RFC 8032 §7.1: tests 1, 2, 3 and 1024.
test.each([
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
  ],
  [
    'f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5',
    '278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e',
  ],
])('RFC 8032 §7.1: the public key of %s', (seed, publicKey) => {
  expect(ed25519PublicOf(hex(seed))).toEqual(hex(publicKey));
  expect(isEd25519Public(hex(publicKey))).toBe(true);
});

test('the public key of a seed is that of node:crypto', () => {
  for (let at = 0; at < 16; at++) {
    const seed = sha512(Uint8Array.of(at)).slice(0, 32);
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const der = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
    expect(Buffer.from(ed25519PublicOf(seed))).toEqual(der.export({ format: 'der', type: 'spki' }).subarray(-32));
  }
});

test('what is read stays as it is', () => {
  const [seed, key] = [new Uint8Array(32).fill(1).fill(2, 16), new Uint8Array(bytesOf(9n))];
  ed25519PublicOf(seed);
  isEd25519Public(key);
  expect([seed, key]).toEqual([new Uint8Array(32).fill(1).fill(2, 16), new Uint8Array(bytesOf(9n))]);
});

// RFC 8032 §5.1.3: y below p; x as the sign says, and 0 has none.
test.each([
  ['y = 1', 1n, true],
  ['y = 1 and x = -0', 1n + SIGN, false],
  ['y = -1', P - 1n, true],
  ['y = -1 and x = -0', P - 1n + SIGN, false],
  ['y = 0', 0n, true],
  ['y = 0, the other x', SIGN, true],
  ['y = p', P, false],
  ['y = p + 1, which would be 1', P + 1n, false],
  ['y = 2, which is on no point', 2n, false],
  ['y = 2, the other sign', 2n + SIGN, false],
  ['y = 3', 3n, true],
  ['y = 3, the other x', 3n + SIGN, true],
  ['y = 4', 4n, true],
])('%s', (_, encoded, isPoint) => {
  expect(isEd25519Public(bytesOf(encoded))).toBe(isPoint);
});

test('one number in two is the y of a point (Euler)', () => {
  const isPoint = [...Array(64).keys()].map((y) => isEd25519Public(bytesOf(BigInt(y))));
  const expected = [...Array(64).keys()].map((at) => {
    const square = BigInt(at) ** 2n;
    // x^2 = (y^2 - 1) / (d*y^2 + 1) has a root where the product of both has one.
    const product = (square - 1n) * (-121665n * square + 121666n) * 121666n;
    return product % P === 0n || power(((product % P) + P) % P, (P - 1n) / 2n) === 1n;
  });
  expect(isPoint).toEqual(expected);
});

test.each([0, 31, 33])('%i bytes are no point', (length) => {
  const bytes = new Uint8Array(length);
  bytes[0] = 1;
  expect(isEd25519Public(bytes)).toBe(false);
});

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) result = (((result * result) % P) * (bit === '1' ? base : 1n)) % P;
  return result;
}
