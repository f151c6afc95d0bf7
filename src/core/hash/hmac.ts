import { sha256 } from './sha256.ts';

/** HMAC-SHA-256 (RFC 2104, RFC 4231): 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const inner = sha256(keyed(block, 0x36, message));
  return sha256(keyed(block, 0x5c, inner));
}

function keyed(block: Uint8Array, pad: number, message: Uint8Array): Uint8Array {
  const out = new Uint8Array(64 + message.length);
  out.set(block.map((byte) => byte ^ pad));
  out.set(message, 64);
  return out;
}
