import { expect, test } from 'vitest';
import { type DerElement, readDer } from '../../../src/core/encoding/der.ts';
import { CURVES } from '../../../src/core/keys/curve.ts';
import { ecPrivateKey, encodeRsaPrivate } from '../../../src/core/keys/make-key.ts';
import { readPkcs8, readRsaPrivate, readSec1 } from '../../../src/core/keys/read-private-der.ts';
import {
  bits,
  EC,
  ED25519,
  ec,
  ed25519,
  element,
  int,
  NULL,
  NUMBERS,
  octets,
  oid,
  P256,
  P384,
  RSA,
  rsa,
  seq,
  tagged,
} from './der-parts.ts';

const SET = 0x31;
const damaged = (expected: string, at: number, structure?: string) => ({
  ok: false,
  ...(structure && { structure }),
  fault: { kind: 'damaged', what: 'the key data (DER)', expected },
  at,
});
const inconsistent = (structure: string, relation: string, key: object) => ({
  ok: false,
  structure,
  fault: { kind: 'inconsistent', relations: [relation] },
  key,
});

const x = ed25519.publicKey.x as Uint8Array;
const seed = octets(octets(ed25519.d as Uint8Array));
const ofPkcs8 = (...parts: readonly Uint8Array[]) => readPkcs8(parsed(seq(...parts)));

test.each([
  ['RSA', [int(0), RSA, octets(encodeRsaPrivate(NUMBERS))], rsa],
  ['version 1', [int(1), RSA, octets(encodeRsaPrivate(NUMBERS))], rsa],
  ['attributes', [int(0), ED25519, seed, tagged(0)], ed25519],
  ['the public key', [int(1), ED25519, seed, element(0x81, Uint8Array.of(0), x)], ed25519],
  ['the public key in its explicit form', [int(1), ED25519, seed, tagged(1, bits(x))], ed25519],
  ['attributes and the public key', [int(1), ED25519, seed, tagged(0), tagged(1, bits(x))], ed25519],
  ['EC, the curve outside', [int(0), EC, octets(seq(int(1), octets(ec.d as Uint8Array)))], ec],
  ['EC, the curve twice', [int(0), EC, octets(seq(int(1), octets(ec.d as Uint8Array), tagged(0, P256)))], ec],
])('PKCS#8 with %s', (_, parts, key) => {
  expect(ofPkcs8(...parts)).toEqual({ ok: true, structure: 'pkcs8', key });
});

// RFC 5958 §2: version 1 where there is a public key; `[1]` after `[0]`, and nothing after it.
test.each([
  ['version 2', [int(2), ED25519, seed], 'version 0 or 1', 2],
  ['no number as its version', [NULL, ED25519, seed], 'version 0 or 1', 2],
  ['a public key in version 0', [int(0), ED25519, seed, element(0x81, Uint8Array.of(0), x)], 'the end of the key', 48],
  ['another part than a public key', [int(1), ED25519, seed, octets(x)], 'the end of the key', 48],
  ['attributes twice', [int(1), ED25519, seed, tagged(0), tagged(0)], 'the end of the key', 50],
  ['a part after the public key', [int(1), ED25519, seed, tagged(1, bits(x)), tagged(1)], 'the end of the key', 48],
  ['an unknown algorithm', [int(0), seq(oid('1.2.3')), seed], 'RSA, EC or Ed25519 as the algorithm', 5],
  // 2 of the SEQUENCE, 3 of the version, 7 of the algorithm, 2 of the OCTET STRING around.
  ['a seed of 31 bytes', [int(0), ED25519, octets(octets(new Uint8Array(31)))], 'a private key of 32 bytes', 14],
  ['a seed that is no OCTET STRING', [int(0), ED25519, octets(bits(x))], 'a private key of 32 bytes', 14],
  [
    'no DER in it',
    [int(0), ED25519, octets(Uint8Array.of(4, 5, 1))],
    '5 bytes in this element, of which 1 are here',
    15,
  ],
])('no PKCS#8: %s', (_, parts, expected, at) => {
  expect(ofPkcs8(...parts)).toEqual(damaged(expected, at, 'pkcs8'));
});

test('where reading stopped counts from the start of the whole', () => {
  const numbers = [int(0), int(55), NULL, ...[7, 5, 11, 3, 7, 1].map(int)];
  const at = 2 + 3 + RSA.length + 2 + 2 + 3 + 3;
  expect(ofPkcs8(int(0), RSA, octets(seq(...numbers)))).toEqual(
    damaged('the nine numbers of an RSA private key', at, 'pkcs8'),
  );
});

test('an algorithm that signs no token is named', () => {
  expect(ofPkcs8(int(0), seq(oid('1.3.101.110')), seed)).toEqual({
    ok: false,
    structure: 'pkcs8',
    fault: { kind: 'algorithm-unsupported', algorithm: 'X25519' },
  });
});

test('Ed25519 with the public key of another', () => {
  const other = x.slice();
  other[0] = (other[0] as number) ^ 1;
  for (const part of [element(0x81, Uint8Array.of(0), other), element(0x81, x.subarray(1)), tagged(1, bits(other))]) {
    expect(ofPkcs8(int(1), ED25519, seed, part)).toEqual(inconsistent('pkcs8', 'x = public key of d', ed25519));
  }
});

test('a private key does not change with the bytes that it was read from', () => {
  const der = seq(int(0), ED25519, seed);
  const read = readPkcs8(parsed(der));
  der.fill(0);
  expect(read).toEqual({ ok: true, structure: 'pkcs8', key: ed25519 });
});

const d = octets(ec.d as Uint8Array);
const CURVE = 'the name of the curve';
const NINE = 'the nine numbers of an RSA private key';
const numbers = [0, 55, 3, 7, 5, 11, 3, 7, 1].map(int);

test.each([
  ['eight', seq(...numbers.slice(0, 8)), damaged(NINE, 0, 'pkcs1-private')],
  ['ten', seq(...numbers, int(1)), damaged(NINE, 0, 'pkcs1-private')],
  ['a SET', element(SET, ...numbers), damaged(NINE, 0, 'pkcs1-private')],
  ['the first is none', seq(NULL, ...numbers.slice(1)), damaged(NINE, 2, 'pkcs1-private')],
  ['the last is none', seq(...numbers.slice(0, 8), NULL), damaged(NINE, 26, 'pkcs1-private')],
  [
    'the third and the sixth are none',
    seq(...numbers.map((one, at) => (at % 3 === 2 ? NULL : one))),
    damaged(NINE, 8, 'pkcs1-private'),
  ],
  ['version 1', seq(int(1), ...numbers.slice(1)), damaged('version 0: two primes', 2, 'pkcs1-private')],
  [
    'version 1 with ten parts',
    seq(int(1), ...numbers.slice(1), seq()),
    {
      ok: false,
      structure: 'pkcs1-private',
      fault: { kind: 'algorithm-unsupported', algorithm: 'RSA with more than two primes' },
    },
  ],
  ['version 0 with ten parts', seq(...numbers, seq()), damaged(NINE, 29, 'pkcs1-private')],
])('PKCS#1, the numbers: %s', (_, der, reading) => {
  expect(readRsaPrivate(parsed(der))).toEqual(reading);
});

test('a place counts from the start of the bytes, where the key is inside of something else', () => {
  const [before, ...keys] = parsed(seq(int(1), seq(...numbers.slice(1)), seq(int(1), d))).children;
  expect(before?.end).toBe(5);
  expect(keys.map((key) => [readRsaPrivate(key), readSec1(key)])).toEqual([
    [damaged(NINE, 5, 'pkcs1-private'), expect.anything()],
    [damaged(NINE, 36, 'pkcs1-private'), damaged(CURVE, 31, 'sec1')],
  ]);
});

test('PKCS#1: numbers that fit, and numbers that do not', () => {
  expect(readRsaPrivate(parsed(seq(...numbers)))).toEqual({ ok: true, structure: 'pkcs1-private', key: rsa });
  expect(readRsaPrivate(parsed(seq(...[0, 55, 3, 7, 5, 11, 2, 7, 1].map(int))))).toMatchObject(
    inconsistent('pkcs1-private', 'dp = d mod (p-1)', { rsa: { ...NUMBERS, dp: 2n } }),
  );
});

const uncompressed = Uint8Array.of(4, ...(ec.publicKey.x as Uint8Array), ...(ec.publicKey.y as Uint8Array));
const curve = tagged(0, P256);
const point = tagged(1, bits(uncompressed));
const around = { kty: 'EC', crv: 'P-256' } as const;

test.each([
  ['curve and point', [int(1), d, curve, point], undefined],
  ['the curve alone', [int(1), d, curve], undefined],
  ['the curve around it', [int(1), d], around],
  ['the curve around it, and the point', [int(1), d, point], around],
  ['the curve twice', [int(1), d, curve, point], around],
])('SEC1 with %s', (_, parts, outer) => {
  expect(readSec1(parsed(seq(...parts)), outer)).toEqual({ ok: true, structure: 'sec1', key: ec });
});

const SCALAR = 'a private number of up to 32 bytes, below the order of the curve';
const KEY = 'an EC private key';

test.each([
  ['no curve at all', [int(1), d], undefined, CURVE, 0],
  ['the point alone', [int(1), d, point], undefined, CURVE, 0],
  ['an unknown curve', [int(1), d, tagged(0, oid('1.2.3'))], undefined, CURVE, 39],
  ['another curve than around it', [int(1), d, tagged(0, P384)], around, CURVE, 39],
  ['version 0', [int(0), d, curve], undefined, KEY, 0],
  ['no number as its version', [NULL, d, curve], undefined, KEY, 0],
  ['no OCTET STRING', [int(1), bits(ec.d as Uint8Array), curve], undefined, KEY, 0],
  ['two names of curves', [int(1), d, tagged(0, P256, P256)], undefined, KEY, 0],
  ['no name of a curve', [int(1), d, tagged(0)], undefined, KEY, 0],
  ['two points', [int(1), d, curve, tagged(1, bits(uncompressed), bits(uncompressed))], undefined, KEY, 0],
  ['no point', [int(1), d, curve, tagged(1)], undefined, KEY, 0],
  ['a part after the point', [int(1), d, curve, point, point], undefined, KEY, 0],
  ['the curve behind the point', [int(1), d, tagged(2, bits(uncompressed)), curve], around, KEY, 0],
  ['another part than the point', [int(1), d, curve, tagged(2, bits(uncompressed))], undefined, 'the public point', 51],
  ['the number 0', [int(1), octets(new Uint8Array(32)), curve], undefined, SCALAR, 5],
  ['no bytes of a number', [int(1), octets(new Uint8Array(0)), curve], undefined, SCALAR, 5],
  ['33 bytes', [int(1), octets(Uint8Array.of(0, ...(ec.d as Uint8Array))), curve], undefined, SCALAR, 5],
  ['the order of the curve', [int(1), octets(bytesOf(CURVES['P-256'].n)), curve], undefined, SCALAR, 5],
])('no SEC1: %s', (_, parts, outer, expected, at) => {
  expect(readSec1(parsed(seq(...parts)), outer)).toEqual(damaged(expected, at, 'sec1'));
});

test('SEC1 in a SET is none', () => {
  expect(readSec1(parsed(element(SET, int(1), d, curve)))).toEqual(damaged(KEY, 0, 'sec1'));
});

test.each([
  ['explicit parameters', [int(1), d, tagged(0, seq())], 'EC with explicit curve parameters'],
  ['brainpool', [int(1), d, tagged(0, oid('1.3.36.3.3.2.8.1.1.7'))], 'EC on brainpoolP256r1'],
])('SEC1 with %s is named', (_, parts, algorithm) => {
  expect(readSec1(parsed(seq(...parts)))).toEqual({
    ok: false,
    structure: 'sec1',
    fault: { kind: 'algorithm-unsupported', algorithm },
  });
});

test('SEC1: the last number below the order, and one byte', () => {
  const last = CURVES['P-256'].n - 1n;
  expect(readSec1(parsed(seq(int(1), octets(bytesOf(last)), curve)))).toMatchObject({
    ok: true,
    key: ecPrivateKey('P-256', last),
  });
  expect(readSec1(parsed(seq(int(1), octets(Uint8Array.of(7)), curve)))).toMatchObject({ ok: true, key: ec });
});

const other = ecPrivateKey('P-256', 8n).publicKey;
test.each([
  ['another point', tagged(1, bits(Uint8Array.of(4, ...(other.x as Uint8Array), ...(other.y as Uint8Array))))],
  ['no point of the curve', tagged(1, bits(new Uint8Array(65)))],
  ['bytes that are no BIT STRING', tagged(1, octets(uncompressed))],
])('SEC1 with %s', (_, part) => {
  expect(readSec1(parsed(seq(int(1), d, curve, part)))).toEqual(inconsistent('sec1', 'Q = d*G', ec));
});

test('SEC1: a compressed point fits as well', () => {
  const compressed = Uint8Array.of(2 + ((uncompressed[64] as number) & 1), ...(ec.publicKey.x as Uint8Array));
  expect(readSec1(parsed(seq(int(1), d, curve, tagged(1, bits(compressed)))))).toEqual({
    ok: true,
    structure: 'sec1',
    key: ec,
  });
});

function bytesOf(value: bigint): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'));
}

function parsed(der: Uint8Array): DerElement {
  const read = readDer(der);
  if (!read.ok) throw new TypeError(`not DER: ${read.expected}`);
  return read.element;
}
