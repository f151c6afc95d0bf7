import type { PrivateKey, PublicKey } from '../core/keys/key.ts';
import type { RemoteJwks } from './remote-jwks.ts';

/**
 * A key in a form that programs hold: the text of the file (PEM, JWK), its bytes (PEM or DER), a `KeyObject` of
 * node:crypto, an extractable `CryptoKey`, or a JWK that is parsed.
 */
export type KeyInput = string | Uint8Array | ArrayBuffer | KeyObjectInput | CryptoKeyInput | Jwk;

/** What a token is verified with: a public key, a JWK Set, or a secret for HS256. Of a set, the token's `kid` picks. */
export type VerificationKey = KeyInput | PublicKey | JwkSet | Secret;

/** A JWK Set at a URL, instead of a key: verifying then takes time. */
export interface RemoteKeys {
  readonly remoteJwks: string | URL | RemoteJwks;
}

/** What a token is signed with: a private key, or a secret for HS256. */
export type SigningKey = KeyInput | PrivateKey | Secret;

/** A secret that both sides share: 32 bytes or more (RFC 7518 §3.2). */
export interface Secret {
  readonly secret: string | Uint8Array;
}

/** The part of a `KeyObject` of node:crypto that is read. */
export interface KeyObjectInput {
  readonly type: 'public' | 'private' | 'secret';
  export(options: { readonly format: 'der'; readonly type: 'spki' | 'pkcs8' }): Uint8Array | string;
}

/** The part of a `CryptoKey` (Web Cryptography) that is read. */
export interface CryptoKeyInput {
  readonly type: 'public' | 'private' | 'secret';
  readonly extractable: boolean;
  readonly usages: readonly string[];
}

/** A JSON Web Key (RFC 7517 §4), as `jose`, WebCrypto and `JSON.parse` give it. */
export interface Jwk {
  readonly kty?: string | undefined;
  readonly use?: string | undefined;
  readonly key_ops?: readonly string[] | undefined;
  readonly alg?: string | undefined;
  readonly kid?: string | undefined;
  readonly crv?: string | undefined;
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  readonly n?: string | undefined;
  readonly e?: string | undefined;
  readonly d?: string | undefined;
  readonly p?: string | undefined;
  readonly q?: string | undefined;
  readonly dp?: string | undefined;
  readonly dq?: string | undefined;
  readonly qi?: string | undefined;
}

/** A JWK Set (RFC 7517 §5). */
export interface JwkSet {
  readonly keys: readonly Jwk[];
}
