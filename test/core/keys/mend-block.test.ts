import { expect, test } from 'vitest';
import { findArmour } from '../../../src/core/keys/find-armour.ts';
import { pkcs8Pem, sec1Pem, spkiPem } from '../../../src/core/keys/key-text.ts';
import { encodeRsaPrivate } from '../../../src/core/keys/make-key.ts';
import { mendBlock } from '../../../src/core/keys/mend-block.ts';
import { bits, EC, ED25519, ec, ed25519, int, NUMBERS, octets, oid, RSA, rsa, seq, tagged } from './der-parts.ts';

const mend = (text: string) => mendBlock(text, findArmour(text)[0] as ReturnType<typeof findArmour>[number]);
const digitsOf = (der: Uint8Array | readonly number[]) => Buffer.from(der).toString('base64').replaceAll('=', '');
const wrap = (body: string, label = 'PRIVATE KEY') => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
const faultsOf = (text: string) => mend(text)?.faults;
/** DER of so many bytes, header included, of which so many are there. */
const cutOff = (header: readonly number[], bytes: number) =>
  digitsOf([...header, ...Buffer.alloc(bytes, 0xab)].slice(0, bytes));

test('a text without a fault that is known by name', () => {
  expect(mend(pkcs8Pem(ed25519))).toStrictEqual({
    faults: [{ kind: 'damaged', what: 'the form of the text', expected: 'PEM: BEGIN, lines of base64, END' }],
    repairs: [],
    format: 'pkcs8-pem',
    key: ed25519,
    restored: true,
  });
});

test('a body that is longer than that of any key is left', () => {
  expect(mend(wrap('A'.repeat(16_382)))?.restored).toBe(false);
  expect(mend(wrap('A'.repeat(16_383)))).toBeUndefined();
});

const LEGACY = { kind: 'encrypted', format: 'encrypted-legacy-pem', command: expect.any(String) };
test.each(['Proc-Type: 4,ENCRYPTED', 'Proc-Type:ENCRYPTED'])('%s in the body: it is encrypted', (header) => {
  expect(mend(wrap(`${header}\n\nAAAA`, 'RSA PRIVATE KEY'))).toStrictEqual({
    faults: [LEGACY],
    repairs: [],
    format: 'encrypted-legacy-pem',
    restored: false,
  });
  expect(mend(`Proc-Type: 4,ENCRYPTED\n${pkcs8Pem(ed25519)}`)?.restored).toBe(true);
  expect(mend(`BEGIN RSA PRIVATE KEY-----\n${header}\n\nAAAA`)?.faults).toMatchObject([{}, {}, LEGACY]);
});

test('OpenSSH is told by its body', () => {
  expect(mend(wrap(digitsOf(Buffer.from('openssh-key-v1\0'))))).toMatchObject({ format: 'openssh-private' });
});

test('padding that is wrong is told where the key is there', () => {
  const text = spkiPem(ec.publicKey).replace('==', '');
  const padding = { kind: 'damaged', what: 'the end of the body', expected: expect.stringContaining('= there') };
  expect(mend(text)).toMatchObject({ faults: [padding], repairs: ['padding-restored'], key: ec.publicKey });
  expect(faultsOf(wrap('AAAAAA'))).toHaveLength(1);
});

test('what stands behind the end of a key is cut off', () => {
  const text = spkiPem(ec.publicKey).replace('==', 'AAAAAA');
  expect(mend(text)).toStrictEqual({
    faults: [
      { kind: 'damaged', what: 'the body', line: 3, column: 59, expected: 'the end of the key after 122 characters' },
    ],
    repairs: ['stray-characters-removed'],
    format: 'spki-pem',
    key: ec.publicKey,
    restored: true,
  });
  expect(mend(pkcs8Pem(ed25519).replace('\n-----END', 'AAAA\n-----END'))?.restored).toBe(false);
  expect(mend(wrap(digitsOf([...seq(), 0, 0, 0])))?.restored).toBe(false);
});

test.each([
  ['PRIVATE KEY', sec1Pem(ec), 'sec1-pem'],
  ['RSA PRIVATE KEY', pkcs8Pem(ed25519), 'pkcs8-pem'],
])('a key under the label %s of another form', (label, pem, holds) => {
  expect(mend(pem.replaceAll(/(?<=BEGIN |END )[A-Z ]+/g, label))).toMatchObject({
    faults: [{ kind: 'label-mismatch', label, holds }],
    repairs: ['label-corrected'],
    format: holds,
    restored: true,
  });
});

test('a label that is none of a key is no other form', () => {
  expect(mend(pkcs8Pem(ed25519).replaceAll('PRIVATE KEY', 'KEY'))?.faults).toMatchObject([
    { what: 'the form of the text' },
  ]);
});

test('a request for a certificate', () => {
  const request = seq(seq(int(0), seq(), rsa.publicKey.spki, tagged(0)), RSA, bits(Uint8Array.of(1)));
  expect(mend(wrap(digitsOf(request), 'CERTIFICATE REQUEST'))?.faults.map(({ kind }) => kind)).toContain(
    'container-unsupported',
  );
  expect(mend(spkiPem(rsa.publicKey))?.faults.map(({ kind }) => kind)).not.toContain('container-unsupported');
});

test.each([
  [
    'encrypted',
    seq(seq(oid('1.2.840.113549.1.5.13')), octets(Uint8Array.of(1, 2, 3))),
    { format: 'encrypted-pkcs8-pem' },
  ],
  ['algorithm-unsupported', seq(int(0), seq(oid('1.3.101.110')), octets(octets(new Uint8Array(32)))), {}],
])('%s: there is nothing to restore', (kind, der, more) => {
  const found = mend(wrap(digitsOf(der)));
  expect(found).toMatchObject({ repairs: expect.not.arrayContaining(['numbers-recomputed']), restored: false });
  expect(found).not.toHaveProperty('key');
  expect(found?.faults.filter((fault) => fault.kind === kind)).toMatchObject([more]);
  expect(found?.faults.filter(({ kind: other }) => other === 'damaged').length).toBeLessThan(2);
});

test('a digit that is wrong is recovered', () => {
  const [found] = [mend(pkcs8Pem(ec).replace('MIGH', 'MIGI'))];
  expect(found).toMatchObject({ restored: true, key: ec });
});

test('numbers that do not fit, where nothing restores them: the fault, and the key as it stands', () => {
  const numbers = { ...NUMBERS, dp: 2n };
  const text = wrap(digitsOf([...encodeRsaPrivate(numbers)]), 'RSA PRIVATE KEY');
  expect(mend(text)).toMatchObject({
    faults: expect.arrayContaining([{ kind: 'inconsistent', relations: [expect.any(String)] }]),
    format: 'pkcs1-private-pem',
    key: { rsa: numbers },
    restored: false,
  });
});

const broken = (expected: string, place?: object) => ({ kind: 'damaged', what: 'the body', ...place, expected });
test.each<[what: string, text: string, fault: object]>([
  ['no DER', wrap('QUJDREVG'), broken('the start of a key, which is MI or MC', { line: 2, column: 1 })],
  ['nothing', wrap(''), broken('the start of a key, which is MI or MC', { line: 1, column: 28 })],
  [
    'no OpenSSH',
    wrap('QUJDREVG', 'OPENSSH PRIVATE KEY'),
    broken('the start of a key, which is b3BlbnNzaC1rZXk', { line: 2, column: 1 }),
  ],
  [
    'a length that is not definite',
    wrap(cutOff([0x30, 0x80], 30)),
    broken('the start of a key, which is MI or MC', { line: 2, column: 1 }),
  ],
  [
    'a length of three bytes',
    wrap(cutOff([0x30, 0x83, 0, 1], 30)),
    broken('the start of a key, which is MI or MC', { line: 2, column: 1 }),
  ],
  [
    'another tag',
    wrap(cutOff([0x31, 0x82, 1, 2], 30)),
    broken('the start of a key, which is MI or MC', { line: 2, column: 1 }),
  ],
  ['a short length', wrap(cutOff([0x30, 0x7f], 30)), broken('172 base64 digits, of which 40 are here')],
  ['a length of one byte', wrap(cutOff([0x30, 0x81, 0x91], 30)), broken('198 base64 digits, of which 40 are here')],
  ['a length of two bytes', wrap(cutOff([0x30, 0x82, 1, 2], 30)), broken('350 base64 digits, of which 40 are here')],
  [
    'a key that breaks inside',
    wrap(digitsOf(seq(int(0), ED25519, octets(Uint8Array.of(0x30))))),
    broken('a length', { line: 2, column: 20 }),
  ],
  [
    'another structure',
    wrap(digitsOf(seq(int(2), EC, octets(octets(new Uint8Array(32)))))),
    broken('version 0 or 1', { line: 2, column: 3 }),
  ],
  [
    'letters of one case',
    wrap('A'.repeat(64)),
    {
      kind: 'damaged',
      what: 'the body, which has no lower-case letters',
      expected: 'lower-case and upper-case letters',
    },
  ],
  [
    'letters of one case, too few to tell',
    wrap('A'.repeat(63)),
    broken('the start of a key, which is MI or MC', { line: 2, column: 1 }),
  ],
])('a body that is %s: where it breaks', (_, text, fault) => {
  expect(faultsOf(text)?.at(-1)).toStrictEqual(fault);
});

test('a format is told where the structure shows', () => {
  expect(mend(wrap(digitsOf(seq(int(2), EC, octets(octets(new Uint8Array(32))))), 'RSA PRIVATE KEY'))).toMatchObject({
    format: 'pkcs8-pem',
  });
  expect(mend(wrap('QUJDREVG'))).toStrictEqual({
    faults: [broken('the start of a key, which is MI or MC', { line: 2, column: 1 })],
    repairs: [],
    restored: false,
  });
});

test.each([
  ['BEGIN alone', '-----BEGIN PRIVATE KEY-----\nQUJDREVG', true],
  ['END alone', 'QUJDREVG\n-----END PRIVATE KEY-----', true],
  ['neither', 'QUJDREVG', false],
  ['neither, and 40 bytes', cutOff([0x30, 38], 42), false],
  ['neither, and 41 bytes', cutOff([0x30, 39], 42), true],
  ['neither, and half of what is there', cutOff([0x30, 40], 84), false],
  ['neither, and a byte more than half', cutOff([0x30, 41], 84), true],
  ['neither, and twice what is there', cutOff([0x30, 82], 42), false],
  ['neither, and a byte less than twice', cutOff([0x30, 81], 42), true],
])('what cannot be restored, with %s, is that of a key: %s', (_, text, isKey) => {
  expect(mend(text) !== undefined).toBe(isKey);
});
