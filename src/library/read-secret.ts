import { encodeUtf8 } from '../core/encoding/utf8.ts';
import { expected, received } from './arguments.ts';
import type { Secret } from './key-input.ts';

/** Whether a key was handed over as `{ secret }`, whatever is in it. */
export function isSecret(key: unknown): key is Secret {
  return typeof key === 'object' && key !== null && 'secret' in key;
}

/** @throws TypeError for what is neither text nor bytes */
export function secretBytes(secret: unknown): Uint8Array {
  if (typeof secret === 'string' && secret !== '') return encodeUtf8(secret);
  if (secret instanceof Uint8Array) return secret;
  throw expected('secret', 'text or bytes', received(secret));
}
