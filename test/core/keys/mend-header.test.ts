import { beforeEach, expect, test, vi } from 'vitest';
import { CURVES, type CurveName } from '../../../src/core/keys/curve.ts';
import { ecPrivateKey, ed25519PrivateKey, encodeSec1, rsaPublicKey } from '../../../src/core/keys/make-key.ts';
import type { mendHeader as MendHeader } from '../../../src/core/keys/mend-header.ts';

// What it knows is made when it is first asked: each test has it do so.
let mendHeader: typeof MendHeader;
beforeEach(async () => {
  vi.resetModules();
  ({ mendHeader } = await import('../../../src/core/keys/mend-header.ts'));
});

type Kind = readonly [name: string, der: Uint8Array, own: readonly Uint8Array[]];

const bytesOf = (n: bigint) => Buffer.from(n.toString(16), 'hex');
const moduli = [2048n, 3072n, 4096n].map((bits) => 2n ** bits - 2n ** (bits - 3n) + 12345n);
const ed25519 = ed25519PrivateKey(new Uint8Array(32).fill(7));

const KINDS: readonly Kind[] = [
  ...moduli.map((n): Kind => [`RSA public, ${n.toString(2).length}`, rsaPublicKey(n, 65537n).spki, [bytesOf(n)]]),
  ['Ed25519 public', ed25519.publicKey.spki, [ed25519.publicKey.x as Uint8Array]],
  ['Ed25519 private', ed25519.pkcs8, [ed25519.d as Uint8Array]],
  ...(Object.keys(CURVES) as CurveName[]).flatMap((crv): Kind[] => {
    const key = ecPrivateKey(crv, CURVES[crv].n / 3n);
    const point = [key.publicKey.x as Uint8Array, key.publicKey.y as Uint8Array];
    return [
      [`${crv} public`, key.publicKey.spki, point],
      [`${crv} PKCS#8`, key.pkcs8, [key.d as Uint8Array, ...point]],
      [`${crv} SEC1`, encodeSec1(key), [key.d as Uint8Array, ...point]],
    ];
  }),
];

const digitsOf = (der: Uint8Array) => Buffer.from(der).toString('base64').replaceAll('=', '');
const otherThan = (digit = '') => (digit === 'x' ? 'y' : 'x');
const changed = (digits: string, ...places: readonly (number | undefined)[]) =>
  [...digits].map((digit, at) => (places.includes(at) ? otherThan(digit) : digit)).join('');

/** The places of digits that hold bits of the key itself, and of those that are the same in every key of its kind. */
function placesOf([, der, own]: Kind) {
  const digits = digitsOf(der);
  const isOwn = [...digits].map(() => false);
  for (const part of own) {
    const start = Buffer.from(der).indexOf(part);
    isOwn.fill(true, Math.floor((start * 8) / 6), Math.ceil(((start + part.length) * 8) / 6));
  }
  const places = isOwn.map((_, at) => at);
  return { digits, own: places.filter((at) => isOwn[at]), same: places.filter((at) => !isOwn[at]) };
}

test.each(KINDS)('%s: what is the same in every key is restored, two digits at a time', (...kind) => {
  const { digits, same } = placesOf(kind);
  for (let at = 0; at < same.length; at += 2) {
    const mended = mendHeader(changed(digits, same[at], same[at + 1]));
    expect(mended?.digits).toBe(digits);
    expect(mended?.read.ok).toBe(true);
  }
});

const RSA = placesOf(KINDS[0] as Kind);
const EC = placesOf(KINDS.find(([name]) => name === 'P-256 public') as Kind);

test('a key of its kind says what the digits of the key itself are', () => {
  const other = changed(RSA.digits, RSA.own[100], RSA.own[200], RSA.own[300]);
  expect(mendHeader(changed(other, 3))?.digits).toBe(other);
});

test.each([
  ['nothing is wrong', RSA.digits],
  ['three digits are wrong', changed(RSA.digits, 2, 5, 7)],
  ['one is too many', `${changed(RSA.digits, 3)}A`],
  ['one is missing', changed(RSA.digits, 3).slice(0, -1)],
  ['it is no key with the digits restored', changed(EC.digits, 3, EC.own[5])],
  ['it is of no known length', 'xIIB'],
])('where %s, nothing is restored', (_, digits) => {
  expect(mendHeader(digits)).toBeUndefined();
});
