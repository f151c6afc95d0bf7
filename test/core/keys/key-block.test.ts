import { expect, test } from 'vitest';
import { encodeBase64 } from '../../../src/core/encoding/base64.ts';
import { readKeyBlock } from '../../../src/core/keys/key-block.ts';
import { encodeRsaPrivate, encodeRsaPublic, encodeSec1 } from '../../../src/core/keys/make-key.ts';
import { bits, ec, ed25519, int, NUMBERS, octets, oid, RSA, rsa, seq, tagged } from './der-parts.ts';

const block = (label: string, der: Uint8Array | string, headers: readonly string[] = []) =>
  readKeyBlock({ label, headers, body: typeof der === 'string' ? der : encodeBase64(der) });
const refused = (fault: object, more: object = {}) => ({ ok: false, ...more, faults: [fault] });
const container = (format: string, command: string) => ({ kind: 'container-unsupported', format, command });
const pkcs1 = encodeRsaPrivate(NUMBERS);
const signed = (...body: readonly Uint8Array[]) => seq(seq(...body), RSA, bits(Uint8Array.of(1)));
const certificate = signed(int(1), RSA, seq(), seq(), seq(), rsa.publicKey.spki);
const request = signed(int(0), seq(), rsa.publicKey.spki, tagged(0));

test.each([
  ['PRIVATE KEY', rsa.pkcs8, 'pkcs8-pem', rsa],
  ['PRIVATE KEY', ed25519.pkcs8, 'pkcs8-pem', ed25519],
  ['PUBLIC KEY', ec.publicKey.spki, 'spki-pem', ec.publicKey],
  ['RSA PRIVATE KEY', pkcs1, 'pkcs1-private-pem', rsa],
  ['RSA PUBLIC KEY', encodeRsaPublic(55n, 3n), 'pkcs1-public-pem', rsa.publicKey],
  ['EC PRIVATE KEY', encodeSec1(ec), 'sec1-pem', ec],
  ['CERTIFICATE', certificate, 'certificate-pem', rsa.publicKey],
  ['X509 CERTIFICATE', certificate, 'certificate-pem', rsa.publicKey],
])('%s is taken as it stands: %#', (label, der, format, key) => {
  expect(block(label, der)).toStrictEqual({ ok: true, format, key });
});

// OpenSSL 3 looks at what is under two of the labels; under any other the structure has to be the one of the label.
test.each(['RSA PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'])('PKCS#8 under %s is taken, and told', (label) => {
  const fault = { kind: 'label-mismatch', label, holds: 'pkcs8-pem' };
  expect(block(label, rsa.pkcs8)).toStrictEqual({ ok: true, format: 'pkcs8-pem', key: rsa, tolerated: [fault] });
});

test.each([
  ['PRIVATE KEY', pkcs1, 'pkcs1-private-pem', rsa],
  ['EC PRIVATE KEY', ec.pkcs8, 'pkcs8-pem', ec],
  ['RSA PRIVATE KEY', encodeSec1(ec), 'sec1-pem', ec],
  ['ENCRYPTED PRIVATE KEY', pkcs1, 'pkcs1-private-pem', rsa],
  ['PUBLIC KEY', certificate, 'certificate-pem', rsa.publicKey],
  ['RSA PUBLIC KEY', rsa.publicKey.spki, 'spki-pem', rsa.publicKey],
])('under %s another structure is not taken, and named with its key: %#', (label, der, format, key) => {
  expect(block(label, der)).toStrictEqual(refused({ kind: 'label-mismatch', label, holds: format }, { format, key }));
});

test.each(['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST', 'PUBLIC KEY'])('a request under %s', (label) => {
  const format = 'certificate-request-pem';
  expect(block(label, request)).toStrictEqual(
    refused(container(format, 'openssl req -in FILE -noout -pubkey'), { format, key: rsa.publicKey }),
  );
});

test('bits that are not zero behind the last byte are let pass, and told', () => {
  const whole = encodeBase64(encodeRsaPublic(55n, 3n));
  const changed = whole.replace(/.(?==)/, (last) => String.fromCharCode(last.charCodeAt(0) + 1));
  expect(changed).not.toBe(whole);
  expect(block('RSA PUBLIC KEY', changed)).toStrictEqual({
    ok: true,
    format: 'pkcs1-public-pem',
    key: rsa.publicKey,
    tolerated: [
      { kind: 'damaged', what: 'the last character of the body', expected: 'one whose unused bits are zero' },
    ],
  });
});

const HEADERS = { kind: 'damaged', what: 'the header lines in the block', expected: 'base64 alone' };
const LEGACY = refused(
  { kind: 'encrypted', format: 'encrypted-legacy-pem', command: 'openssl pkey -in FILE -out private.key' },
  { format: 'encrypted-legacy-pem' },
);

// RFC 1421 §4.6.1.1.
test.each([
  [['Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,00'], LEGACY],
  [['DEK-Info: AES-128-CBC,00', 'Proc-Type: 4,ENCRYPTED'], LEGACY],
  [['Proc-Type:ENCRYPTED'], LEGACY],
  [['Proc-Type: 4,MIC-CLEAR'], refused(HEADERS)],
  [['X-Proc-Type: 4,ENCRYPTED'], refused(HEADERS)],
  [['Comment: mine'], refused(HEADERS)],
])('headers %j', (headers, reading) => {
  expect(block('RSA PRIVATE KEY', pkcs1, headers)).toStrictEqual(reading);
});

test.each(['PKCS7', 'PKCS #7 SIGNED DATA', 'CMS'])('%s holds certificates', (label) => {
  const command = 'openssl pkcs7 -in FILE -print_certs | openssl x509 -noout -pubkey';
  expect(block(label, 'AAAA')).toStrictEqual(refused(container('pkcs7', command), { format: 'pkcs7' }));
});

test.each([
  ['EC PARAMETERS', 'EC parameters'],
  ['DH PARAMETERS', 'DH parameters'],
  ['X9.42 DH PARAMETERS', 'X9.42 DH parameters'],
  ['DSA PRIVATE KEY', 'DSA'],
])('%s is no key of a kind that signs here', (label, algorithm) => {
  expect(block(label, 'AAAA')).toStrictEqual(refused({ kind: 'algorithm-unsupported', algorithm }));
});

test.each([' PARAMETERS', 'EC PARAMETERS OF MINE', 'PRIVATE', 'PGP SIGNATURE'])('%s is no label of a key', (label) => {
  expect(block(label, rsa.pkcs8)).toStrictEqual(refused({ kind: 'unrecognised' }));
});

test.each([
  ['a body that is not base64', 'PRIVATE KEY', '*', { kind: 'damaged', what: 'the body', expected: 'base64' }, {}],
  ['half a body', 'PRIVATE KEY', 'AAA', { kind: 'damaged', what: 'the body', expected: 'base64' }, {}],
  ['no DER', 'PRIVATE KEY', 'MA==', { kind: 'damaged', what: 'the key data (DER)', expected: 'a length' }, {}],
])('%s', (_, label, body, fault, more) => {
  expect(block(label, body)).toStrictEqual(refused(fault, more));
});

test('numbers that do not fit each other: the fault, and the key as it stands', () => {
  const numbers = { ...NUMBERS, dp: 2n };
  expect(block('RSA PRIVATE KEY', encodeRsaPrivate(numbers))).toMatchObject({
    ok: false,
    format: 'pkcs1-private-pem',
    faults: [{ kind: 'inconsistent' }],
    key: { rsa: numbers },
  });
});

test('an algorithm that signs no token is named with the structure', () => {
  const x25519 = seq(int(0), seq(oid('1.3.101.110')), octets(octets(new Uint8Array(32))));
  expect(block('PRIVATE KEY', x25519)).toStrictEqual(
    refused({ kind: 'algorithm-unsupported', algorithm: 'X25519' }, { format: 'pkcs8-pem' }),
  );
});

test.each(['ENCRYPTED PRIVATE KEY', 'PRIVATE KEY'])('encrypted PKCS#8 under %s', (label) => {
  const format = 'encrypted-pkcs8-pem';
  expect(block(label, seq(seq(oid('1.2.840.113549.1.5.13')), octets(Uint8Array.of(1))))).toStrictEqual(
    refused({ kind: 'encrypted', format, command: 'openssl pkey -in FILE -out private.key' }, { format }),
  );
});

test('OpenSSH is told by its body, whatever the label says', () => {
  const body = new TextEncoder().encode('openssh-key-v1\0');
  for (const label of ['OPENSSH PRIVATE KEY', 'PRIVATE KEY', 'SOMETHING'])
    expect(block(label, body)).toMatchObject({ ok: false, format: 'openssh-private', faults: [{ kind: 'damaged' }] });
  // Another body under that label is read as what it is.
  expect(block('OPENSSH PRIVATE KEY', rsa.pkcs8)).toMatchObject({ ok: false, faults: [{ kind: 'label-mismatch' }] });
});
