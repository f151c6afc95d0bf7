import { sha1 } from './sha1.ts';
import { sha256 } from './sha256.ts';

/** HMAC-SHA-256 (RFC 2104, RFC 4231): 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(sha256, key, message);
}

/** HMAC-SHA-1 (RFC 2104, RFC 2202): 20 bytes. For one-time passwords alone (RFC 6238), whose apps know no other. */
export function hmacSha1(key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(sha1, key, message);
}

/** Over a hash with blocks of 64 bytes. */
function hmac(hash: (message: Uint8Array) => Uint8Array, key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? hash(key) : key);
  const inner = hash(keyed(block, 0x36, message));
  return hash(keyed(block, 0x5c, inner));
}

function keyed(block: Uint8Array, pad: number, message: Uint8Array): Uint8Array {
  const out = new Uint8Array(64 + message.length);
  out.set(block.map((byte) => byte ^ pad));
  out.set(message, 64);
  return out;
}
