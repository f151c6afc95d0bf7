import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { kitStyle } from '../../core/break/kit-style.ts';
import { makeKit } from '../../core/break/make-kit.ts';
import type { Kit, KitKey } from '../../core/evidence/kit.ts';

export interface RunKitOptions {
  /** NumericDate seconds; this clock by default. */
  readonly now?: number;
  /** A real application; a random id by default. */
  readonly applicationId?: string;
  /** PEM text of the private key of that application; a fresh one by default. */
  readonly privateKey?: string;
}

/** Kits with fresh ids and key pairs, each made when it is asked for; they stay the same from style to style. */
export function openRunKit(options: RunKitOptions = {}): (style: number) => Kit {
  const pairs = new Map<KitKey, string>();
  if (options.privateKey !== undefined) pairs.set('active', options.privateKey);
  const privateKey = (name: KitKey): string => {
    const text = pairs.get(name) ?? freshKey(name === 'large' ? 4096 : 2048);
    pairs.set(name, text);
    return text;
  };
  const parts = {
    now: options.now ?? Math.floor(Date.now() / 1000),
    applicationId: options.applicationId ?? randomUUID(),
    otherApplicationId: randomUUID(),
    jti: randomUUID(),
    privateKey,
    sign: (hash: string, name: KitKey, bytes: Uint8Array) => sign(hash.replace('-', ''), bytes, privateKey(name)),
  };
  return (style) => makeKit(parts, kitStyle(style));
}

/** A kit to count ways with: its keys are one and the same, and its signatures are none. Its tokens tell nothing. */
export function countingKit(): Kit {
  const key = freshKey(2048);
  return makeKit({
    now: 1_790_000_000,
    applicationId: randomUUID(),
    otherApplicationId: randomUUID(),
    jti: randomUUID(),
    privateKey: () => key,
    sign: () => new Uint8Array(256),
  });
}

function freshKey(modulusLength: number): string {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
}
