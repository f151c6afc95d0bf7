import { expect, test } from 'vitest';
import { type DerElement, readDer } from '../../../src/core/encoding/der.ts';
import {
  encodeElement,
  encodeNull,
  encodeObjectIdentifier,
  encodeOctetString,
  encodeSequence,
  encodeUnsigned,
} from '../../../src/core/encoding/write-der.ts';
import { encodeAlgorithm, encodeCurve, readAlgorithm, readCurve } from '../../../src/core/keys/algorithm.ts';

const RSA = encodeObjectIdentifier('1.2.840.113549.1.1.1');
const EC = encodeObjectIdentifier('1.2.840.10045.2.1');
const ED25519 = encodeObjectIdentifier('1.3.101.112');
const PSS = encodeObjectIdentifier('1.2.840.113549.1.1.10');
const P256 = encodeObjectIdentifier('1.2.840.10045.3.1.7');
const SET = 0x31;

test.each([
  ['RSA', { kty: 'RSA' }],
  ['P-256', { kty: 'EC', crv: 'P-256' }],
  ['P-384', { kty: 'EC', crv: 'P-384' }],
  ['P-521', { kty: 'EC', crv: 'P-521' }],
  ['secp256k1', { kty: 'EC', crv: 'secp256k1' }],
  ['Ed25519', { kty: 'OKP', crv: 'Ed25519' }],
] as const)('%s is read as it is written', (_, algorithm) => {
  expect(readAlgorithm(element(encodeAlgorithm(algorithm)))).toEqual(algorithm);
  if ('crv' in algorithm && algorithm.crv !== 'Ed25519')
    expect(readCurve(element(encodeCurve(algorithm.crv)))).toEqual(algorithm);
});

// Absent or a SEQUENCE: RFC 4055 §3.1, RFC 3279 §2.3.2; absent: RFC 8410 §3.
test.each([
  ['RSASSA-PSS', [PSS]],
  ['RSASSA-PSS', [PSS, encodeSequence()]],
  ['RSAES-OAEP', [encodeObjectIdentifier('1.2.840.113549.1.1.7'), encodeSequence()]],
  ['DSA', [encodeObjectIdentifier('1.2.840.10040.4.1'), encodeSequence(encodeUnsigned(23n))]],
  ['DH', [encodeObjectIdentifier('1.2.840.113549.1.3.1'), encodeSequence()]],
  ['X25519', [encodeObjectIdentifier('1.3.101.110')]],
  ['X448', [encodeObjectIdentifier('1.3.101.111')]],
  ['Ed448', [encodeObjectIdentifier('1.3.101.113')]],
  ['EC with explicit curve parameters', [EC, encodeSequence()]],
  ['EC on P-192', [EC, encodeObjectIdentifier('1.2.840.10045.3.1.1')]],
  ['EC on brainpoolP512r1', [EC, encodeObjectIdentifier('1.3.36.3.3.2.8.1.1.13')]],
  ['EC on SM2', [EC, encodeObjectIdentifier('1.2.156.10197.1.301')]],
])('%s is named, and none of these', (name, parts) => {
  expect(readAlgorithm(element(encodeSequence(...parts)))).toEqual({ kty: 'other', name });
});

// RSA has NULL (RFC 3279 §2.3.1), EC the name of a curve (RFC 5480 §2.1.1), Ed25519 nothing (RFC 8410 §3).
test.each([
  ['nothing', encodeSequence()],
  ['no identifier', encodeSequence(encodeNull())],
  ['a SET', encodeElement(SET, RSA, encodeNull())],
  ['an OBJECT IDENTIFIER alone', RSA],
  ['one that nobody knows', encodeSequence(encodeObjectIdentifier('1.2.3.4'))],
  ['a third part', encodeSequence(RSA, encodeNull(), encodeNull())],
  ['Ed25519 with a third part', encodeSequence(ED25519, encodeNull(), encodeNull())],
  ['RSA without parameters', encodeSequence(RSA)],
  ['RSA with a NULL that is not empty', encodeSequence(RSA, encodeElement(0x05, Uint8Array.of(0)))],
  ['RSA with an empty OCTET STRING', encodeSequence(RSA, encodeOctetString(new Uint8Array(0)))],
  ['Ed25519 with NULL', encodeSequence(ED25519, encodeNull())],
  ['EC without a curve', encodeSequence(EC)],
  ['EC with NULL', encodeSequence(EC, encodeNull())],
  ['EC on a curve that nobody knows', encodeSequence(EC, encodeObjectIdentifier('1.2.3.4'))],
  ['RSASSA-PSS with the NULL of RSA', encodeSequence(PSS, encodeNull())],
  ['X25519 with NULL', encodeSequence(encodeObjectIdentifier('1.3.101.110'), encodeNull())],
])('no AlgorithmIdentifier of a key: %s', (_, der) => {
  expect(readAlgorithm(element(der))).toBeUndefined();
});

test('where there is no element there is no algorithm', () => {
  expect(readAlgorithm(undefined)).toBeUndefined();
  expect(readCurve(undefined)).toBeUndefined();
  expect(readCurve(element(P256))).toEqual({ kty: 'EC', crv: 'P-256' });
});

function element(der: Uint8Array): DerElement {
  const read = readDer(der);
  if (!read.ok) throw new TypeError(`not DER: ${read.expected}`);
  return read.element;
}
