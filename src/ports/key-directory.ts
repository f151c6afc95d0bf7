import type { KeyState } from '../core/keys/key-state.ts';
import type { PreparedKey } from './signatures.ts';

/** A key of an application that may authenticate. Times are NumericDate seconds. */
export interface DirectoryKey {
  readonly id: string;
  /** SHA-256 of the SPKI DER, base64. */
  readonly fingerprint: string;
  /** PEM or JWK text. */
  readonly publicKey: string;
  readonly state: Extract<KeyState, 'active' | 'retiring'>;
  /** End of the overlap of a `retiring` key, which stays here after it: whoever uses it looks. Without one it is not accepted. */
  readonly expiresAt?: number;
  /** The one algorithm that it may be used with, where its JWK says so (RFC 7517 §4.4). */
  readonly alg?: string;
  /** Absent: the key is not what it was when it was stored, or cannot be used. It lets nobody in. */
  readonly prepared?: PreparedKey;
}

/** What the gate needs to know of one application. */
export interface DirectoryEntry {
  readonly applicationId: string;
  readonly accountId: string;
  readonly name: string;
  readonly suspended: boolean;
  /** Each `jti` may be used once only. */
  readonly singleUse: boolean;
  readonly keys: readonly DirectoryKey[];
}

/**
 * The gate's view of the registry: synchronous when the entry is at hand. A change made in this process is seen at
 * once; one made by another node within the stated bound.
 */
export interface KeyDirectory {
  /** The entry, `null` for an application that does not exist, or `undefined`: not at hand, ask `load`. */
  peek(applicationId: string): DirectoryEntry | null | undefined;
  /** @param kid the key that the token names, which may have to be looked for */
  load(applicationId: string, kid?: unknown): Promise<DirectoryEntry | null>;
  /** Forgets an application: called with every change. */
  forget(applicationId: string): void;
}
