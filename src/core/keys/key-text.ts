import { toPem } from '../encoding/pem.ts';
import type { PrivateKey, PublicKey } from './key.ts';
import { encodeRsaPrivate, encodeRsaPublic } from './make-key.ts';

/** SPKI PEM, as `openssl pkey -pubout` writes it. */
export function spkiPem(key: PublicKey): string {
  return toPem('PUBLIC KEY', key.spki);
}

/** PKCS#8 PEM, as `openssl pkey` writes it. */
export function pkcs8Pem(key: PrivateKey): string {
  return toPem('PRIVATE KEY', key.pkcs8);
}

/** PKCS#1 PEM, as `openssl rsa -traditional` and `-RSAPublicKey_out` write it. A TypeError for a key that is not RSA. */
export function pkcs1Pem(key: PrivateKey | PublicKey): string {
  if (key.rsa === undefined) throw new TypeError(`PKCS#1 holds RSA keys, not ${key.crv}`);
  if (key.type === 'public') return toPem('RSA PUBLIC KEY', encodeRsaPublic(key.rsa.n, key.rsa.e));
  return toPem('RSA PRIVATE KEY', encodeRsaPrivate(key.rsa));
}
