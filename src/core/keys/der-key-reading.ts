import type { DerElement } from '../encoding/der.ts';
import type { PrivateKey, PublicKey } from './key.ts';
import type { KeyFault } from './reading.ts';

/** The DER structures that hold a key. Each is a KeyFormat with `-pem` or `-der` after it; the bundles and lists have none. */
export type DerStructure =
  | 'spki'
  | 'pkcs8'
  | 'pkcs1-public'
  | 'pkcs1-private'
  | 'sec1'
  | 'encrypted-pkcs8'
  | 'certificate'
  | 'certificate-request'
  | 'pkcs12'
  | 'pkcs7'
  | 'crl';

export type DerKeyReading =
  | { readonly ok: true; readonly structure: DerStructure; readonly key: PrivateKey | PublicKey }
  | {
      readonly ok: false;
      readonly structure?: DerStructure;
      readonly fault: KeyFault;
      /** Offset of the byte at which reading stopped. */
      readonly at?: number;
      /** The key as its numbers stand, where they do not fit each other. */
      readonly key?: PrivateKey;
    };

/** The reading of an element that should have been something else. */
export function unexpected(element: DerElement | undefined, expected: string, structure?: DerStructure): DerKeyReading {
  const fault: KeyFault = { kind: 'damaged', what: 'the key data (DER)', expected };
  return { ok: false, ...(structure && { structure }), fault, at: element?.start ?? 0 };
}

/** The reading of a key that is well-formed, and of an algorithm that signs no token here. */
export function unsupported(algorithm: { readonly name: string }, structure: DerStructure): DerKeyReading {
  return { ok: false, structure, fault: { kind: 'algorithm-unsupported', algorithm: algorithm.name } };
}
