import { describe, expect, test } from 'vitest';
import { algorithmByName, hasLength, type JwsAlgorithm, takesKey } from '../../../src/core/jws/algorithms.ts';
import type { PublicKey } from '../../../src/core/keys/key.ts';

const algorithm = (name: string) => algorithmByName(name) as JwsAlgorithm;
const rsa = (bits: number, e = 65_537n): PublicKey => ({
  type: 'public',
  kty: 'RSA',
  spki: new Uint8Array(),
  rsa: { n: 2n ** BigInt(bits) - 1n, e, bits },
});
const onCurve = (kty: 'EC' | 'OKP', crv: string): PublicKey => ({ type: 'public', kty, crv, spki: new Uint8Array() });

/** Name, hash and bytes of a signature (RFC 7518 §3.1, RFC 8037 §3.1); 0 for what has none of its own. */
const TABLE = [
  ['RS256', 256, 0],
  ['RS384', 384, 0],
  ['RS512', 512, 0],
  ['PS256', 256, 0],
  ['PS384', 384, 0],
  ['PS512', 512, 0],
  ['ES256', 256, 64],
  ['ES384', 384, 96],
  ['ES512', 512, 132],
  ['EdDSA', 0, 64],
  ['HS256', 256, 32],
  ['HS384', 384, 48],
  ['HS512', 512, 64],
] as const;

test.each(TABLE)('%s', (name, hashBits, signatureBytes) => {
  expect([algorithm(name).hashBits ?? 0, algorithm(name).signatureBytes ?? 0]).toEqual([hashBits, signatureBytes]);
  expect(algorithm(name).pss === true).toBe(name.startsWith('PS'));
});

test.each(['none', 'rs256', 'RS256 ', '', 'ES256K', '__proto__', 'EDDSA'])('%j is no algorithm', (name) => {
  expect(algorithmByName(name)).toBeUndefined();
});

describe('takesKey', () => {
  test('each takes keys of its own type and curve', () => {
    const keys = {
      RSA: rsa(2048),
      'P-256': onCurve('EC', 'P-256'),
      'P-384': onCurve('EC', 'P-384'),
      'P-521': onCurve('EC', 'P-521'),
      secp256k1: onCurve('EC', 'secp256k1'),
      Ed25519: onCurve('OKP', 'Ed25519'),
      X25519: onCurve('OKP', 'X25519'),
    };
    const expected: { readonly [name: string]: string } = {
      ES256: 'P-256',
      ES384: 'P-384',
      ES512: 'P-521',
      EdDSA: 'Ed25519',
      HS256: '',
      HS384: '',
      HS512: '',
    };
    for (const [name] of TABLE) {
      const taken = Object.entries(keys).filter(([, key]) => takesKey(algorithm(name), key));
      expect(taken.map(([key]) => key).join(), name).toBe(expected[name] ?? 'RSA');
    }
  });

  test('RSA from 2048 bits on, with an exponent above 1', () => {
    const takes = (key: PublicKey) => takesKey(algorithm('RS256'), key);
    expect([2047, 2048, 2049].map((bits) => takes(rsa(bits)))).toEqual([false, true, true]);
    expect([0n, 1n, 2n, 3n].map((e) => takes(rsa(2048, e)))).toEqual([false, false, true, true]);
    const { rsa: _numbers, ...unread } = rsa(2048);
    expect(takes(unread)).toBe(false);
  });
});

test.each([
  ['RS256', rsa(2041), 256],
  ['RS256', rsa(2048), 256],
  ['PS256', rsa(2049), 257],
  ['ES256', onCurve('EC', 'P-256'), 64],
  ['ES512', onCurve('EC', 'P-521'), 132],
  ['EdDSA', onCurve('OKP', 'Ed25519'), 64],
] as const)('a signature of %s with one key has one length', (name, key, length) => {
  const has = (bytes: number) => hasLength(algorithm(name), key, new Uint8Array(bytes));
  expect([length - 1, length, length + 1].map(has)).toEqual([false, true, true].map((_, at) => at === 1));
});

test('a signature of RSA has no length where the key was not read', () => {
  const { rsa: _numbers, ...unread } = rsa(2048);
  expect([0, 1].map((bytes) => hasLength(algorithm('RS256'), unread, new Uint8Array(bytes)))).toEqual([true, false]);
});
