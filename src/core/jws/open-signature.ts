import { bigIntToBytes, bytesToBigInt, equalBytes, toHex } from '../encoding/bytes.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import { sha256 } from '../hash/sha256.ts';
import type { RsaPublicNumbers } from '../keys/key.ts';
import { powerModulo } from '../keys/modular.ts';
import { decodeEmsaPkcs1, encodeEmsaPkcs1 } from './emsa-pkcs1.ts';
import type { SignedHash } from './signed-bytes-form.ts';

/**
 * Opens an RSASSA-PKCS1-v1_5 signature with a public key (RFC 8017 §8.2.2, steps 1 and 2, then §9.2 backwards). A
 * result proves that the private half of this key made the signature, and over which digest (lower-case hexadecimal);
 * `undefined` means that it did not, or not in the PKCS #1 form.
 */
export function openSignature(
  signature: Uint8Array,
  rsa: RsaPublicNumbers,
): { readonly hash: SignedHash; readonly digest: string } | undefined {
  const message = encodedMessage(signature, rsa);
  const opened = message && decodeEmsaPkcs1(message);
  return opened && { hash: opened.hash, digest: toHex(opened.digest) };
}

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3), by comparison of the whole encoded message. Needs no host. */
export function verifyRs256(signingInput: string | Uint8Array, signature: Uint8Array, rsa: RsaPublicNumbers): boolean {
  const message = encodedMessage(signature, rsa);
  if (message === undefined) return false;
  const bytes = typeof signingInput === 'string' ? encodeUtf8(signingInput) : signingInput;
  const expected = encodeEmsaPkcs1('SHA-256', sha256(bytes), message.length);
  return expected !== undefined && equalBytes(message, expected);
}

/** `undefined` where the signature has not the length of the modulus, or is no smaller than it as a number. */
function encodedMessage(signature: Uint8Array, { n, e, bits }: RsaPublicNumbers): Uint8Array | undefined {
  const length = Math.ceil(bits / 8);
  if (signature.length !== length) return undefined;
  const value = bytesToBigInt(signature);
  // mutants: the modulus itself opens as 0, which is no message
  return value < n ? bigIntToBytes(powerModulo(value, e, n), length) : undefined;
}
