import { encodeBase64url } from '../../core/encoding/base64url.ts';
import type { PublicKey } from '../../core/keys/key.ts';
import { parseKey } from '../../core/keys/parse-key.ts';

const SIZES_BYTES = [256, 384, 512];

/**
 * Public keys of each size that is registered (2048, 3072 and 4096 bits) whose private half nobody has: the modulus is
 * all ones. Verifying under one costs what verifying under a real key costs, so that an unknown application cannot be
 * told by its timing.
 */
export function decoyPublicKeys(): readonly PublicKey[] {
  return SIZES_BYTES.map((bytes) => {
    const modulus = new Uint8Array(bytes).fill(0xff);
    const reading = parseKey(JSON.stringify({ kty: 'RSA', n: encodeBase64url(modulus), e: 'AQAB' }));
    if (!reading.ok || reading.key.type !== 'public') throw new TypeError('the decoy key does not parse');
    return reading.key;
  });
}
