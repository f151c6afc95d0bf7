import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyPairs } from '../../ports/key-pairs.ts';

const generate = promisify(generateKeyPair);

/** RSA 2048 with the exponent 65537, made on libuv's threads: the event loop goes on. */
export function nodeKeyPairs(): KeyPairs {
  return {
    generate: () =>
      generate('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      }),
  };
}
