import { encodeBase64url } from '../core/encoding/base64url.ts';
import type { PublicKey } from '../core/keys/key.ts';
import { parseKey } from '../core/keys/parse-key.ts';

/**
 * A public key of the usual size whose private half nobody has: the modulus is all ones. Verifying under it costs what
 * verifying under a real key costs, so that an unknown application cannot be told by its timing.
 */
export function decoyPublicKey(): PublicKey {
  const modulus = new Uint8Array(256).fill(0xff);
  const reading = parseKey(JSON.stringify({ kty: 'RSA', n: encodeBase64url(modulus), e: 'AQAB' }));
  if (!reading.ok || reading.key.type !== 'public') throw new TypeError('the decoy key does not parse');
  return reading.key;
}
