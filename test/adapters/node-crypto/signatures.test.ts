import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { nodeKeyPairs } from '../../../src/adapters/node-crypto/key-pairs.ts';
import { signJws } from '../../../src/adapters/node-crypto/sign.ts';
import { nodeSignatures, verifyMac } from '../../../src/adapters/node-crypto/signatures.ts';
import { sha256 } from '../../../src/core/hash/sha256.ts';
import { encodeEmsaPkcs1 } from '../../../src/core/jws/emsa-pkcs1.ts';
import { publicJwk, readJwk } from '../../../src/core/keys/jwk.ts';
import type { PrivateKey, PublicKey } from '../../../src/core/keys/key.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';

const INPUT = 'eyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjF9';
const signatures = nodeSignatures();
const rsa = keyOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const rsa1024 = keyOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey);
const p256 = keyOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const p384 = keyOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey);
const p521 = keyOf(generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey);
const ed25519 = keyOf(generateKeyPairSync('ed25519').privateKey);
const KEYS: { readonly [alg: string]: PrivateKey } = {
  RS256: rsa,
  RS384: rsa,
  RS512: rsa,
  PS256: rsa,
  PS384: rsa,
  PS512: rsa,
  ES256: p256,
  ES384: p384,
  ES512: p521,
  EdDSA: ed25519,
};

describe.each(Object.keys(KEYS))('%s', (alg) => {
  const key = KEYS[alg] as PrivateKey;
  const prepared = signatures.prepare(key.publicKey);
  const signature = signJws(alg, key, INPUT);

  test('what is signed verifies, as text and as bytes', () => {
    expect(signatures.verify(alg, prepared, INPUT, signature)).toBe(true);
    expect(signatures.verify(alg, prepared, Buffer.from(INPUT), signature)).toBe(true);
  });

  test('another input, another signature, another length do not', () => {
    expect(signatures.verify(alg, prepared, `${INPUT} `, signature)).toBe(false);
    for (const at of [0, signature.length >> 1, signature.length - 1]) {
      const changed = Uint8Array.from(signature);
      changed[at] = (changed[at] as number) ^ 1;
      expect(signatures.verify(alg, prepared, INPUT, changed)).toBe(false);
    }
    for (const changed of [
      new Uint8Array(0),
      signature.subarray(1),
      Buffer.concat([signature, Buffer.of(0)]),
      Buffer.concat([Buffer.of(0), signature]),
      new Uint8Array(signature.length),
      new Uint8Array(signature.length).fill(0xff),
    ]) {
      expect(signatures.verify(alg, prepared, INPUT, changed)).toBe(false);
    }
  });

  test('no other algorithm verifies it, and no odd name throws', () => {
    const names = [...Object.keys(KEYS), 'HS256', 'none', '', alg.toLowerCase(), `${alg} `, '__proto__', 'constructor'];
    for (const name of names.filter((other) => other !== alg)) {
      expect(signatures.verify(name, prepared, INPUT, signature)).toBe(false);
    }
  });

  test('no key of another type or curve takes it', () => {
    for (const other of [rsa, rsa1024, p256, p384, p521, ed25519].filter((one) => one !== key)) {
      expect(signatures.verify(alg, signatures.prepare(other.publicKey), INPUT, signature)).toBe(false);
      expect(() => signJws(alg, other, INPUT)).toThrow(TypeError);
    }
    expect(() => signJws(alg, randomBytes(64), INPUT)).toThrow(/received a secret/);
  });
});

test('an ECDSA signature in DER is none, nor one of zeros', () => {
  const key = createPrivateKey({ key: Buffer.from(p256.pkcs8), format: 'der', type: 'pkcs8' });
  const prepared = signatures.prepare(p256.publicKey);
  expect(signatures.verify('ES256', prepared, INPUT, sign('sha256', Buffer.from(INPUT), key))).toBe(false);
  expect(signatures.verify('ES256', prepared, INPUT, new Uint8Array(64))).toBe(false);
});

test('an RSA key below 2048 bits, or with the exponent 1, verifies nothing', () => {
  const weak = createPrivateKey({ key: Buffer.from(rsa1024.pkcs8), format: 'der', type: 'pkcs8' });
  const signature = sign('sha256', Buffer.from(INPUT), weak);
  expect(signatures.verify('RS256', signatures.prepare(rsa1024.publicKey), INPUT, signature)).toBe(false);
  const { n } = publicJwk(rsa.publicKey);
  const identity = readJwk({ kty: 'RSA', n: n as string, e: 'AQ' }) as PublicKey;
  // The signature of exponent 1 is the encoded message itself: anybody can write it, and OpenSSL takes it.
  const message = encodeEmsaPkcs1('SHA-256', sha256(Buffer.from(INPUT)), 256) as Uint8Array;
  const plain = createPublicKey({ key: Buffer.from(identity.spki), format: 'der', type: 'spki' });
  expect(verify('sha256', Buffer.from(INPUT), plain, message)).toBe(true);
  expect(signatures.verify('RS256', signatures.prepare(identity), INPUT, message)).toBe(false);
});

describe('HMAC', () => {
  test.each([
    ['HS256', 32],
    ['HS384', 48],
    ['HS512', 64],
  ])('%s takes a secret of %i bytes or more', (alg, bytes) => {
    const secret = randomBytes(bytes);
    const mac = signJws(alg, secret, INPUT);
    expect(verifyMac(alg, secret, INPUT, mac)).toBe(true);
    expect(verifyMac(alg, secret, `${INPUT}.`, mac)).toBe(false);
    expect(verifyMac(alg, randomBytes(bytes), INPUT, mac)).toBe(false);
    expect(verifyMac(alg, secret, INPUT, mac.subarray(1))).toBe(false);
    expect(verifyMac('RS256', secret, INPUT, mac)).toBe(false);
    expect(() => signJws(alg, secret.subarray(1), INPUT)).toThrow(/takes a secret of at least/);
    expect(verifyMac(alg, new Uint8Array(0), INPUT, mac)).toBe(false);
  });

  test('a public key is no secret', () => {
    const mac = signJws('HS256', rsa.publicKey.spki, INPUT);
    expect(signatures.verify('HS256', signatures.prepare(rsa.publicKey), INPUT, mac)).toBe(false);
  });
});

test('signJws names the algorithm that it does not know', () => {
  expect(() => signJws('none', rsa, INPUT)).toThrow(/such as RS256, received "none"/);
});

test('the fingerprint is that of the SPKI', () => {
  expect(signatures.prepare(rsa.publicKey).fingerprint).toMatch(/^[A-Za-z0-9+/]{43}=$/);
});

test('nodeKeyPairs makes RSA 2048 in SPKI and PKCS#8, and leaves the event loop free', async () => {
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  const pairs = await Promise.all(Array.from({ length: 4 }, () => nodeKeyPairs().generate()));
  clearInterval(counting);
  expect(turns).toBeGreaterThan(3);
  for (const pair of pairs) {
    expect(pair.publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----\n[\s\S]+\n-----END PUBLIC KEY-----\n$/);
    expect(pair.privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n[\s\S]+\n-----END PRIVATE KEY-----\n$/);
    const reading = parseKey(pair.privateKey);
    expect(reading).toMatchObject({ ok: true, key: { kty: 'RSA', rsa: { bits: 2048, e: 65537n } } });
  }
  expect(new Set(pairs.map((pair) => pair.privateKey)).size).toBe(4);
});

function keyOf(privateKey: { export(options: { format: 'pem'; type: 'pkcs8' }): string | Buffer }): PrivateKey {
  const reading = parseKey(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  if (reading.key?.type !== 'private') throw new Error('the key is not private');
  return reading.key;
}
