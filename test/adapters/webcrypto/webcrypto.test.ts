import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { nodeKeyPairs, nodeSignatures, signJws as signByNode } from '../../../src/adapters/node-crypto/index.ts';
import { hasWebCrypto, signJws, verifyJws, webKeyPairs } from '../../../src/adapters/webcrypto/index.ts';
import { encodeUtf8 } from '../../../src/core/encoding/utf8.ts';
import type { PrivateKey } from '../../../src/core/keys/key.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';

const INPUT = 'eyJhbGciOiJSUzI1NiJ9.e30';

function privateKey(pem: string): PrivateKey {
  const reading = parseKey(pem);
  if (!reading.ok || reading.key.type !== 'private') throw new Error('a private key was expected');
  return reading.key;
}

const pem = (type: 'rsa' | 'ec' | 'ed25519', options: object) =>
  generateKeyPairSync(type as 'rsa', {
    ...(options as { modulusLength: number }),
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

const KEYS = {
  RSA: privateKey(pem('rsa', { modulusLength: 2048 })),
  'P-256': privateKey(pem('ec', { namedCurve: 'P-256' })),
  'P-384': privateKey(pem('ec', { namedCurve: 'P-384' })),
  'P-521': privateKey(pem('ec', { namedCurve: 'P-521' })),
  Ed25519: privateKey(pem('ed25519', {})),
};

test.each([
  ['P-256', 'prime256v1'],
  ['P-384', 'secp384r1'],
  ['Ed25519', undefined],
] as const)('a pair of %s is one, in the page and in Node, as OpenSSL reads it', async (kind, namedCurve) => {
  for (const pairs of [webKeyPairs(), nodeKeyPairs()]) {
    const pair = await pairs.generate(kind);
    expect(createPrivateKey(pair.privateKey).asymmetricKeyDetails).toEqual(namedCurve ? { namedCurve } : {});
    expect(createPublicKey(pair.privateKey).export({ type: 'spki', format: 'pem' })).toBe(pair.publicKey);
  }
});

test('a generated pair is RSA 2048 with the exponent 65537, as OpenSSL reads it', async () => {
  expect(hasWebCrypto()).toBe(true);
  const pair = await webKeyPairs().generate();
  const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pair.privateKey);
  expect([asymmetricKeyType, asymmetricKeyDetails]).toEqual(['rsa', { modulusLength: 2048, publicExponent: 65_537n }]);
  expect(createPublicKey(pair.privateKey).export({ type: 'spki', format: 'pem' })).toBe(pair.publicKey);
  expect(parseKey(pair.privateKey)).toMatchObject({ ok: true, format: 'pkcs8-pem' });
});

describe.each([
  ['in a page', webKeyPairs],
  ['on a server', nodeKeyPairs],
])('a pair generated %s', (_, pairs) => {
  test.each([
    ['P-256', { kty: 'EC', crv: 'P-256' }],
    ['Ed25519', { kty: 'OKP', crv: 'Ed25519' }],
    ['RSA', { kty: 'RSA' }],
  ] as const)('is of the kind that is asked for: %s', async (kind, jwk) => {
    const pair = await pairs().generate(kind);
    expect(createPublicKey(pair.publicKey).export({ format: 'jwk' })).toMatchObject(jwk);
    expect(createPublicKey(pair.privateKey).export({ type: 'spki', format: 'pem' })).toBe(pair.publicKey);
    expect(parseKey(pair.publicKey)).toMatchObject({ ok: true, format: 'spki-pem' });
  });
});

describe('node:crypto and WebCrypto verify what the other signed', () => {
  test.each([
    ['RS256', 'RSA'],
    ['RS512', 'RSA'],
    ['PS384', 'RSA'],
    ['ES256', 'P-256'],
    ['ES384', 'P-384'],
    ['ES512', 'P-521'],
    ['EdDSA', 'Ed25519'],
  ] as const)('%s', async (alg, name) => {
    const key = KEYS[name];
    const byNode = signByNode(alg, key, INPUT);
    const byWeb = await signJws(alg, key, INPUT);
    expect(await verifyJws(alg, key.publicKey, INPUT, byNode)).toBe(true);
    expect(nodeSignatures().verify(alg, nodeSignatures().prepare(key.publicKey), INPUT, byWeb)).toBe(true);
    byWeb[10] = (byWeb[10] ?? 0) ^ 1;
    expect(await verifyJws(alg, key.publicKey, INPUT, byWeb)).toBe(false);
    expect(await verifyJws(alg, key.publicKey, `${INPUT}x`, byNode)).toBe(false);
    expect(await verifyJws(alg, key.publicKey, INPUT, byNode.slice(1))).toBe(false);
  });

  test('HS256, with a secret', async () => {
    const secret = encodeUtf8('a secret of thirty-two bytes, so');
    expect(await signJws('HS256', secret, INPUT)).toEqual(new Uint8Array(signByNode('HS256', secret, INPUT)));
  });
});

test('an algorithm that is unknown, or does not take the key, signs and verifies nothing', async () => {
  await expect(signJws('none', KEYS.RSA, INPUT)).rejects.toThrow(TypeError);
  await expect(signJws('ES256', KEYS.RSA, INPUT)).rejects.toThrow(TypeError);
  await expect(signJws('HS256', KEYS.RSA, INPUT)).rejects.toThrow(TypeError);
  await expect(signJws('RS256', encodeUtf8('secret'), INPUT)).rejects.toThrow(TypeError);
  expect(await verifyJws('HS256', KEYS.RSA.publicKey, INPUT, new Uint8Array(256))).toBe(false);
});
