import { generateKeyPair, type KeyPairKeyObjectResult } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyKind } from '../../core/keys/key-kind.ts';
import type { KeyPairs } from '../../ports/key-pairs.ts';

const generate = promisify(generateKeyPair);

/** RSA 2048 with the exponent 65537, P-256 or Ed25519, made on libuv's threads: the event loop goes on. */
export function nodeKeyPairs(): KeyPairs {
  return {
    async generate(kind = 'RSA') {
      const { publicKey, privateKey } = await generated(kind);
      return {
        publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

function generated(kind: KeyKind): Promise<KeyPairKeyObjectResult> {
  if (kind === 'RSA') return generate('rsa', { modulusLength: 2048 });
  return kind === 'P-256' ? generate('ec', { namedCurve: kind }) : generate('ed25519');
}
