import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/encoding/json.ts';
import { publicJwk, readJwk, toJwk } from '../../../src/core/keys/jwk.ts';

const [rsa, ec, ed25519] = ['rsa-2048', 'p-256', 'ed25519'].map(vector) as [JsonObject, JsonObject, JsonObject];
const without = (jwk: JsonObject, ...names: string[]): JsonObject =>
  Object.fromEntries(Object.entries(jwk).filter(([name]) => !names.includes(name)));
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi'];

describe.each([
  ['RSA', rsa],
  ['EC', ec],
  ['OKP', ed25519],
])('%s', (_, jwk) => {
  test('is written as node writes it, and its public members alone', () => {
    const key = readJwk(jwk);
    if (!('type' in key) || key.type !== 'private') throw new Error(JSON.stringify(key));
    expect(toJwk(key)).toEqual(jwk);
    expect(toJwk(key.publicKey)).toEqual(without(jwk, ...PRIVATE));
    expect(publicJwk(key.publicKey)).toEqual(without(jwk, ...PRIVATE));
  });

  test('without d it is the public key', () => {
    const key = readJwk(without(jwk, ...PRIVATE));
    expect(key).toMatchObject({ type: 'public' });
  });
});

test('a symmetric key is a secret, and none of these', () => {
  expect(readJwk({ kty: 'oct', k: 'AAAA' })).toEqual({ kind: 'secret', looksLike: 'a symmetric JWK (kty "oct")' });
});

test.each<[what: string, jwk: JsonObject, named: string]>([
  ['a modulus of 1', { ...rsa, n: 'AQ' }, 'JWK member n'],
  ['an empty modulus', { ...rsa, n: '' }, 'JWK member n'],
  ['an exponent of 0', { ...rsa, e: 'AA' }, 'JWK member e'],
  ['no exponent', without(rsa, 'e'), 'JWK member e'],
  ['a d that is no text', { ...rsa, d: 1 }, 'JWK member d'],
  ['an empty d', { ...rsa, d: '' }, 'JWK member d'],
  ['no y', without(ec, 'y'), 'JWK members x and y'],
  ['a d that is the order of the curve', { ...ec, d: order() }, 'JWK member d'],
  ['a d that is too short', { ...ec, d: 'AQ' }, 'JWK member d'],
  ['no curve', without(ec, 'crv'), 'JWK member crv'],
  ['a curve with a long name', { ...ec, crv: 'x'.repeat(32) }, 'JWK member crv'],
  ['no curve of an OKP', without(ed25519, 'crv'), 'JWK member crv'],
  ['a long name of it', { ...ed25519, crv: 'x'.repeat(32) }, 'JWK member crv'],
  ['an x that is no point', { ...ed25519, x: 'AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }, 'JWK member x'],
  ['a seed that is too short', { ...ed25519, d: 'AAAA' }, 'JWK member d'],
])('%s is refused', (_, jwk, what) => {
  expect(readJwk(jwk)).toMatchObject({ kind: 'damaged', what });
});

test.each([
  ['EC', ec, `EC on ${'x'.repeat(31)}`],
  ['OKP', ed25519, 'x'.repeat(31)],
])('another curve of %s is named up to 31 characters', (_, jwk, algorithm) => {
  expect(readJwk({ ...jwk, crv: 'x'.repeat(31) })).toEqual({ kind: 'algorithm-unsupported', algorithm });
});

test('what is small is read: it is weak, not damaged', () => {
  const n = 'Ag';
  expect(readJwk({ kty: 'RSA', n, e: 'AQ' })).toMatchObject({ type: 'public', rsa: { n: 2n, e: 1n } });
});

/** n of P-256 (FIPS 186-4, D.1.2.3), base64url. */
function order(): string {
  return Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex').toString('base64url');
}

function vector(name: string): JsonObject {
  const pem = readFileSync(new URL(`../../../vectors/pem/${name}.pem`, import.meta.url));
  return createPrivateKey(pem).export({ format: 'jwk' }) as JsonObject;
}
