import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fingerprint, publicKeyOf, thumbprint } from '../../../src/core/keys/fingerprint.ts';
import type { PrivateKey, PublicKey } from '../../../src/core/keys/key.ts';
import { readKeyDer } from '../../../src/core/keys/key-der.ts';
import { textAround } from '../../../src/core/keys/key-fault.ts';
import { isKeyType, keyKindsFor, kindOfKey } from '../../../src/core/keys/key-kind.ts';
import { formatOf, structureOf } from '../../../src/core/keys/key-label.ts';
import { pemLike, pkcs1Pem, pkcs8Pem, sec1Pem, spkiPem } from '../../../src/core/keys/key-text.ts';
import { ecPublicKey, encodeSec1 } from '../../../src/core/keys/make-key.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { bits, ec, ed25519, int, octets, oid, RSA, rsa, seq, tagged } from './der-parts.ts';

const pem = (name: string) => readFileSync(new URL(`../../../vectors/pem/${name}.pem`, import.meta.url), 'utf8');
const keyOf = (name: string) => parseKey(pem(name)).key as PrivateKey;

test.each(['rsa-2048', 'p-256', 'ed25519'])('%s is written as node:crypto writes it', (name) => {
  const [key, host] = [keyOf(name), createPrivateKey(pem(name))];
  expect(pkcs8Pem(key)).toBe(host.export({ type: 'pkcs8', format: 'pem' }));
  expect(spkiPem(key.publicKey)).toBe(createPublicKey(host).export({ type: 'spki', format: 'pem' }));
  expect([key.type, key.publicKey.type]).toEqual(['private', 'public']);
  expect([publicKeyOf(key), publicKeyOf(key.publicKey)]).toEqual([key.publicKey, key.publicKey]);
});

test.each(['rsa-2048', 'p-256', 'ed25519'])('the fingerprint of %s is SHA-256 of its SPKI, in base64', (name) => {
  const der = createPublicKey(pem(name)).export({ type: 'spki', format: 'der' });
  expect(fingerprint(keyOf(name).publicKey)).toBe(createHash('sha256').update(der).digest('base64'));
});

// RFC 7638 §3.3: the required members in the order of their names, without white space.
test.each([
  ['rsa-2048', ['e', 'kty', 'n']],
  ['p-256', ['crv', 'kty', 'x', 'y']],
  ['ed25519', ['crv', 'kty', 'x']],
] as const)('the JWK Thumbprint of %s', (name, members) => {
  const jwk = createPublicKey(pem(name)).export({ format: 'jwk' });
  const text = `{${members.map((member) => `"${member}":"${jwk[member]}"`).join(',')}}`;
  expect(thumbprint(keyOf(name).publicKey)).toBe(createHash('sha256').update(text).digest('base64url'));
});

test('PKCS#1 is for RSA alone', () => {
  const [key, host] = [keyOf('rsa-2048'), createPrivateKey(pem('rsa-2048'))];
  expect(pkcs1Pem(key)).toBe(host.export({ type: 'pkcs1', format: 'pem' }));
  expect(pkcs1Pem(key.publicKey)).toBe(createPublicKey(host).export({ type: 'pkcs1', format: 'pem' }));
  expect(() => pkcs1Pem(ec)).toThrow(new TypeError('PKCS#1 holds RSA keys, not P-256'));
});

test('SEC1 is for EC alone', () => {
  expect(sec1Pem(keyOf('p-256'))).toBe(createPrivateKey(pem('p-256')).export({ type: 'sec1', format: 'pem' }));
  expect(() => sec1Pem(ed25519)).toThrow(new TypeError('SEC1 holds EC keys, not Ed25519'));
  expect(() => sec1Pem(rsa)).toThrow(new TypeError('SEC1 holds EC keys, not RSA'));
  const { d: _, ...without } = ec;
  expect(() => encodeSec1(without)).toThrow(new TypeError('SEC1 holds EC keys, not P-256'));
});

test.each([
  ['pkcs1-private-pem', rsa, 'pkcs1-private-pem', pkcs1Pem(rsa)],
  ['pkcs1-private-der', rsa, 'pkcs1-private-pem', pkcs1Pem(rsa)],
  ['pkcs1-public-pem', rsa.publicKey, 'pkcs1-public-pem', pkcs1Pem(rsa.publicKey)],
  ['sec1-pem', ec, 'sec1-pem', sec1Pem(ec)],
  ['sec1-der', ec.publicKey, 'spki-pem', spkiPem(ec.publicKey)],
  ['pkcs8-der', ec, 'pkcs8-pem', pkcs8Pem(ec)],
  ['jwk', ed25519, 'pkcs8-pem', pkcs8Pem(ed25519)],
  ['certificate-pem', rsa.publicKey, 'spki-pem', spkiPem(rsa.publicKey)],
  [undefined, rsa, 'pkcs8-pem', pkcs8Pem(rsa)],
  [undefined, rsa.publicKey, 'spki-pem', spkiPem(rsa.publicKey)],
] as const)('a key that was in %s is written in its form, where PEM has that: %#', (format, key, written, text) => {
  expect(pemLike(format, key)).toEqual({ pem: text, format: written });
});

test('a point is written whole, unless it was given otherwise', () => {
  const point = { x: 1n, y: 2n };
  const whole = Buffer.concat([
    Buffer.from('04', 'hex'),
    Buffer.alloc(31),
    Buffer.of(1),
    Buffer.alloc(31),
    Buffer.of(2),
  ]);
  expect(Buffer.from(ecPublicKey('P-256', point).spki).subarray(-65)).toEqual(whole);
  const compressed = Buffer.concat([Buffer.of(2), Buffer.alloc(31), Buffer.of(1)]);
  expect(Buffer.from(ecPublicKey('P-256', point, compressed).spki).subarray(-34)).toEqual(
    Buffer.concat([Buffer.of(0), compressed]),
  );
});

test.each<[algorithms: readonly string[], kinds: readonly string[]]>([
  [['RS256'], ['RSA']],
  [
    ['EdDSA', 'ES384', 'ES256', 'RS256'],
    ['Ed25519', 'P-384', 'P-256', 'RSA'],
  ],
  [['RS256', 'RS256'], ['RSA']],
  [['HS256', 'none', 'toString', '__proto__'], []],
  [[], []],
])('the kinds of key pairs that sign by %j', (algorithms, kinds) => {
  expect(keyKindsFor(algorithms)).toEqual(kinds);
});

test.each([
  [{ kty: 'RSA' }, 'RSA'],
  [{ kty: 'RSA', crv: 'P-256' }, 'RSA'],
  [{ kty: 'EC', crv: 'secp256k1' }, 'secp256k1'],
  [{ kty: 'OKP', crv: 'Ed25519' }, 'Ed25519'],
  [{ kty: 'EC' }, 'EC'],
] as const)('the kind of %j is %s', (key, kind) => {
  expect(kindOfKey(key as Pick<PublicKey, 'kty' | 'crv'>)).toBe(kind);
});

test('names of kinds, and none that every object has', () => {
  expect(['rsa', 'ec-p256', 'ec-p384', 'ed25519'].every(isKeyType)).toBe(true);
  expect(['RSA', 'ec', 'toString', ''].some(isKeyType)).toBe(false);
});

test('the structure of a label, and the format of a structure', () => {
  expect(['PRIVATE KEY', 'X509 CRL', 'private key', ''].map(structureOf)).toEqual([
    'pkcs8',
    'crl',
    undefined,
    undefined,
  ]);
  const structures = ['pkcs8', 'certificate-request', 'pkcs12', 'pkcs7', 'crl'] as const;
  expect(structures.map((one) => formatOf(one, 'der'))).toEqual([
    'pkcs8-der',
    'certificate-request-der',
    'pkcs12',
    'pkcs7',
    'crl',
  ]);
  expect(formatOf('spki', 'pem')).toBe('spki-pem');
});

// What is no name of a key may be a secret: it is not repeated.
test.each([
  ['PRIVATE_KEY', true],
  ['vonage.private-pem', true],
  ['Cert', true],
  ['my_PEM', true],
  [`${'k'.repeat(37)}key`, true],
  [`${'k'.repeat(38)}key`, false],
  ['password', false],
  ['key one', false],
  ['key1', false],
  ['', false],
])('the text around a key, where it is %j', (name, isNamed) => {
  const what = isNamed ? `the text around the key, ${name}` : 'the text around the key';
  expect(textAround(name)).toEqual({ kind: 'damaged', what, expected: 'the key alone' });
});

const request = seq(seq(int(0), seq(), rsa.publicKey.spki), RSA, bits(Uint8Array.of(1)));
test.each([
  ['a key', rsa.pkcs8, { ok: true, format: 'pkcs8-der', key: rsa }],
  [
    'a request',
    request,
    {
      ok: false,
      format: 'certificate-request-der',
      faults: [
        {
          kind: 'container-unsupported',
          format: 'certificate-request-der',
          command: 'openssl req -inform DER -in FILE -noout -pubkey',
        },
      ],
      key: rsa.publicKey,
    },
  ],
  [
    'DSA',
    seq(...[1, 2, 3, 4, 5, 6].map(int)),
    { ok: false, faults: [{ kind: 'algorithm-unsupported', algorithm: 'DSA' }] },
  ],
  [
    'X25519',
    seq(int(0), seq(oid('1.3.101.110')), octets(Uint8Array.of(4, 0))),
    { ok: false, format: 'pkcs8-der', faults: [{ kind: 'algorithm-unsupported', algorithm: 'X25519' }] },
  ],
  ['nothing that is known', seq(), undefined],
  ['no SEQUENCE', tagged(0, int(1)), undefined],
  ['no DER', Uint8Array.of(0x30), undefined],
  ['nothing', new Uint8Array(0), undefined],
])('DER of %s', (_, der, reading) => {
  expect(readKeyDer(der)).toStrictEqual(reading);
});

test('DER whose numbers do not fit has its fault and its key', () => {
  const der = seq(...[0, 55, 3, 7, 5, 11, 2, 7, 1].map(int));
  expect(readKeyDer(der)).toMatchObject({
    ok: false,
    format: 'pkcs1-private-der',
    faults: [{ kind: 'inconsistent' }],
    key: { rsa: { dp: 2n } },
  });
});
