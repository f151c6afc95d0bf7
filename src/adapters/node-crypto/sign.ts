import { constants, createHmac, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { algorithmByName, type JwsAlgorithm, takesKey } from '../../core/jws/algorithms.ts';
import type { PrivateKey } from '../../core/keys/key.ts';
import { digestName } from './digest-name.ts';

/**
 * Signs a JWS Signing Input. The key of HS256, HS384 and HS512 is a secret of at least the length of the hash.
 * @throws TypeError where the algorithm is unknown or does not take the key.
 */
export function signJws(alg: string, key: PrivateKey | Uint8Array, signingInput: string): Uint8Array {
  const algorithm = algorithmByName(alg);
  if (algorithm === undefined) {
    throw new TypeError(`alg: expected the name of a JWS algorithm, such as RS256, received ${JSON.stringify(alg)}`);
  }
  if (key instanceof Uint8Array) return mac(algorithm, key, signingInput);
  if (!takesKey(algorithm, key.publicKey)) {
    throw new TypeError(`key: ${alg} takes ${keyFor(algorithm)}, received ${kindOf(key)}`);
  }
  return sign(digestName(algorithm) ?? null, Buffer.from(signingInput), signOptions(algorithm, keyObject(key)));
}

/** Parsing a private key costs more than a signature: each is parsed once, and forgotten with its holder. */
const keyObjects = new WeakMap<PrivateKey, KeyObject>();

function keyObject(key: PrivateKey): KeyObject {
  let object = keyObjects.get(key);
  if (object === undefined) {
    object = createPrivateKey({ key: Buffer.from(key.pkcs8), format: 'der', type: 'pkcs8' });
    keyObjects.set(key, object);
  }
  return object;
}

function signOptions({ kty, pss, hashBits }: JwsAlgorithm, key: KeyObject): Parameters<typeof sign>[2] {
  if (kty === 'EC') return { key, dsaEncoding: 'ieee-p1363' };
  if (pss) return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: (hashBits ?? 0) / 8 };
  return key;
}

function mac(algorithm: JwsAlgorithm, secret: Uint8Array, signingInput: string): Uint8Array {
  const digest = digestName(algorithm);
  const leastBytes = (algorithm.hashBits ?? 0) / 8;
  if (algorithm.kty !== 'oct' || digest === undefined) {
    throw new TypeError(`key: ${algorithm.name} takes ${keyFor(algorithm)}, received a secret`);
  }
  if (secret.length < leastBytes) {
    throw new TypeError(
      `key: ${algorithm.name} takes a secret of at least ${leastBytes} bytes (RFC 7518 §3.2), received ${secret.length}`,
    );
  }
  return createHmac(digest, secret).update(signingInput).digest();
}

function keyFor({ kty, crv }: JwsAlgorithm): string {
  if (kty === 'oct') return 'a secret';
  return kty === 'RSA' ? 'an RSA private key of at least 2048 bits' : `a private key on ${crv}`;
}

function kindOf({ kty, crv, rsa }: PrivateKey): string {
  return kty === 'RSA' ? `an RSA private key of ${rsa?.bits} bits` : `a private key on ${crv}`;
}
