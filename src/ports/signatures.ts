import type { PublicKey } from '../core/keys/key.ts';

/** A public key, made ready once for many verifications. */
export interface PreparedKey {
  readonly publicKey: PublicKey;
  readonly fingerprint: string;
  /** The technology's own handle (a KeyObject); opaque to everybody else. */
  readonly handle: unknown;
}

/** Signature verification by a technology. Synchronous: for RS256 the hand-over to a thread costs more than the work. */
export interface Signatures {
  prepare(publicKey: PublicKey): PreparedKey;
  /** `alg` is a JWS algorithm name (RFC 7518 §3.1). `false` for anything that does not verify; never throws for bad input. */
  verify(alg: string, key: PreparedKey, signingInput: Uint8Array | string, signature: Uint8Array): boolean;
}
