import { nodeSignatures } from '../../adapters/node-crypto/index.ts';
import type { Input } from '../../core/evidence/input.ts';
import type { KeySet } from '../../core/keys/key-set.ts';
import * as outside from '../../core/observe/outside-signature.ts';

/** Verifies with node:crypto, at once. */
export const verifiesHere: outside.Verifies = ({ algorithm, key, signingInput, signature }) => {
  const signatures = nodeSignatures();
  return signatures.verify(algorithm.name, signatures.prepare(key), signingInput, signature);
};

export const withSignatureChecked = (input: Input): Input => outside.withVerifiedSignature(input, verifiesHere);

export const withKeySets = (input: Input, sets: readonly KeySet[]): Input =>
  outside.withKeySets(input, sets, verifiesHere);
