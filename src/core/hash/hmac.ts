import { sha1 } from './sha1.ts';
import { sha256 } from './sha256.ts';
import { sha384, sha512 } from './sha512.ts';

/** HMAC-SHA-256 (RFC 2104, RFC 4231): 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(sha256, key, message);
}

/** HMAC-SHA-384 (RFC 2104, RFC 4231): 48 bytes. */
export function hmacSha384(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(sha384, key, message, 128);
}

/** HMAC-SHA-512 (RFC 2104, RFC 4231): 64 bytes. */
export function hmacSha512(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(sha512, key, message, 128);
}

/** HMAC-SHA-1 (RFC 2104, RFC 2202): 20 bytes. For one-time passwords alone (RFC 6238), whose apps know no other. */
export function hmacSha1(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(sha1, key, message);
}

function hmac(
  hash: (message: Uint8Array) => Uint8Array,
  key: Uint8Array,
  message: Uint8Array,
  blockBytes: 64 | 128 = 64,
): Uint8Array {
  const block = new Uint8Array(blockBytes);
  block.set(key.length > blockBytes ? hash(key) : key);
  const inner = hash(keyed(block, 0x36, message));
  return hash(keyed(block, 0x5c, inner));
}

function keyed(block: Uint8Array, pad: number, message: Uint8Array): Uint8Array {
  const out = new Uint8Array(block.length + message.length);
  out.set(block.map((byte) => byte ^ pad));
  out.set(message, block.length);
  return out;
}
