import { toPem } from '../encoding/pem.ts';
import type { PrivateKey, PublicKey } from './key.ts';
import { encodeRsaPrivate, encodeRsaPublic, encodeSec1 } from './make-key.ts';
import type { KeyFormat } from './reading.ts';

/**
 * SPKI PEM, as `openssl pkey -pubout` writes it.
 * @example
 * ```ts
 * import { parseKey, publicKeyOf, spkiPem } from '@mintmark/jwt';
 *
 * const reading = parseKey(process.env.PUBLIC_KEY ?? ''); // A JWK, a certificate, DER
 * if (reading.ok) console.log(spkiPem(publicKeyOf(reading.key)));
 * ```
 */
export function spkiPem(key: PublicKey): string {
  return toPem('PUBLIC KEY', key.spki);
}

/**
 * PKCS#8 PEM, as `openssl pkey` writes it.
 * @example
 * ```ts
 * import { parseKey, pkcs8Pem } from '@mintmark/jwt';
 *
 * const reading = parseKey(process.env.PRIVATE_KEY ?? ''); // BEGIN RSA PRIVATE KEY, which few libraries take
 * if (reading.ok && reading.key.type === 'private') console.log(pkcs8Pem(reading.key));
 * ```
 */
export function pkcs8Pem(key: PrivateKey): string {
  return toPem('PRIVATE KEY', key.pkcs8);
}

/** PKCS#1 PEM, as `openssl rsa -traditional` and `-RSAPublicKey_out` write it. A TypeError for a key that is not RSA. */
export function pkcs1Pem(key: PrivateKey | PublicKey): string {
  if (key.rsa === undefined) throw new TypeError(`PKCS#1 holds RSA keys, not ${key.crv}`);
  if (key.type === 'public') return toPem('RSA PUBLIC KEY', encodeRsaPublic(key.rsa.n, key.rsa.e));
  return toPem('RSA PRIVATE KEY', encodeRsaPrivate(key.rsa));
}

/** SEC1 PEM, as `openssl ec` writes it. A TypeError for a key that is not on a curve with x and y. */
export function sec1Pem(key: PrivateKey): string {
  return toPem('EC PRIVATE KEY', encodeSec1(key));
}

/** The PEM text of a key in the format that it was in, where PEM has that; else PKCS#8 or SPKI. */
export function pemLike(
  format: KeyFormat | undefined,
  key: PrivateKey | PublicKey,
): { pem: string; format: KeyFormat } {
  if (format?.startsWith('pkcs1-')) return { pem: pkcs1Pem(key), format: `pkcs1-${key.type}-pem` };
  if (key.type === 'public') return { pem: spkiPem(key), format: 'spki-pem' };
  if (format?.startsWith('sec1-')) return { pem: sec1Pem(key), format: 'sec1-pem' };
  return { pem: pkcs8Pem(key), format: 'pkcs8-pem' };
}
