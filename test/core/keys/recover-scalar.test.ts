import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { CURVES, multiplyGenerator, writePoint } from '../../../src/core/keys/curve.ts';
import { publicKeyOf } from '../../../src/core/keys/fingerprint.ts';
import { pkcs8Pem, spkiPem } from '../../../src/core/keys/key-text.ts';
import { ecPrivateKey, ed25519PrivateKey, encodeSec1 } from '../../../src/core/keys/make-key.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { recoverForPublic, recoverScalar } from '../../../src/core/keys/recover-scalar.ts';
import { repairKey } from '../../../src/core/keys/repair-key.ts';
import { misreadInPrivateKey } from '../../../src/core/observe/misread-trials.ts';
import { type SignatureTrial, withVerifiedSignature } from '../../../src/core/observe/outside-signature.ts';
import { bits, EC, ED25519, ed25519, element, int, octets, P256, rsa, seq, tagged } from './der-parts.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Characters that are read for one another, each way. */
const MISREAD: { readonly [found: string]: string } = {
  l: 'I',
  I: 'l',
  O: '0',
  '0': 'O',
  S: '5',
  '5': 'S',
  B: '8',
  Z: '2',
};

function pairOf(type: 'P-256' | 'P-384' | 'P-521' | 'Ed25519', format: 'pkcs8' | 'sec1' = 'pkcs8') {
  const { privateKey, publicKey } =
    type === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: type });
  const text = privateKey.export({ type: format, format: 'pem' }) as string;
  const half = publicKeyOf(parsed(publicKey.export({ type: 'spki', format: 'pem' }) as string));
  return { text, half, publicText: publicKey.export({ type: 'spki', format: 'pem' }) as string };
}

function parsed(text: string) {
  const reading = parseKey(text);
  if (!reading.ok) throw new TypeError('a key of node:crypto is read');
  return reading.key;
}

function withCharacter(text: string, at: number, meant: string): string {
  return `${text.slice(0, at)}${meant}${text.slice(at + 1)}`;
}

/** Places in the body whose character somebody may misread. */
function misreadable(text: string): number[] {
  const [start, end] = [text.indexOf('\n') + 1, text.indexOf('-----END')];
  return [...text].flatMap((character, at) => (at >= start && at < end && MISREAD[character] ? [at] : []));
}

describe('one wrong character of a private key', () => {
  it.each([
    ['P-256', 'pkcs8'],
    ['P-256', 'sec1'],
    ['P-384', 'pkcs8'],
    ['P-521', 'sec1'],
  ] as const)('is found by the point that stands behind the number: %s, %s', (type, format) => {
    const { text } = pairOf(type, format);
    const first = text.indexOf('\n') + 1 + (format === 'sec1' ? 12 : 52);
    for (const at of [first, first + 5, first + 10]) {
      const digit = text.charAt(at) === '\n' ? at + 1 : at;
      const meant = ALPHABET[(ALPHABET.indexOf(text.charAt(digit)) + 29) % 64] ?? 'A';
      const repaired = repairKey(withCharacter(text, digit, meant));
      expect(repaired).toMatchObject({ ok: true, repairs: ['numbers-recomputed'] });
      expect(repaired.ok && repaired.pem).toBe(text);
    }
  });

  it('of an Ed25519 key is found by the public key', () => {
    const inSeed = ({ text }: { text: string }) =>
      misreadable(text).filter((at) => at > text.indexOf('CIEI') + 4 && text.charAt(at + 1) !== '\n');
    let pair = pairOf('Ed25519');
    while (inSeed(pair).length === 0) pair = pairOf('Ed25519');
    const { text, half, publicText } = pair;
    for (const at of inSeed(pair).slice(0, 3)) {
      const damaged = withCharacter(text, at, MISREAD[text.charAt(at)] ?? '');
      const found = recoverForPublic(damaged, half);
      expect(found).toMatchObject({ at, line: 2 });
      expect(found?.key).toEqual(parsed(text));
      const input = { profile: 'jwt', now: 1_796_025_600, key: damaged, publicKey: publicText };
      const misread = misreadInPrivateKey(input);
      const report = diagnose({ ...input, ...(misread && { misread }) });
      expect(report).toMatchObject({ verdict: 'rejected', rootCause: 'character-misread' });
      expect(report.findings[0]?.facts).toMatchObject({ in: 'private-key', line: 2, found: '', meant: '' });
      expect(JSON.stringify(report)).not.toContain(damaged.split('\n')[1]?.slice(30, 40));
    }
  });

  it('is not made up for another pair, for a sound key, or for two wrong characters', () => {
    const { text, half, publicText } = pairOf('P-256');
    const other = pairOf('P-256');
    expect(recoverForPublic(text, other.half)).toBeUndefined();
    expect(recoverForPublic(text, half)).toBeUndefined();
    expect(misreadInPrivateKey({ profile: 'jwt', key: text, publicKey: publicText })).toBeUndefined();
    const another = (at: number) => (text.charAt(at) === 'x' ? 'y' : 'x');
    const two = withCharacter(withCharacter(text, 110, another(110)), 118, another(118));
    expect(repairKey(two).ok).toBe(false);
  });
});

/** A key of P-256 with its number at `start`, and the digits of base64 that hold some of its bits. */
const NUMBER = CURVES['P-256'].n / 3n;
const P256_KEY = ecPrivateKey('P-256', NUMBER);
const D = octets(P256_KEY.d as Uint8Array);
const POINT = tagged(1, bits(writePoint(CURVES['P-256'], multiplyGenerator(CURVES['P-256'], NUMBER))));
const pkcs8 = (inner: Uint8Array, ...more: Uint8Array[]) => seq(int(0), EC, octets(inner), ...more);
const digitsOf = (der: Uint8Array) => Buffer.from(der).toString('base64').replaceAll('=', '');
const flipped = (digits: string, at: number, by: number) =>
  withCharacter(digits, at, ALPHABET.charAt(ALPHABET.indexOf(digits.charAt(at)) ^ by));

/** The key that stands in digits that were changed, `start` bytes behind their beginning. */
function standing(digits: string, start: number) {
  const bytes = Buffer.from(digits, 'base64').subarray(start, start + 32);
  return ecPrivateKey('P-256', BigInt(`0x${bytes.toString('hex')}`));
}

describe.each<[string, Uint8Array, number]>([
  ['in PKCS#8', P256_KEY.pkcs8, 36],
  ['in PKCS#8 with attributes behind the point', pkcs8(seq(int(1), D, POINT), tagged(0, seq())), 36],
  ['in SEC1', encodeSec1(P256_KEY), 7],
  ['in PKCS#8 without its point', pkcs8(seq(int(1), D)), 35],
])('the number of a key %s', (name, der, start) => {
  const digits = digitsOf(der);
  const half = name.includes('without') ? P256_KEY.publicKey : undefined;
  const [first, last] = [Math.floor((start * 8) / 6), Math.ceil(((start + 32) * 8) / 6) - 1];

  it.each([
    [first, 1],
    [first + 1, 63],
    [last - 1, 63],
    // By the lowest bit of the number.
    [last, 2 ** ((6 - (((start + 32) * 8) % 6)) % 6)],
  ])('is the one before its digit %i was changed', (at, by) => {
    const damaged = flipped(digits, at, by);
    expect(recoverScalar(damaged, standing(damaged, start), half)).toEqual({ digits, key: P256_KEY });
  });
});

describe('no number is made up', () => {
  const whole = digitsOf(P256_KEY.pkcs8);
  const damaged = flipped(whole, 60, 5);

  it('where there is none, or nothing that proves it', () => {
    expect(recoverScalar(digitsOf(rsa.pkcs8), rsa)).toBeUndefined();
    const alone = flipped(digitsOf(pkcs8(seq(int(1), D))), 60, 5);
    expect(recoverScalar(alone, standing(alone, 35))).toBeUndefined();
  });

  it('for a public key of another kind, though the point of the text would prove one', () => {
    expect(recoverScalar(damaged, standing(damaged, 36), ed25519.publicKey)).toBeUndefined();
    expect(recoverScalar(damaged, standing(damaged, 36))).toMatchObject({ digits: whole });
  });

  it('where more than a digit differs, though the points are a digit apart', () => {
    const last = ecPrivateKey('P-256', CURVES['P-256'].n - 1n);
    expect(recoverScalar(digitsOf(last.pkcs8), last, ecPrivateKey('P-256', 5n).publicKey)).toBeUndefined();
  });

  it('where the text leaves its leading zeros out', () => {
    const short = ecPrivateKey('P-256', NUMBER >> 12n);
    const digits = digitsOf(seq(int(1), octets((short.d as Uint8Array).slice(1)), tagged(0, P256)));
    const half = ecPrivateKey('P-256', (NUMBER >> 12n) + 2n ** 40n).publicKey;
    expect(recoverScalar(digits, short, half)).toBeUndefined();
  });

  it('from a text that holds no private key, or the one that belongs to the public key', () => {
    const pem = (digits: string) => `-----BEGIN PRIVATE KEY-----\n${digits}\n-----END PRIVATE KEY-----`;
    const half = P256_KEY.publicKey;
    for (const text of ['', pem('AAAA'), spkiPem(ed25519.publicKey), spkiPem(half)])
      expect(recoverForPublic(text, half)).toBeUndefined();
    expect(recoverForPublic(pkcs8Pem(ed25519), ed25519.publicKey)).toBeUndefined();
    const two = `${pem(flipped(whole, 70, 9).replace(/^M/, 'A'))}\n${pem(damaged)}`;
    expect(recoverForPublic(two, half)).toMatchObject({ at: two.lastIndexOf('BEGIN') + 23 + 60, line: 5, column: 61 });
  });
});

it.each([
  [21, 'D'],
  [63, '5'],
])('a seed whose digit %i was taken for %s is recovered by the public key behind it', (at, found) => {
  const key = ed25519PrivateKey(Uint8Array.from(Buffer.from(`e${'7'.repeat(61)}12`, 'hex')));
  const publicKey = element(0x81, Buffer.of(0), key.publicKey.x as Uint8Array);
  const digits = digitsOf(seq(int(1), ED25519, octets(octets(key.d as Uint8Array)), publicKey));
  expect(digits.charAt(at)).toBe(found === 'D' ? 'O' : 'S');
  const damaged = withCharacter(digits, at, found);
  const seed = Buffer.from(damaged, 'base64').subarray(16, 48);
  expect(recoverScalar(damaged, ed25519PrivateKey(seed))).toEqual({ digits, key });
});

it('a signature of Ed25519 by the other key at hand is no signature over other bytes', () => {
  const [mine, other] = [pairOf('Ed25519'), pairOf('Ed25519')];
  const signed = [{ alg: 'EdDSA' }, { sub: 'anna' }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const token = `${signed}.${sign(null, Buffer.from(signed), mine.text).toString('base64url')}`;
  const input = { profile: 'jwt', now: 1_796_025_600, token, key: mine.text, publicKey: other.publicText };
  const verifies = ({ key, signingInput, signature }: SignatureTrial) =>
    verify(null, Buffer.from(signingInput), spkiPem(key), signature);
  const report = diagnose(withVerifiedSignature(input, verifies));
  expect(report.rootCause).toBe('verifier-holds-wrong-key');
  expect(report.findings.map(({ cause }) => cause)).not.toContain('signed-bytes-differ');
});
