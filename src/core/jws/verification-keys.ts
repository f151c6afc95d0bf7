import { decodeBase64url } from '../encoding/base64url.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../encoding/json.ts';
import { publicKeyOf } from '../keys/fingerprint.ts';
import { readJwk } from '../keys/jwk.ts';
import type { PublicKey } from '../keys/key.ts';
import { weaknesses } from '../keys/weaknesses.ts';

/** A key to verify with, and what its JWK says about its use (RFC 7517 §4). */
export interface VerificationKey {
  /** A public key or, for HMAC, a secret. */
  readonly material: PublicKey | Uint8Array;
  readonly kid?: string;
  /** The one algorithm that it may be used with. */
  readonly alg?: string;
}

export type VerificationKeysReading =
  | { readonly ok: true; readonly keys: readonly VerificationKey[] }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads a JWK or a JWK Set. The whole of a set is refused where one key is unfit to verify a signature (RFC 7517 §4.2,
 * §4.3), weak or damaged, where two keys share a `kid`, or where secrets stand among public keys: a set like that
 * leaves open which key is meant.
 */
export function readVerificationKeys(jwkOrSet: JsonObject): VerificationKeysReading {
  const members = jwkOrSet['keys'] ?? [jwkOrSet];
  if (!Array.isArray(members) || members.length === 0) return refuse('keys: expected an array with a key in it');
  const keys: VerificationKey[] = [];
  for (const member of members as readonly JsonValue[]) {
    const key = isJsonObject(member) ? readKey(member) : 'expected an object';
    if (typeof key === 'string') return refuse(key);
    if (key.kid !== undefined && keys.some((other) => other.kid === key.kid)) return refuse('kid: two keys share it');
    keys.push(key);
  }
  const secrets = keys.filter((key) => key.material instanceof Uint8Array).length;
  return secrets === 0 || secrets === keys.length ? { ok: true, keys } : refuse('kty: secrets among public keys');
}

function readKey(jwk: JsonObject): VerificationKey | string {
  const { kid, alg, use, key_ops: operations } = jwk;
  if (kid !== undefined && typeof kid !== 'string') return 'kid: expected a string';
  if (alg !== undefined && typeof alg !== 'string') return 'alg: expected a string';
  if (use !== undefined && use !== 'sig') return 'use: expected "sig"';
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) {
    return 'key_ops: expected an array with "verify" in it';
  }
  const material = jwk['kty'] === 'oct' ? readSecret(jwk['k']) : readPublicKey(jwk);
  if (typeof material === 'string') return material;
  return { material, ...(kid === undefined ? {} : { kid }), ...(alg === undefined ? {} : { alg }) };
}

function readSecret(k: JsonValue | undefined): Uint8Array | string {
  const bytes = typeof k === 'string' ? decodeBase64url(k) : undefined;
  return bytes instanceof Uint8Array ? bytes : 'k: expected base64url';
}

function readPublicKey(jwk: JsonObject): PublicKey | string {
  const key = readJwk(jwk);
  if (!('type' in key)) return `${'what' in key ? key.what : 'kty'}: expected a key that can be used (${key.kind})`;
  const publicKey = publicKeyOf(key);
  // A published key is refused where keys are registered; here its owner may well be a test.
  const weakness = weaknesses(publicKey).find(({ name }) => name !== 'key-published');
  return weakness === undefined ? publicKey : weakness.title;
}

function refuse(reason: string): VerificationKeysReading {
  return { ok: false, reason };
}
