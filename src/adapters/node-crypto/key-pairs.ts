import { generateKeyPair, type KeyPairKeyObjectResult } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyKind } from '../../core/keys/key-kind.ts';
import type { KeyPairs } from '../../ports/key-pairs.ts';

const generate = promisify(generateKeyPair);

/**
 * RSA with the exponent 65537, P-256, P-384 or Ed25519, made on libuv's threads: the event loop goes on.
 * @param rsaBits size of an RSA modulus
 */
export function nodeKeyPairs(rsaBits = 2048): KeyPairs {
  return {
    async generate(kind = 'RSA') {
      const { publicKey, privateKey } = await generated(kind, rsaBits);
      return {
        publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

function generated(kind: KeyKind, rsaBits: number): Promise<KeyPairKeyObjectResult> {
  if (kind === 'RSA') return generate('rsa', { modulusLength: rsaBits });
  return kind === 'Ed25519' ? generate('ed25519') : generate('ec', { namedCurve: kind });
}
