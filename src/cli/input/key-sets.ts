import type { Input } from '../../core/evidence/input.ts';
import type { KeySet } from '../../core/keys/key-set.ts';
import { observe } from '../../core/observe/observe.ts';
import { withSignatureChecked } from './check-signature.ts';
import { withPublicKey } from './public-key.ts';

/** The input with the key of the newest set that its token is verified under, and which set has the key that signed. */
export function withKeySets(input: Input, sets: readonly KeySet[]): Input {
  const newest = sets.at(-1);
  if (newest === undefined) return input;
  const judged = withKeyOf(input, newest);
  const isOlder = !isVerified(judged) && sets.slice(0, -1).some((set) => isVerified(withKeyOf(input, set)));
  const signer = isVerified(judged) ? ('newest' as const) : isOlder ? ('older' as const) : null;
  return { ...judged, keySet: { keys: newest.members, signer } };
}

function withKeyOf(input: Input, { keys }: KeySet): Input {
  const [first, ...more] = keys;
  return first === undefined ? input : withPublicKey(input, [first, ...more]);
}

function isVerified(input: Input): boolean {
  return observe(withSignatureChecked(input)).signature?.verifiedBy != null;
}
