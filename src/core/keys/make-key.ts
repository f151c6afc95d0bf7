import { bigIntToBytes, bitLength } from '../encoding/bytes.ts';
import { TAG } from '../encoding/der.ts';
import {
  encodeBitString,
  encodeElement,
  encodeOctetString,
  encodeSequence,
  encodeUnsigned,
} from '../encoding/write-der.ts';
import { encodeAlgorithm, encodeCurve } from './algorithm.ts';
import { CURVES, type CurveName, multiplyGenerator, type Point, writePoint } from './curve.ts';
import { ed25519PublicOf } from './ed25519.ts';
import type { PrivateKey, PublicKey, RsaPrivateNumbers } from './key.ts';

export function rsaPublicKey(n: bigint, e: bigint): PublicKey {
  const spki = encodeSequence(encodeAlgorithm({ kty: 'RSA' }), encodeBitString(encodeRsaPublic(n, e)));
  return { type: 'public', kty: 'RSA', spki, rsa: { n, e, bits: bitLength(n) } };
}

export function rsaPrivateKey(numbers: RsaPrivateNumbers): PrivateKey {
  return {
    type: 'private',
    kty: 'RSA',
    pkcs8: encodePkcs8(encodeAlgorithm({ kty: 'RSA' }), encodeRsaPrivate(numbers)),
    publicKey: rsaPublicKey(numbers.n, numbers.e),
    rsa: numbers,
  };
}

/** RSAPublicKey (RFC 8017 §A.1.1): PKCS#1, DER. */
export function encodeRsaPublic(n: bigint, e: bigint): Uint8Array {
  return encodeSequence(encodeUnsigned(n), encodeUnsigned(e));
}

/** RSAPrivateKey of two primes (RFC 8017 §A.1.2): PKCS#1, DER. */
export function encodeRsaPrivate({ n, e, d, p, q, dp, dq, qInv }: RsaPrivateNumbers): Uint8Array {
  return encodeSequence(...[0n, n, e, d, p, q, dp, dq, qInv].map(encodeUnsigned));
}

/** `compressed` keeps the point as it was given: OpenSSL does so, and the fingerprint depends on it. */
export function ecPublicKey(crv: CurveName, point: Point, compressed?: Uint8Array): PublicKey {
  const curve = CURVES[crv];
  const encoded = compressed ?? writePoint(curve, point);
  return {
    type: 'public',
    kty: 'EC',
    crv,
    spki: encodeSequence(encodeAlgorithm({ kty: 'EC', crv }), encodeBitString(encoded)),
    x: bigIntToBytes(point.x, curve.size),
    y: bigIntToBytes(point.y, curve.size),
  };
}

/** `scalar` lies between 1 and n - 1. The public key is computed from it. */
export function ecPrivateKey(crv: CurveName, scalar: bigint): PrivateKey {
  const curve = CURVES[crv];
  const publicKey = ecPublicKey(crv, multiplyGenerator(curve, scalar));
  const d = bigIntToBytes(scalar, curve.size);
  return {
    type: 'private',
    kty: 'EC',
    crv,
    pkcs8: encodeEcPkcs8(crv, d, publicKey),
    publicKey,
    d,
  };
}

/** ECPrivateKey (RFC 5915 §3). The curve is left out where an AlgorithmIdentifier around it names it. */
export function encodeEcPrivate(d: Uint8Array, { x, y }: PublicKey, curve?: CurveName): Uint8Array {
  // mutants: a key on such a curve has both
  const point = encodeBitString(Uint8Array.of(4, ...(x ?? []), ...(y ?? [])));
  const parameters = curve ? [encodeElement(TAG.context(0), encodeCurve(curve))] : [];
  return encodeSequence(encodeUnsigned(1n), encodeOctetString(d), ...parameters, encodeElement(TAG.context(1), point));
}

export function ed25519PublicKey(x: Uint8Array): PublicKey {
  const spki = encodeSequence(encodeAlgorithm({ kty: 'OKP', crv: 'Ed25519' }), encodeBitString(x));
  return { type: 'public', kty: 'OKP', crv: 'Ed25519', spki, x };
}

/** `seed` is 32 bytes. */
export function ed25519PrivateKey(seed: Uint8Array): PrivateKey {
  return {
    type: 'private',
    kty: 'OKP',
    crv: 'Ed25519',
    pkcs8: encodeEd25519Pkcs8(seed),
    publicKey: ed25519PublicKey(ed25519PublicOf(seed)),
    d: seed,
  };
}

/** SEC1, DER, with the name of the curve, as OpenSSL writes it. A TypeError for a key that is not on a curve with x and y. */
export function encodeSec1(key: PrivateKey): Uint8Array {
  if (key.kty !== 'EC' || !key.d) throw new TypeError(`SEC1 holds EC keys, not ${key.crv ?? key.kty}`);
  return encodeEcPrivate(key.d, key.publicKey, key.crv as CurveName);
}

export function encodeEcPkcs8(crv: CurveName, d: Uint8Array, publicKey: PublicKey): Uint8Array {
  return encodePkcs8(encodeAlgorithm({ kty: 'EC', crv }), encodeEcPrivate(d, publicKey));
}

/** PKCS#8 of a seed (RFC 8410 §7). */
export function encodeEd25519Pkcs8(seed: Uint8Array): Uint8Array {
  return encodePkcs8(encodeAlgorithm({ kty: 'OKP', crv: 'Ed25519' }), encodeOctetString(seed));
}

/** PrivateKeyInfo (RFC 5208 §5). */
function encodePkcs8(algorithm: Uint8Array, privateKey: Uint8Array): Uint8Array {
  return encodeSequence(encodeUnsigned(0n), algorithm, encodeOctetString(privateKey));
}
