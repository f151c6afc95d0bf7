import { encodeBase64 } from '../encoding/base64.ts';
import { encodeBase64url } from '../encoding/base64url.ts';
import { encodeUtf8 } from '../encoding/utf8.ts';
import { sha256 } from '../hash/sha256.ts';
import { publicJwk } from './jwk.ts';
import type { PrivateKey, PublicKey } from './key.ts';

/**
 * The public half of a key: of a private key, and of a public key itself.
 * @example
 * ```ts
 * import { parseKey, publicKeyOf, spkiPem } from '@mintmark/jwt';
 *
 * const reading = parseKey(process.env.PRIVATE_KEY ?? '');
 * if (reading.ok) console.log(spkiPem(publicKeyOf(reading.key)));
 * ```
 */
export function publicKeyOf(key: PrivateKey | PublicKey): PublicKey {
  return key.type === 'private' ? key.publicKey : key;
}

/**
 * SHA-256 of the SPKI, in base64 with padding: what
 * `openssl rsa -in k -pubout -outform DER | openssl sha256 -binary | openssl base64` prints.
 * @example
 * ```ts
 * import { fingerprint, parseKey, publicKeyOf } from '@mintmark/jwt';
 *
 * const reading = parseKey(process.env.PUBLIC_KEY ?? '');
 * if (reading.ok) console.log(`SHA256:${fingerprint(publicKeyOf(reading.key))}`);
 * ```
 */
export function fingerprint(publicKey: PublicKey): string {
  return encodeBase64(sha256(publicKey.spki));
}

/**
 * JWK Thumbprint with SHA-256, in base64url (RFC 7638 §3; RFC 8037 §2 for OKP).
 * @example
 * ```ts
 * import { parseKey, publicKeyOf, thumbprint } from '@mintmark/jwt';
 *
 * const reading = parseKey(process.env.PUBLIC_KEY ?? '');
 * if (reading.ok) console.log({ kid: thumbprint(publicKeyOf(reading.key)) });
 * ```
 */
export function thumbprint(publicKey: PublicKey): string {
  const jwk = publicJwk(publicKey);
  // The required members alone, in the order of their names, which is the order of code points.
  return encodeBase64url(sha256(encodeUtf8(JSON.stringify(jwk, Object.keys(jwk).sort()))));
}
