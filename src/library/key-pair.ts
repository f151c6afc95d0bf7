import { nodeKeyPairs } from '../adapters/node-crypto/index.ts';
import { isKeyType, KEY_TYPES, type KeyType } from '../core/keys/key-kind.ts';
import { checkNames, expected, received } from './arguments.ts';

export interface KeyPairOptions {
  /** `rsa` (2048 bits, for RS256) by default; `ec-p256` is for ES256, `ec-p384` for ES384, `ed25519` for EdDSA. */
  readonly type?: KeyType;
}

/**
 * Makes a key pair off the event loop: SPKI and PKCS#8 PEM. The private key is kept nowhere.
 * @throws TypeError for an option that does not exist, and for another type
 * @example
 * ```ts
 * import { generateKeyPair, mint } from '@mintmark/jwt';
 *
 * const { publicKey, privateKey } = await generateKeyPair({ type: 'ec-p256' });
 * console.log(publicKey, mint({ sub: 'ada' }, privateKey, { alg: 'ES256' }));
 * ```
 */
export function generateKeyPair(
  options: KeyPairOptions = {},
): Promise<{ readonly publicKey: string; readonly privateKey: string }> {
  checkNames(options, ['type'], { bits: 'an RSA key has 2048 bits', alg: 'type is meant, such as ec-p256 for ES256' });
  const type: unknown = options.type ?? 'rsa';
  if (typeof type === 'string' && isKeyType(type)) return nodeKeyPairs().generate(KEY_TYPES[type]);
  const names = Object.keys(KEY_TYPES).join(', ');
  throw expected('type', `one of ${names}`, typeof type === 'string' ? JSON.stringify(type) : received(type));
}
