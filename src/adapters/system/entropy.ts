import { randomBytes, randomUUID } from 'node:crypto';
import type { Entropy } from '../../ports/entropy.ts';

/** The operating system's secure random source. */
export function systemEntropy(): Entropy {
  return { uuid: () => randomUUID(), bytes: (count) => new Uint8Array(randomBytes(count)) };
}
