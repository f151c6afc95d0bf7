import type { JwsAlgorithm } from '../../core/jws/algorithms.ts';

/** The hash of an algorithm, as OpenSSL calls it; EdDSA has none of its own to choose. */
export function digestName({ hashBits }: JwsAlgorithm): string | undefined {
  return hashBits && `sha${hashBits}`;
}
