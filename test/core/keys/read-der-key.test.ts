import { expect, test } from 'vitest';
import { ecPublicKey } from '../../../src/core/keys/make-key.ts';
import { readDerKey } from '../../../src/core/keys/read-der-key.ts';
import {
  bits,
  EC,
  ED25519,
  ec,
  ed25519,
  element,
  int,
  NULL,
  octets,
  oid,
  P256,
  RSA,
  rsa,
  seq,
  tagged,
} from './der-parts.ts';

const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SET = 0x31;
const NAME = seq();
const SIGNATURE = [RSA, bits(Uint8Array.of(1))] as const;
const pkcs1 = seq(int(55), int(3));
const spki = rsa.publicKey.spki;
const certificate = (...body: readonly Uint8Array[]) => seq(seq(...body), ...SIGNATURE);
const damaged = (expected: string, at: number, structure?: string) => ({
  ok: false,
  ...(structure && { structure }),
  fault: { kind: 'damaged', what: 'the key data (DER)', expected },
  at,
});

test.each([
  ['RSA as SPKI', spki, 'spki', rsa.publicKey],
  ['EC as SPKI', ec.publicKey.spki, 'spki', ec.publicKey],
  ['Ed25519 as SPKI', ed25519.publicKey.spki, 'spki', ed25519.publicKey],
  ['RSA as PKCS#1', pkcs1, 'pkcs1-public', rsa.publicKey],
  ['a certificate of version 1', certificate(int(1), RSA, NAME, seq(), NAME, spki), 'certificate', rsa.publicKey],
  [
    'a certificate of version 3',
    certificate(tagged(0, int(2)), int(1), RSA, NAME, seq(), NAME, spki),
    'certificate',
    rsa.publicKey,
  ],
  ['a request', certificate(int(0), NAME, spki, tagged(0)), 'certificate-request', rsa.publicKey],
  ['a request without attributes', certificate(int(0), NAME, spki), 'certificate-request', rsa.publicKey],
])('%s', (_, der, structure, key) => {
  expect(readDerKey(der)).toEqual({ ok: true, structure, key });
});

const sec1Parts = [int(1), octets(ec.d as Uint8Array)] as const;
const point = tagged(1, bits(Uint8Array.of(4, ...(ec.publicKey.x as Uint8Array), ...(ec.publicKey.y as Uint8Array))));
const seed = octets(octets(ed25519.d as Uint8Array));

test.each([
  ['PKCS#8', rsa.pkcs8, 'pkcs8', rsa],
  ['PKCS#8 with attributes', seq(int(0), ED25519, seed, tagged(0)), 'pkcs8', ed25519],
  [
    'PKCS#8 with a public key',
    seq(int(1), ED25519, seed, tagged(1, bits(ed25519.publicKey.x as Uint8Array))),
    'pkcs8',
    ed25519,
  ],
  [
    'PKCS#8 with both',
    seq(int(1), ED25519, seed, tagged(0), element(0x81, bits(ed25519.publicKey.x as Uint8Array))),
    'pkcs8',
    ed25519,
  ],
  ['PKCS#1', seq(...[0, 55, 3, 7, 5, 11, 3, 7, 1].map(int)), 'pkcs1-private', rsa],
  ['SEC1', seq(...sec1Parts, tagged(0, P256)), 'sec1', ec],
  ['SEC1 with a public key', seq(...sec1Parts, tagged(0, P256), point), 'sec1', ec],
])('private: %s', (_, der, structure, key) => {
  expect(readDerKey(der)).toEqual({ ok: true, structure, key });
});

test('SEC1 without a curve is no key by itself, and a key of more primes is named', () => {
  for (const der of [seq(...sec1Parts), seq(...sec1Parts, point)])
    expect(readDerKey(der)).toEqual(damaged('the name of the curve', 0, 'sec1'));
  expect(readDerKey(seq(int(1), ...[55, 3, 7, 5, 11, 3, 7, 1].map(int), seq()))).toMatchObject({
    fault: { kind: 'algorithm-unsupported' },
  });
});

test('a compressed point stays as it is written', () => {
  const [x, y] = [ec.publicKey.x as Uint8Array, ec.publicKey.y as Uint8Array];
  const compressed = Uint8Array.of(2 + ((y[31] as number) & 1), ...x);
  const read = readDerKey(seq(EC, bits(compressed)));
  const affine = { x: BigInt(`0x${Buffer.from(x).toString('hex')}`), y: BigInt(`0x${Buffer.from(y).toString('hex')}`) };
  expect(read).toEqual({ ok: true, structure: 'spki', key: ecPublicKey('P-256', affine, compressed) });
});

test('a key does not change with the bytes that it was read from', () => {
  for (const key of [ec.publicKey, ed25519.publicKey]) {
    const der = key.spki.slice();
    const read = readDerKey(der);
    der.fill(0);
    expect(read).toEqual({ ok: true, structure: 'spki', key });
  }
});

test.each([
  ['no DER', Uint8Array.of(0x30), damaged('a length', 1)],
  [
    'an element after the key',
    Uint8Array.of(...spki, 0),
    damaged(`no bytes after the first ${spki.length}`, spki.length),
  ],
  ['an INTEGER', int(1), { ok: false, fault: { kind: 'unrecognised' } }],
  ['a SET with the parts of an SPKI', element(SET, RSA, bits(pkcs1)), { ok: false, fault: { kind: 'unrecognised' } }],
  ['nothing in it', seq(), damaged('a key', 0)],
  ['parts of other kinds', seq(NULL, NULL), damaged('a key', 0)],
  ['an SPKI with a part of another kind', seq(RSA, bits(pkcs1), NULL), damaged('a key', 0)],
  [
    'an unknown algorithm',
    seq(seq(oid('1.2.3')), bits(pkcs1)),
    damaged('RSA, EC or Ed25519 as the algorithm', 2, 'spki'),
  ],
  [
    'DSA',
    seq(...[1, 2, 3, 4, 5, 6].map(int)),
    { ok: false, fault: { kind: 'algorithm-unsupported', algorithm: 'DSA' } },
  ],
  [
    'X25519',
    seq(seq(oid('1.3.101.110')), bits(new Uint8Array(32))),
    { ok: false, structure: 'spki', fault: { kind: 'algorithm-unsupported', algorithm: 'X25519' } },
  ],
])('%s: no key, and why', (_, der, reading) => {
  expect(readDerKey(der)).toStrictEqual(reading);
});

const FORMS = {
  rsa: 'a modulus and a public exponent',
  ec: 'a point that lies on the curve',
  okp: '32 bytes that encode a point of the curve',
};

test.each([
  ['RSA, bits that are no DER', RSA, bits(Uint8Array.of(1)), FORMS.rsa],
  ['RSA, unused bits', RSA, element(0x03, Uint8Array.of(1), pkcs1), FORMS.rsa],
  ['RSA, one number', RSA, bits(seq(int(55))), FORMS.rsa],
  ['RSA, three numbers', RSA, bits(seq(int(55), int(3), int(1))), FORMS.rsa],
  ['RSA, no number at all', RSA, bits(seq(NULL, NULL)), FORMS.rsa],
  ['RSA, a modulus that is no number', RSA, bits(seq(NULL, int(3))), FORMS.rsa],
  ['RSA, an exponent that is no number', RSA, bits(seq(int(55), NULL)), FORMS.rsa],
  ['RSA, a modulus of 1', RSA, bits(seq(int(1), int(3))), FORMS.rsa],
  ['RSA, an exponent of 0', RSA, bits(seq(int(55), int(0))), FORMS.rsa],
  ['EC, another point', EC, bits(Uint8Array.of(4, ...new Uint8Array(64))), FORMS.ec],
  ['Ed25519, 31 bytes', ED25519, bits(new Uint8Array(31)), FORMS.okp],
])('SPKI of %s', (_, algorithm, key, expected) => {
  expect(readDerKey(seq(algorithm, key))).toEqual(damaged(expected, 2 + algorithm.length, 'spki'));
});

test('the smallest numbers are read: they are weak, not damaged', () => {
  expect(readDerKey(seq(int(2), int(1)))).toMatchObject({ ok: true, key: { rsa: { n: 2n, e: 1n, bits: 2 } } });
  expect(readDerKey(seq(int(1), int(1)))).toEqual(damaged(FORMS.rsa, 0, 'pkcs1-public'));
  expect(readDerKey(seq(int(2), int(0)))).toEqual(damaged(FORMS.rsa, 0, 'pkcs1-public'));
});

const REVOCATION = {
  ok: false,
  structure: 'crl',
  fault: { kind: 'container-unsupported', format: 'crl', command: '' },
};

test.each([
  ['in UTCTime', certificate(int(1), RSA, NAME, element(UTC_TIME))],
  ['in GeneralizedTime', certificate(int(1), RSA, NAME, element(GENERALIZED_TIME))],
])('a revocation list has its times %s, outside of a SEQUENCE', (_, der) => {
  expect(readDerKey(der)).toEqual(REVOCATION);
});

test.each([
  ['nothing', certificate(), 0, 'certificate'],
  ['no key', certificate(int(1), RSA, NAME, seq(), NAME), 0, 'certificate'],
  ['a version, and no key', certificate(tagged(0, int(2)), int(1), RSA, NAME, seq(), NAME), 0, 'certificate'],
  ['a request, and no key', certificate(int(0), NAME), 0, 'certificate-request'],
])('a body with %s', (_, der, at, structure) => {
  expect(readDerKey(der)).toEqual(damaged('a public key', at, structure));
});

test('what stands in place of the key of a certificate is pointed at', () => {
  const before = [int(0), NAME] as const;
  const start = 4 + before.reduce((total, part) => total + part.length, 0);
  for (const wrong of [NULL, seq(RSA), seq(RSA, bits(pkcs1), NULL), element(SET, RSA, bits(pkcs1))])
    expect(readDerKey(certificate(...before, wrong))).toEqual(damaged('a public key', start, 'certificate-request'));
});

test.each([
  ['five parts', certificate(int(0), NAME, spki, tagged(0), NAME)],
  ['a name first', certificate(NAME, NAME, spki)],
])('a body of %s is no request', (_, der) => {
  expect(readDerKey(der)).toMatchObject({ ok: false, structure: 'certificate' });
});

// PFX (RFC 7292 §4): a version, a ContentInfo, and in most a MAC. A ContentInfo begins with an OBJECT IDENTIFIER.
test.each([
  ['with a MAC', seq(int(3), seq(oid('1.2.840.113549.1.7.1')), seq()), true],
  ['without one', seq(int(3), seq(oid('1.2.840.113549.1.7.1'))), true],
  ['with no content', seq(int(3), seq(), seq()), false],
  ['with another content', seq(int(3), seq(int(1), oid('1.2.3')), seq()), false],
])('PKCS#12 %s', (_, der, isPkcs12) => {
  const command = 'openssl pkcs12 -in FILE -nocerts -nodes -out private.key';
  const fault = { kind: 'container-unsupported', format: 'pkcs12', command };
  expect(readDerKey(der)).toEqual(isPkcs12 ? { ok: false, structure: 'pkcs12', fault } : damaged('a key', 0));
});

test('PKCS#7 holds certificates', () => {
  expect(readDerKey(seq(oid('1.2.840.113549.1.7.2'), tagged(0, seq())))).toMatchObject({
    ok: false,
    structure: 'pkcs7',
  });
  expect(readDerKey(seq(oid('1.2.840.113549.1.7.1'), tagged(0, seq())))).toEqual(damaged('a key', 0));
  expect(readDerKey(seq(tagged(0, seq()), oid('1.2.840.113549.1.7.2')))).toEqual(damaged('a key', 0));
});

test('encrypted PKCS#8 is named', () => {
  expect(readDerKey(seq(seq(oid('1.2.840.113549.1.5.13')), octets(Uint8Array.of(1))))).toEqual({
    ok: false,
    structure: 'encrypted-pkcs8',
    fault: {
      kind: 'encrypted',
      format: 'encrypted-pkcs8-der',
      command: 'openssl pkcs8 -inform DER -in FILE -out private.key',
    },
  });
});
