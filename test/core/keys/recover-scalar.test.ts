import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import { publicKeyOf } from '../../../src/core/keys/fingerprint.ts';
import { spkiPem } from '../../../src/core/keys/key-text.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { recoverForPublic } from '../../../src/core/keys/recover-scalar.ts';
import { repairKey } from '../../../src/core/keys/repair-key.ts';
import { misreadInPrivateKey } from '../../../src/core/observe/misread-trials.ts';
import { type SignatureTrial, withVerifiedSignature } from '../../../src/core/observe/outside-signature.ts';

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
