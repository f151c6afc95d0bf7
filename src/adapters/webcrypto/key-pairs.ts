import { toPem } from '../../core/encoding/pem.ts';
import type { KeyKind } from '../../core/keys/key-kind.ts';
import type { KeyPairs } from '../../ports/key-pairs.ts';

const ALGORITHMS = {
  RSA: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
  Ed25519: { name: 'Ed25519' },
} as const satisfies { readonly [kind in KeyKind]: object };

/**
 * RSA 2048 with the exponent 65537, P-256, P-384 or Ed25519, made where the code runs: in a page, the private key never
 * leaves it.
 */
export function webKeyPairs(): KeyPairs {
  return {
    async generate(kind = 'RSA') {
      const made = await crypto.subtle.generateKey(ALGORITHMS[kind], true, ['sign', 'verify']);
      const { publicKey, privateKey } = made as CryptoKeyPair;
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
