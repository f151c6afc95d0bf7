import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { repairKey } from '../../../src/core/keys/repair-key.ts';

const rsa = vector('rsa-2048');
const ec = vector('p-256');
const ed25519 = vector('ed25519');

describe('refused, with the member that is wrong', () => {
  test.each([
    ['no kty', { ...rsa, kty: undefined }, undefined],
    ['an unknown kty', { ...rsa, kty: 'XYZ' }, 'JWK member kty'],
    ['no n', { ...rsa, n: undefined }, 'JWK member n'],
    ['n in standard base64', { ...rsa, n: `+/${rsa['n']}` }, 'JWK member n'],
    ['n with padding', { ...rsa, n: `${rsa['n']}=` }, 'JWK member n'],
    ['e a number', { ...rsa, e: 65537 }, 'JWK member e'],
    ['d without the rest', { kty: 'RSA', n: rsa['n'], e: rsa['e'], d: rsa['d'] }, 'JWK member p'],
    ['an unknown curve', { ...ec, crv: 5 }, 'JWK member crv'],
    ['a point beside the curve', { ...ec, y: ec['x'] }, 'JWK members x and y'],
    ['a short coordinate', { ...ec, x: 'AAAA' }, 'JWK members x and y'],
    ['d of zero', { ...ec, d: 'A'.repeat(43) }, 'JWK member d'],
    ['a short x', { ...ed25519, x: 'AAAA' }, 'JWK member x'],
  ])('%s', (_, jwk, what) => {
    const read = parseKey(JSON.stringify(jwk));
    expect(read.ok).toBe(false);
    if (what && !read.ok) expect(read.faults).toMatchObject([{ kind: 'damaged', what }]);
  });

  test.each([
    ['RSA', { ...rsa, dp: rsa['dq'] }],
    ['EC', { ...ec, d: ed25519['d'] }],
    ['OKP', { ...ed25519, d: ec['d'] }],
  ])('numbers of two keys, %s', (_, jwk) => {
    expect(parseKey(JSON.stringify(jwk))).toMatchObject({ ok: false, faults: [{ kind: 'inconsistent' }] });
    expect(repairKey(JSON.stringify(jwk)).ok).toBe(false);
  });

  test('a member twice', () => {
    const text = JSON.stringify({ kty: 'RSA', n: rsa['n'], e: rsa['e'] }).replace('{', '{"n":"AQAB",');
    expect(parseKey(text)).toMatchObject({ ok: false, faults: [{ what: 'the JSON of the JWK' }] });
  });

  test.each([
    ['X25519', { kty: 'OKP', crv: 'X25519', x: 'AAAA' }, 'X25519'],
    ['brainpool', { kty: 'EC', crv: 'BP-256', x: 'AAAA', y: 'AAAA' }, 'EC on BP-256'],
    ['many primes', { ...rsa, oth: [] }, 'RSA with more than two primes'],
  ])('%s: named as unsupported', (_, jwk, algorithm) => {
    expect(parseKey(JSON.stringify(jwk))).toMatchObject({ faults: [{ kind: 'algorithm-unsupported', algorithm }] });
  });
});

test('a set with one key among secrets is that key', () => {
  const read = parseKey(JSON.stringify({ keys: [{ kty: 'oct', k: 'AAAA' }, ec] }));
  expect(read).toMatchObject({ ok: true, format: 'jwks', key: { crv: 'P-256' } });
});

test.each([
  [{ keys: [rsa, ec] }, 2],
  [{ keys: [] }, 0],
])('a set is not one key: %#', (set, keys) => {
  expect(parseKey(JSON.stringify(set))).toEqual({ ok: false, format: 'jwks', faults: [{ kind: 'key-set', keys }] });
});

test('members that are not about the key are left alone, and nothing is inherited', () => {
  expect(parseKey(JSON.stringify({ ...ec, kid: '1', use: 'sig', x5c: [] })).ok).toBe(true);
  expect(parseKey('{"__proto__":{"kty":"oct"}}').ok).toBe(false);
});

test('written as PEM on demand', () => {
  const key = createPrivateKey({ key: rsa, format: 'jwk' });
  expect(repairKey(JSON.stringify(rsa))).toMatchObject({
    ok: true,
    format: 'pkcs8-pem',
    pem: key.export({ type: 'pkcs8', format: 'pem' }),
    repairs: ['container-converted'],
  });
  expect(repairKey(JSON.stringify(createPublicKey(key).export({ format: 'jwk' })))).toMatchObject({
    format: 'spki-pem',
  });
});

function vector(name: string): Record<string, unknown> {
  const pem = readFileSync(new URL(`../../../vectors/pem/${name}.pem`, import.meta.url));
  return createPrivateKey(pem).export({ format: 'jwk' });
}
