import type { PrivateKey, PublicKey } from '../../../core/keys/key.ts';

/** A row of `keys check`. */
export interface Check {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** `RSA public key, 2048 bits`. */
export function describeKind({ type, kty, crv, rsa }: PrivateKey | PublicKey): string {
  return kty === 'RSA' ? `RSA ${type} key, ${rsa?.bits} bits` : `${kty} ${type} key, ${crv}`;
}
