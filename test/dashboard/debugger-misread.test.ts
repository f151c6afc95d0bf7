import { expect, test } from 'vitest';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { toJwk } from '../../src/core/keys/jwk.ts';
import { expecting, misreadIn, verifyAhead, whole } from '../../src/dashboard/pages/debugger/judge.ts';
import { generateKeyPair, mint, parseKey } from '../../src/jwt.ts';
import { kit } from '../support/kit.ts';

const pair = await generateKeyPair({ type: 'ed25519' });
const token = mint({ iss: 'lamp', iat: kit.now, exp: kit.now + 600 }, pair.privateKey, { alg: 'EdDSA', kid: 'a' });
const read = parseKey(pair.publicKey);
if (!read.ok) throw new TypeError('the key of the test is sound');
const jwk: { readonly [name: string]: string } = { ...toJwk(read.key), kid: 'a' };

function otherCase(text: string, from: number): string {
  const at = from + text.slice(from).search(/[a-z]/);
  return text.slice(0, at) + text.charAt(at).toUpperCase() + text.slice(at + 1);
}

async function judged(text: string, key: object, isOver = () => false) {
  const subject = expecting({ token: text }, { keySets: [JSON.stringify({ keys: [key] })] });
  const verified = await verifyAhead(subject);
  const misread = await misreadIn(subject, verified, isOver);
  const input = whole(subject, { profile: 'auto', now: kit.now }, verified);
  return diagnose({ ...input, ...(misread && { misread }) });
}

test.each([
  ['the token', otherCase(token, token.lastIndexOf('.') + 20), jwk, 'token'],
  ['the key', token, { ...jwk, x: otherCase(String(jwk['x']), 5) }, 'key'],
])('the page finds the character that was misread in %s', async (_, text, key, where) => {
  const report = await judged(text, key);
  expect(report.findings[0]).toMatchObject({ cause: 'character-misread', certainty: 'proved', facts: { in: where } });
  expect(report.afterFix?.verdict).toBe('accepted');
});

test('nothing is looked for in a sound token, nor once the text has changed', async () => {
  expect((await judged(token, jwk)).verdict).toBe('accepted');
  const left = await judged(otherCase(token, token.lastIndexOf('.') + 20), jwk, () => true);
  expect(left.rootCause).not.toBe('character-misread');
});
