import { nodeSignatures } from '../../adapters/node-crypto/index.ts';
import type { Input } from '../../core/evidence/input.ts';
import type { PublicKey } from '../../core/keys/key.ts';
import type { KeySet } from '../../core/keys/key-set.ts';
import * as outside from '../../core/observe/outside-signature.ts';
import type { PreparedKey } from '../../ports/signatures.ts';

const signatures = nodeSignatures();
/** To prepare a key costs more than to verify with it, and the keys of a set are tried again and again. */
const prepared = new WeakMap<PublicKey, PreparedKey>();

/** Verifies with node:crypto, at once. */
export const verifiesHere: outside.Verifies = ({ algorithm, key, signingInput, signature }) => {
  const ready = prepared.get(key) ?? signatures.prepare(key);
  prepared.set(key, ready);
  return signatures.verify(algorithm.name, ready, signingInput, signature);
};

export const withSignatureChecked = (input: Input): Input => outside.withVerifiedSignature(input, verifiesHere);

export const withKeySets = (input: Input, sets: readonly KeySet[]): Input =>
  outside.withKeySets(input, sets, verifiesHere);
