import {
  encodeBitString,
  encodeElement,
  encodeNull,
  encodeObjectIdentifier,
  encodeOctetString,
  encodeSequence,
  encodeUnsigned,
} from '../../../src/core/encoding/write-der.ts';
import { encodeAlgorithm } from '../../../src/core/keys/algorithm.ts';
import type { RsaPrivateNumbers } from '../../../src/core/keys/key.ts';
import { ecPrivateKey, ed25519PrivateKey, rsaPrivateKey } from '../../../src/core/keys/make-key.ts';

/** An RSA key that a person can check: 5 * 11, with 3 * 7 = 1 mod 20. */
export const NUMBERS: RsaPrivateNumbers = { n: 55n, e: 3n, d: 7n, p: 5n, q: 11n, dp: 3n, dq: 7n, qInv: 1n, bits: 6 };
export const rsa = rsaPrivateKey(NUMBERS);
export const ec = ecPrivateKey('P-256', 7n);
export const ed25519 = ed25519PrivateKey(new Uint8Array(32).fill(7));

export const seq = encodeSequence;
export const int = (value: number | bigint): Uint8Array => encodeUnsigned(BigInt(value));
export const octets = encodeOctetString;
export const bits = encodeBitString;
export const oid = encodeObjectIdentifier;
export const NULL = encodeNull();
export const element = encodeElement;
/** `[n]`, constructed. */
export const tagged = (n: number, ...parts: readonly Uint8Array[]): Uint8Array => encodeElement(0xa0 | n, ...parts);
export const RSA = encodeAlgorithm({ kty: 'RSA' });
export const EC = encodeAlgorithm({ kty: 'EC', crv: 'P-256' });
export const ED25519 = encodeAlgorithm({ kty: 'OKP', crv: 'Ed25519' });
export const P256 = oid('1.2.840.10045.3.1.7');
export const P384 = oid('1.3.132.0.34');
