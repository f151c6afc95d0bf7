import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { withKeySets, withSignatureChecked } from '../../src/cli/input/check-signature.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { readWholeKeySet } from '../../src/core/keys/key-set.ts';
import { kit } from '../support/kit.ts';

const SECRET = 'a plain+secret of 38 characters, plain';
const BYTES = Buffer.from(SECRET);

function token(secret: string | Uint8Array, alg = 'HS512', kid = 'a') {
  const parts = [
    { alg, typ: 'JWT', kid },
    { iss: 'acme', iat: kit.now - 5, exp: kit.now + 600 },
  ];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${createHmac(alg.replace('HS', 'sha'), secret).update(text).digest('base64url')}`;
}

const oct = (k: string, more: object = {}) => ({ kty: 'oct', kid: 'a', k, ...more });

function judged(text: string, ...keys: object[]) {
  const set = readWholeKeySet(JSON.stringify(keys.length === 1 ? keys[0] : { keys }));
  if (!('keys' in set)) throw new Error(set.instead);
  return diagnose(withSignatureChecked(withKeySets({ profile: 'jwt', token: text, now: kit.now }, [set])));
}

test.each<[what: string, k: string, secret: string | Uint8Array, form: string]>([
  ['the secret as it is', SECRET, SECRET, 'jwk-text'],
  [
    'a secret that is base64url by chance',
    'abcdefghijklmnopqrstuvwxyz012345',
    'abcdefghijklmnopqrstuvwxyz012345',
    'jwk-text',
  ],
  ['base64 with padding', `${BYTES.toString('base64url')}=`, SECRET, 'jwk-base64'],
  [
    'base64 with + and /',
    Buffer.from([251, 255, 190, ...BYTES]).toString('base64'),
    Buffer.from([251, 255, 190, ...BYTES]),
    'jwk-base64',
  ],
  ['hex', BYTES.toString('hex'), SECRET, 'jwk-hex'],
  ['base64url of the secret and a line end', Buffer.from(`${SECRET}\n`).toString('base64url'), SECRET, 'jwk-line-end'],
  [
    'base64url of the secret and a line end of Windows',
    Buffer.from(`${SECRET}\r\n`).toString('base64url'),
    SECRET,
    'jwk-line-end',
  ],
  ['base64url of the secret, signed with a line end', BYTES.toString('base64url'), `${SECRET}\n`, 'jwk-no-line-end'],
])('%s in k is proved by the signature', (_, k, secret, form) => {
  const report = judged(token(secret), oct(k));
  expect(report).toMatchObject({ verdict: 'rejected', rootCause: 'secret-form-mismatch' });
  expect(report.findings[0]).toMatchObject({ certainty: 'proved', party: 'verifier', facts: { form } });
  for (const told of [SECRET, k]) expect(JSON.stringify(report)).not.toContain(told);
});

test('k in base64url is right, in a set and alone, for each hash', () => {
  // As long as the longest hash: a shorter one is a risk of its own.
  const secret = SECRET.repeat(2);
  const own = oct(Buffer.from(secret).toString('base64url'));
  for (const alg of ['HS256', 'HS384', 'HS512']) {
    expect(judged(token(secret, alg), own).findings).toEqual([]);
    expect(judged(token(secret, alg), { ...own, kid: 'b', k: 'AAAA' }, own).findings).toEqual([]);
  }
});

test('another secret is another secret, and a kid that no key has is told', () => {
  const own = oct(BYTES.toString('base64url'));
  expect(judged(token('something else'), own)).toMatchObject({
    verdict: 'rejected',
    rootCause: 'signed-by-unknown-key',
  });
  expect(judged(token(SECRET, 'HS512', 'b'), own, oct('AAAA', { kid: 'c' })).rootCause).toBe('key-not-in-set');
});

test('a set of secrets verifies no RS256', () => {
  expect(judged(kit.mint({ header: { kid: 'a' } }), oct(BYTES.toString('base64url')), oct('AAAA')).rootCause).toBe(
    'key-not-in-set',
  );
});
