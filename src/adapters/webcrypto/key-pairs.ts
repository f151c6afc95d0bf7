import { toPem } from '../../core/encoding/pem.ts';
import type { KeyPairs } from '../../ports/key-pairs.ts';

const RSA_2048 = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/** RSA 2048 with the exponent 65537, made where the code runs: in a page, the private key never leaves it. */
export function webKeyPairs(): KeyPairs {
  return {
    async generate() {
      const { publicKey, privateKey } = await crypto.subtle.generateKey(RSA_2048, true, ['sign', 'verify']);
      const [spki, pkcs8] = await Promise.all([
        crypto.subtle.exportKey('spki', publicKey),
        crypto.subtle.exportKey('pkcs8', privateKey),
      ]);
      return {
        publicKey: toPem('PUBLIC KEY', new Uint8Array(spki)),
        privateKey: toPem('PRIVATE KEY', new Uint8Array(pkcs8)),
      };
    },
  };
}
