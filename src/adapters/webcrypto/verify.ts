import { encodeUtf8 } from '../../core/encoding/utf8.ts';
import { algorithmByName, hasLength, takesKey } from '../../core/jws/algorithms.ts';
import type { PublicKey } from '../../core/keys/key.ts';
import { parametersOf } from './parameters.ts';

/** Whether a signature with `alg` (RFC 7518 §3.1) verifies under a public key. `false` for anything that does not fit. */
export async function verifyJws(
  alg: string,
  publicKey: PublicKey,
  signingInput: string,
  signature: Uint8Array,
): Promise<boolean> {
  const algorithm = algorithmByName(alg);
  if (!algorithm || !takesKey(algorithm, publicKey) || !hasLength(algorithm, publicKey, signature)) return false;
  const parameters = parametersOf(algorithm);
  try {
    const spki = new Uint8Array(publicKey.spki);
    const handle = await crypto.subtle.importKey('spki', spki, parameters.key, false, ['verify']);
    const signed = new Uint8Array(encodeUtf8(signingInput));
    return await crypto.subtle.verify(parameters.signature, handle, new Uint8Array(signature), signed);
  } catch (error) {
    // A curve or an algorithm that this browser does not have.
    if (error instanceof DOMException) return false;
    throw error;
  }
}
