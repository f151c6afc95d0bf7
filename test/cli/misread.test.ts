import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { withKeySets, withSignatureChecked } from '../../src/cli/input/check-signature.ts';
import { withMisread } from '../../src/cli/input/misread.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { misreadings } from '../../src/core/encoding/misread.ts';
import type { Input } from '../../src/core/evidence/input.ts';
import { readWholeKeySet } from '../../src/core/keys/key-set.ts';
import { TRIED_SIGNATURES } from '../../src/core/observe/misread-trials.ts';
import { kit } from '../support/kit.ts';

const TOKEN = kit.mint({ claims: { application_id: undefined, jti: undefined, exp: kit.now + 600 } });
const PUBLIC = kit.publicKey('active');

function judged(token: string, publicKey = PUBLIC) {
  return diagnose(withMisread(withSignatureChecked({ profile: 'jwt', now: kit.now, token, publicKey })));
}

function put(text: string, at: number, meant: string, length = 1): string {
  return text.slice(0, at) + meant + text.slice(at + length);
}

/** The first place from here on with one of these characters. */
function placeOf(text: string, chars: RegExp, from: number): number {
  return from + text.slice(from).search(chars);
}

const DOT = TOKEN.indexOf('.');
const LAST_DOT = TOKEN.lastIndexOf('.');

describe('one character that was misread', () => {
  it.each<[string, number, string]>([
    ['1 for l', placeOf(TOKEN, /l/, DOT), '1'],
    ['I for l', placeOf(TOKEN, /l/, DOT), 'I'],
    ['0 for O', placeOf(TOKEN, /O/, DOT), '0'],
    ['O for 0', placeOf(TOKEN, /0/, LAST_DOT), 'O'],
    ['a small letter in the header', placeOf(TOKEN, /[UN]/, 4), 'u'],
    ['a capital letter in the payload', placeOf(TOKEN, /[p-t]/, DOT + 30), 'X'],
    ['a capital letter in the signature', placeOf(TOKEN, /[a-h]/, LAST_DOT + 30), 'X'],
  ])('%s in the token', (_, at, letter) => {
    const meant = TOKEN.charAt(at);
    const found = letter === 'X' ? meant.toUpperCase() : letter === 'u' ? meant.toLowerCase() : letter;
    const { findings, afterFix } = judged(put(TOKEN, at, found));
    expect(findings[0]).toMatchObject({
      cause: 'character-misread',
      certainty: 'proved',
      facts: { in: 'token', at, found, meant },
    });
    expect(findings[0]?.detail).toContain(meant);
    expect(JSON.stringify(findings)).not.toContain(TOKEN.slice(LAST_DOT + 20, LAST_DOT + 60));
    expect(afterFix?.verdict).toBe('accepted');
  });

  it.each<[string, string, string]>([
    ['twice', put(TOKEN, LAST_DOT + 9, TOKEN.charAt(LAST_DOT + 9).repeat(2)), 'twice where it belongs once'],
    ['lost at the beginning', TOKEN.slice(1), 'lost the character e at its beginning'],
    ['lost at the end', TOKEN.slice(0, -1), `lost the character ${TOKEN.slice(-1)} at its end`],
  ])('%s', (_, token, words) => {
    expect(judged(token).findings[0]?.title).toContain(words);
  });

  it('in the public key is told by line and column', () => {
    const at = placeOf(PUBLIC, /[IlO01]/, 140);
    const meant = PUBLIC.charAt(at);
    const found = 'O0'.includes(meant) ? (meant === 'O' ? '0' : 'O') : meant === 'l' ? '1' : 'l';
    const { findings, afterFix } = judged(TOKEN, put(PUBLIC, at, found));
    const line = PUBLIC.slice(0, at).split('\n').length;
    expect(findings[0]).toMatchObject({
      cause: 'character-misread',
      party: 'verifier',
      facts: { in: 'key', line, found, meant },
    });
    expect(afterFix?.verdict).toBe('accepted');
  });

  it.each(['ES256', 'ES384', 'EdDSA'])('is found under a key of %s', (alg) => {
    const curve = { ES256: 'P-256', ES384: 'P-384' }[alg];
    const { privateKey, publicKey } = curve
      ? generateKeyPairSync('ec', { namedCurve: curve })
      : generateKeyPairSync('ed25519');
    const parts = [
      { alg, typ: 'JWT' },
      { iss: 'lamp', exp: kit.now + 600 },
    ];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const hash = { ES256: 'sha256', ES384: 'sha384' }[alg] ?? null;
    const signature = sign(hash, Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    );
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    const token = `${text}.${signature}`;
    const at = placeOf(token, /[a-z]/, token.lastIndexOf('.') + 20);
    expect(judged(put(token, at, token.charAt(at).toUpperCase()), pem).rootCause).toBe('character-misread');
  });

  it('is not made up where another key signed, two characters differ, or the payload was edited', () => {
    const two = put(put(TOKEN, LAST_DOT + 20, 'A'), LAST_DOT + 40, 'A');
    for (const token of [kit.mint({ key: 'stranger' }), two])
      expect(judged(token).rootCause).not.toBe('character-misread');
    const payload = Buffer.from(TOKEN.slice(DOT + 1, LAST_DOT), 'base64url').toString();
    const edited = Buffer.from(payload.replace('{', '{"admin":true,')).toString('base64url');
    expect(judged(`${TOKEN.slice(0, DOT)}.${edited}${TOKEN.slice(LAST_DOT)}`).rootCause).toBe('signed-bytes-differ');
    expect(judged(TOKEN).verdict).toBe('accepted');
  });
});

it('tries a number of changes that grows with the length, and stops', () => {
  const count = (length: number) => [...misreadings('aI'.repeat(length / 2), 0, length)].length;
  expect(count(2000)).toBe(2 * count(1000));
  const long = kit.mint({ key: 'stranger', claims: { data: 'lI1O0'.repeat(1000) } });
  const started = performance.now();
  expect(judged(long).rootCause).not.toBe('character-misread');
  expect(performance.now() - started).toBeLessThan(30_000);
  expect(TRIED_SIGNATURES).toBe(4096);
});

/** A token and the public key that verifies it, in the forms that people have. */
function signedBy(alg: string) {
  const curve = { ES256: 'P-256', ES384: 'P-384' }[alg];
  const { privateKey, publicKey } = alg.startsWith('RS')
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : curve
      ? generateKeyPairSync('ec', { namedCurve: curve })
      : generateKeyPairSync('ed25519');
  const parts = [
    { alg, typ: 'JWT', kid: 'a' },
    { iss: 'lamp', exp: kit.now + 600 },
  ];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const hash = { ES256: 'sha256', ES384: 'sha384', RS256: 'sha256' }[alg] ?? null;
  const signature = sign(hash, Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return {
    token: `${text}.${signature.toString('base64url')}`,
    pem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    jwk: publicKey.export({ format: 'jwk' }),
  };
}

/** One letter in the other case, from here on. */
function otherCase(text: string, from: number): string {
  const at = placeOf(text, /[a-z]/, from);
  return put(text, at, text.charAt(at).toUpperCase());
}

describe.each(['RS256', 'ES256', 'ES384', 'EdDSA'])('with a key of %s', (alg) => {
  const { token, pem, jwk } = signedBy(alg);
  const checked = (text: string, keys: object[]) => {
    const set = readWholeKeySet(JSON.stringify({ keys }));
    if (!('keys' in set)) throw new TypeError(set.instead);
    const input = withKeySets({ profile: 'jwt', now: kit.now, token: text }, [set]);
    return diagnose(withMisread(withSignatureChecked(input), [set]));
  };

  it('a character of the PEM is found', () => {
    const report = judged(token, otherCase(pem, pem.length - 60));
    expect(report.findings[0]).toMatchObject({ cause: 'character-misread', certainty: 'proved', facts: { in: 'key' } });
    expect(report.afterFix?.verdict).toBe('accepted');
  });

  it.each(['n', 'x', 'y'].filter((name) => name in jwk))('a character of %s in the JWK is found', (member) => {
    const text = String(jwk[member as 'n']);
    const report = checked(token, [{ ...jwk, kid: 'a', [member]: otherCase(text, 5) }]);
    expect(report.findings[0]).toMatchObject({
      cause: 'character-misread',
      certainty: 'proved',
      party: 'verifier',
      facts: { in: 'key', member },
    });
    expect(report.afterFix?.verdict).toBe('accepted');
  });

  it('a character of the token is found beside a set', () => {
    const report = checked(otherCase(token, token.lastIndexOf('.') + 20), [{ ...jwk, kid: 'a' }]);
    expect(report.findings[0]).toMatchObject({ cause: 'character-misread', facts: { in: 'token' } });
  });

  it.each<[string, (text: string) => Input]>([
    ['a header', (text) => ({ authorization: `Bearer ${text}` })],
    [
      'a request',
      (text) => ({ request: { method: 'GET', target: '/', fields: [['Authorization', `Bearer ${text}`]] } }),
    ],
  ])('a character of the token in %s is found, and mended there', (_, place) => {
    const given = place(otherCase(token, token.lastIndexOf('.') + 20));
    const report = diagnose(
      withMisread(withSignatureChecked({ profile: 'jwt', now: kit.now, publicKey: pem, ...given })),
    );
    expect(report.findings[0]).toMatchObject({ cause: 'character-misread', facts: { in: 'token' } });
    expect(report.afterFix?.verdict).toBe('accepted');
  });

  it('nothing is made up under the key of somebody else', () => {
    const other = signedBy(alg);
    expect(checked(token, [{ ...other.jwk, kid: 'a' }]).rootCause).not.toBe('character-misread');
    expect(judged(token, other.pem).rootCause).not.toBe('character-misread');
  });
});
