import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { misreadings } from '../../../src/core/encoding/misread.ts';
import { toJwk } from '../../../src/core/keys/jwk.ts';
import type { PrivateKey } from '../../../src/core/keys/key.ts';
import { mendJwk } from '../../../src/core/keys/mend-jwk.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { kit } from '../../support/kit.ts';

const keyOf = (pem: string) => parseKey(pem).key as PrivateKey;
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
const KEYS = {
  RSA: keyOf(kit.privateKey('active')),
  EC: keyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pkcs8) as string),
  Ed25519: keyOf(generateKeyPairSync('ed25519').privateKey.export(pkcs8) as string),
};

/** With one character as somebody may have misread it, in the middle of a member. */
function misread(key: PrivateKey, member: string): string {
  const jwk = toJwk(key);
  const text = jwk[member] as string;
  const [one] = misreadings(text, Math.floor(text.length / 3), text.length);
  if (one === undefined) throw new Error('nothing to misread');
  return JSON.stringify({
    ...jwk,
    [member]: text.slice(0, one.at) + one.meant + text.slice(one.at + one.found.length),
  });
}

test.each([
  ['RSA', ['n', 'd', 'p', 'q', 'dp', 'dq', 'qi']],
  ['EC', ['d', 'x', 'y']],
  ['Ed25519', ['d', 'x']],
] as const)('one character of a private JWK: %s', (kind, members) => {
  const key = KEYS[kind];
  for (const member of members) {
    const text = misread(key, member);
    expect(parseKey(text).ok).toBe(false);
    const mended = mendJwk(text);
    expect(mended, member).toMatchObject({ restored: true, repairs: ['numbers-recomputed'], format: 'jwk' });
    expect(mended?.key && toJwk(mended.key)).toEqual(toJwk(key));
    expect(mended?.faults[0]).toMatchObject({ kind: 'inconsistent', numbers: [member] });
  }
});

test('a sound key, a public one and two keys in one are left', () => {
  const { d } = toJwk(KEYS.EC);
  const other = toJwk(keyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pkcs8) as string));
  for (const text of [
    JSON.stringify(toJwk(KEYS.RSA)),
    JSON.stringify(toJwk(KEYS.RSA.publicKey)),
    JSON.stringify({ ...other, d }),
    '{"kty":"EC","d":"x"}',
    '{"d":',
  ])
    expect(mendJwk(text)).toBeUndefined();
});
