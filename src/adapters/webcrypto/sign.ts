import { encodeUtf8 } from '../../core/encoding/utf8.ts';
import { algorithmByName, takesKey } from '../../core/jws/algorithms.ts';
import type { PrivateKey } from '../../core/keys/key.ts';
import { parametersOf } from './parameters.ts';

/**
 * Signs a JWS Signing Input with `alg` (RFC 7518 §3.1); a secret, as bytes, for HS256, HS384 and HS512.
 * @throws TypeError where the algorithm is unknown or does not take the key
 */
export async function signJws(alg: string, key: PrivateKey | Uint8Array, signingInput: string): Promise<Uint8Array> {
  const algorithm = algorithmByName(alg);
  if (!algorithm) throw new TypeError(`alg: expected the name of a JWS algorithm, received ${JSON.stringify(alg)}`);
  const isSecret = key instanceof Uint8Array;
  if (isSecret ? algorithm.kty !== 'oct' : !takesKey(algorithm, key.publicKey)) {
    throw new TypeError(`key: ${alg} does not take ${isSecret ? 'a secret' : `a key of type ${key.kty}`}`);
  }
  const { key: importParameters, signature } = parametersOf(algorithm);
  const handle = isSecret
    ? await crypto.subtle.importKey('raw', ownBytes(key), importParameters, false, ['sign'])
    : await crypto.subtle.importKey('pkcs8', ownBytes(key.pkcs8), importParameters, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign(signature, handle, ownBytes(encodeUtf8(signingInput))));
}

/** WebCrypto takes no view of shared memory, and says so in its types. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
