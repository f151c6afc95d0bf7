import { encodeBase64url } from '../../core/encoding/base64url.ts';
import { encodeUtf8 } from '../../core/encoding/utf8.ts';
import { sha256 } from '../../core/hash/sha256.ts';
import type { Entropy } from '../../ports/index.ts';

const TOKEN_BYTES = 32;

/** A token of 256 bits for a cookie or a link, and its hash, which alone is stored. */
export function newToken(entropy: Entropy): { readonly token: string; readonly tokenHash: string } {
  const token = encodeBase64url(entropy.bytes(TOKEN_BYTES));
  return { token, tokenHash: hashToken(token) };
}

/** SHA-256, base64url: enough for what cannot be guessed. */
export function hashToken(token: string): string {
  return encodeBase64url(sha256(encodeUtf8(token)));
}
