import { concatBytes, equalBytes } from '../encoding/bytes.ts';
import type { SignedHash } from './signed-bytes-form.ts';

/** An encoded message taken apart: the hash that its DigestInfo names, `none` where the digest stands there bare. */
export interface SignedDigest {
  readonly hash: SignedHash;
  readonly digest: Uint8Array;
}

/** DER of a DigestInfo up to the digest (RFC 8017 §9.2, note 1), and the length of the digest in bytes. */
const DIGEST_INFOS: readonly { readonly hash: SignedHash; readonly prefix: Uint8Array; readonly length: number }[] = [
  { hash: 'SHA-256', prefix: digestInfo('608648016503040201', 32), length: 32 },
  { hash: 'SHA-512', prefix: digestInfo('608648016503040203', 64), length: 64 },
  { hash: 'SHA-384', prefix: digestInfo('608648016503040202', 48), length: 48 },
  { hash: 'SHA-224', prefix: digestInfo('608648016503040204', 28), length: 28 },
  { hash: 'SHA-1', prefix: digestInfo('2b0e03021a', 20), length: 20 },
  { hash: 'MD5', prefix: digestInfo('2a864886f70d0205', 16), length: 16 },
];
const MINIMUM_PADDING = 8;

/** EMSA-PKCS1-v1_5 (RFC 8017 §9.2): `00 01 FF … FF 00 DigestInfo`; `undefined` where it does not fit into `length`. */
export function encodeEmsaPkcs1(hash: SignedHash, digest: Uint8Array, length: number): Uint8Array | undefined {
  // mutants: each is there once
  const prefix = DIGEST_INFOS.find((info) => info.hash === hash)?.prefix ?? new Uint8Array(0);
  const padding = length - 3 - prefix.length - digest.length;
  if (padding < MINIMUM_PADDING) return undefined;
  return concatBytes(Uint8Array.of(0, 1), new Uint8Array(padding).fill(0xff), Uint8Array.of(0), prefix, digest);
}

/**
 * The inverse, strictly: what it gives encodes to `message` again, byte for byte. A DigestInfo without the NULL
 * parameters, in BER or with anything after it is no DigestInfo; a bare digest of a known length is told apart.
 */
export function decodeEmsaPkcs1(message: Uint8Array): SignedDigest | undefined {
  const end = message.indexOf(0, 2); // mutants: a 0 right there is no padding
  if (message[0] !== 0 || message[1] !== 1 || end < 2 + MINIMUM_PADDING) return undefined;
  if (!message.subarray(2, end).every((byte) => byte === 0xff)) return undefined;
  const content = message.subarray(end + 1);
  for (const { hash, prefix, length } of DIGEST_INFOS) {
    if (content.length === prefix.length + length && equalBytes(content.subarray(0, prefix.length), prefix)) {
      return { hash, digest: content.slice(prefix.length) };
    }
  }
  return DIGEST_INFOS.some(({ length }) => length === content.length) ? { hash: 'none', digest: content } : undefined;
}

function digestInfo(identifier: string, digestLength: number): Uint8Array {
  const oid = Uint8Array.from(identifier.match(/../g) as string[], (digits) => Number.parseInt(digits, 16));
  const algorithm = Uint8Array.of(0x30, oid.length + 4, 0x06, oid.length, ...oid, 0x05, 0x00);
  return Uint8Array.of(0x30, algorithm.length + 2 + digestLength, ...algorithm, 0x04, digestLength);
}
