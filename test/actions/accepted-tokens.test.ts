import { describe, expect, test } from 'vitest';
import { acceptedTokens } from '../../src/actions/parts/accepted-tokens.ts';
import { readAcl } from '../../src/core/claims/acl.ts';
import { profileById } from '../../src/core/claims/profiles/index.ts';
import { vonage } from '../../src/core/claims/profiles/vonage.ts';
import type { Evidence } from '../../src/core/evidence/evidence.ts';
import { tokenEvidence } from '../../src/core/observe/observe.ts';
import type { DirectoryEntry, DirectoryKey } from '../../src/ports/key-directory.ts';
import { kit } from '../support/kit.ts';

const { now, applicationId } = kit;
const signer: DirectoryKey = { id: 'key-1', fingerprint: 'f', publicKey: '', state: 'active' };
const entry: DirectoryEntry = {
  applicationId,
  accountId: 'acc6111f',
  name: 'Checkout',
  suspended: false,
  singleUse: false,
  keys: [signer],
};
const identity = (jti: string, subject: string | null = null) => ({
  applicationId,
  accountId: 'acc6111f',
  subject,
  jti,
  keyFingerprint: 'f',
  expiresAt: now + 60,
});
const evidenceOf = (token: string): Evidence => ({
  profile: vonage,
  skewSeconds: 30,
  now,
  ...tokenEvidence(token, vonage),
});
const TOKENS = ['1', '2', '3', '4'].map((jti) => kit.mint({ claims: { jti } }));

const textHash = (text: string) => `hash of ${text}`;
const memory = (limitBytes = 1_000_000) => acceptedTokens(limitBytes, textHash);
/** Which of the tokens are remembered in so many bytes, one after the other. */
function heldIn(limitBytes: number, jti = 'j-1', subject: string | null = null): readonly number[] {
  const tokens = memory(limitBytes);
  for (const token of TOKENS) tokens.remember(evidenceOf(token), { identity: identity(jti, subject), entry, signer });
  return TOKENS.flatMap((token, at) => (tokens.find(token) ? [at] : []));
}
/** The least that this many fit into. */
function bytesFor(count: number, jti?: string, subject?: string): number {
  let [low, high] = [0, 100_000];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (heldIn(middle, jti, subject).length >= count) high = middle;
    else low = middle + 1;
  }
  return low;
}

const [TOKEN = ''] = TOKENS;
const ACCEPTED = { identity: identity('j-1'), entry, signer };

test('a token is found with what was known of it, until it is forgotten', () => {
  const tokens = memory();
  expect(tokens.find(TOKEN)).toBeUndefined();
  tokens.remember(evidenceOf(TOKEN), ACCEPTED);
  expect(tokens.find(TOKEN)).toMatchObject({ ...ACCEPTED, from: kit.claims()['iat'], until: kit.claims()['exp'] });
  expect(tokens.find(TOKENS[1] ?? '')).toBeUndefined();
  tokens.forget('another');
  expect(tokens.find(TOKEN)).toBeDefined();
  tokens.forget(TOKEN);
  expect(tokens.find(TOKEN)).toBeUndefined();
});

describe('a token whose verdict depends on more is not remembered', () => {
  const { token: _token, ...tokenless } = evidenceOf(TOKEN);
  const { now: _now, ...timeless } = evidenceOf(TOKEN);
  const asking = profileById('mapkit') ?? vonage;
  test.each<[what: string, evidence: Evidence, of: DirectoryEntry]>([
    ['single use', evidenceOf(TOKEN), { ...entry, singleUse: true }],
    ['the origin of the request', { ...evidenceOf(TOKEN), profile: { ...vonage, id: asking.id } }, entry],
    ['no token', tokenless, entry],
    ['no clock', timeless, entry],
    ['a time that the leeway let through', evidenceOf(kit.mint({ claims: { iat: now + 10 } })), entry],
  ])('%s', (_, evidence, of) => {
    const tokens = memory();
    tokens.remember(evidence, { ...ACCEPTED, entry: of });
    expect(tokens.find(evidence.token?.text ?? '')).toBeUndefined();
  });
});

test('the acl of each is its own, and goes on holding', () => {
  const tokens = memory();
  const acls = [{ paths: { '/a': {} } }, { paths: { '/b': {} } }, { paths: { '/a': {} } }, undefined];
  for (const [at, acl] of acls.entries()) {
    const { acl: _, ...evidence } = evidenceOf(TOKENS[at] ?? '');
    tokens.remember(acl ? { ...evidence, acl: readAcl(acl) } : evidence, ACCEPTED);
  }
  const allowed = (path: string) => TOKENS.map((token) => tokens.find(token)?.allows('GET', path));
  expect(allowed('/a')).toEqual([true, false, true, true]);
  expect(allowed('/b')).toEqual([false, true, false, true]);
  // Made ready once, however many tokens have it.
  const [first, other, same] = TOKENS.map((token) => tokens.find(token)?.allows);
  expect(same).toBe(first);
  expect(other).not.toBe(first);
});

describe('memory', () => {
  test('is bounded: the oldest go, as many as must', () => {
    const one = bytesFor(1);
    expect(heldIn(0)).toEqual([]);
    expect(heldIn(one - 1)).toEqual([]);
    expect(heldIn(one)).toEqual([3]);
    expect(heldIn(2 * one - 1)).toEqual([3]);
    expect(heldIn(2 * one)).toEqual([2, 3]);
    expect(heldIn(4 * one)).toEqual([0, 1, 2, 3]);
  });

  test('is taken by texts of the token, two bytes a character', () => {
    const least = bytesFor(1, '');
    expect(bytesFor(1, 'x'.repeat(50))).toBe(least + 100);
    expect(bytesFor(1, '', 'x'.repeat(50))).toBe(least + 100);
    expect(bytesFor(1, 'xx', 'yyy')).toBe(least + 10);
  });

  test('is given back by what is forgotten or remembered anew', () => {
    const tokens = memory(2 * bytesFor(1));
    const held = () => TOKENS.flatMap((token, at) => (tokens.find(token) ? [at] : []));
    const remember = (at: number) => tokens.remember(evidenceOf(TOKENS[at] ?? ''), ACCEPTED);
    remember(0);
    for (let times = 0; times < 3; times++) remember(1);
    expect(held()).toEqual([0, 1]);
    // Anew is the youngest.
    remember(0);
    remember(2);
    expect(held()).toEqual([0, 2]);
    tokens.forget(TOKENS[0] ?? '');
    remember(3);
    expect(held()).toEqual([2, 3]);
  });
});
