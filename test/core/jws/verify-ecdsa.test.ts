import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bytesToBigInt } from '../../../src/core/encoding/bytes.ts';
import { verifyP256 } from '../../../src/core/jws/verify-ecdsa.ts';
import { CURVES } from '../../../src/core/keys/curve.ts';
import type { PublicKey } from '../../../src/core/keys/key.ts';

const { n, p } = CURVES['P-256'];

function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  const key: PublicKey = { type: 'public', kty: 'EC', crv: 'P-256', spki: new Uint8Array(), x: bytes(x), y: bytes(y) };
  return { privateKey, key };
}

const { privateKey, key } = keyPair();
const message = Buffer.from('a message');
const digest = new Uint8Array(createHash('sha256').update(message).digest());
const raw = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
const signature = { r: bytesToBigInt(raw.subarray(0, 32)), s: bytesToBigInt(raw.subarray(32)) };

describe('verifyP256', () => {
  test('takes what node:crypto signs, over this message and with this key alone', () => {
    expect(verifyP256(key, digest, signature)).toBe(true);
    expect(verifyP256(keyPair().key, digest, signature)).toBe(false);
    expect(
      verifyP256(
        key,
        digest.map((byte, at) => (at === 0 ? byte ^ 1 : byte)),
        signature,
      ),
    ).toBe(false);
  });

  test('takes the mirrored s, as ECDSA does, and no other', () => {
    expect(verifyP256(key, digest, { ...signature, s: n - signature.s })).toBe(true);
    expect(verifyP256(key, digest, { ...signature, s: signature.s ^ 1n })).toBe(false);
    expect(verifyP256(key, digest, { ...signature, r: signature.r ^ 1n })).toBe(false);
  });

  test('refuses numbers outside of 1 to n - 1, also those that mean the same', () => {
    const { r, s } = signature;
    for (const change of [
      { r: 0n },
      { s: 0n },
      { r: r + n },
      { s: s + n },
      { r: r - n },
      { s: s - n },
      { r: n },
      { s: n },
    ]) {
      expect(verifyP256(key, digest, { r, s, ...change }), Object.keys(change).join()).toBe(false);
    }
  });

  test('refuses any other kind of key', () => {
    const { x: _x, ...withoutX } = key;
    const { y: _y, ...withoutY } = key;
    for (const other of [withoutX, withoutY, { ...key, crv: 'P-384' }, { ...key, crv: 'secp256k1' }]) {
      expect(verifyP256(other, digest, signature)).toBe(false);
    }
  });

  test('takes an s of 1, which a signer may meet', () => {
    // With the nonce 1: r = x(G), and s = z + r·d.
    const d = bytesToBigInt(new Uint8Array(Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')));
    const r = generator().g.x % n;
    const z = (((1n - r * d) % n) + n) % n;
    expect(verifyP256(key, width32(z), { r, s: 1n })).toBe(true);
    expect(verifyP256(key, width32(z), { r, s: 2n })).toBe(false);
  });

  test('a digest of zero, for which the generator does not come in', () => {
    const zero = new Uint8Array(32);
    // Of a signature of zero, r is the x of a multiple of the key: r = x(Q), s = r gives v = 1.
    const r = bytesToBigInt(key.x as Uint8Array) % n;
    expect(verifyP256(key, zero, { r, s: r })).toBe(true);
    expect(verifyP256(key, zero, { r, s: r + 1n })).toBe(false);
  });

  test('where both halves of the sum are the same point, it is doubled; where they cancel, it is nothing', () => {
    // For the key G: u·G + v·G with u = v, and with u = n - v.
    const { g } = generator();
    const double = twice(g);
    const ownKey: PublicKey = { ...key, x: width32(g.x), y: width32(g.y) };
    // u = v where the digest is r: r = x(u·2G); with s = r, u = v = 1.
    const r = double.x % n;
    expect(verifyP256(ownKey, width32(r), { r, s: r })).toBe(true);
    // u = -v: the point at infinity.
    expect(verifyP256(ownKey, width32(n - r), { r, s: r })).toBe(false);
  });
});

/** The generator of P-256 (FIPS 186-4 §D.1.2.3). */
function generator() {
  return {
    g: {
      x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    },
  };
}

function twice({ x, y }: { x: bigint; y: bigint }) {
  const slope = mod((3n * x * x - 3n) * inverse(2n * y));
  const doubled = mod(slope * slope - 2n * x);
  return { x: doubled, y: mod(slope * (x - doubled) - y) };
}

function mod(value: bigint): bigint {
  return ((value % p) + p) % p;
}

/** By Fermat: the exponent is p - 2. */
function inverse(value: bigint): bigint {
  let result = 1n;
  let base = mod(value);
  for (let exponent = p - 2n; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = mod(result * base);
    base = mod(base * base);
  }
  return result;
}

function width32(value: bigint): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'));
}
