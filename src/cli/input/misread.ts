import type { Input } from '../../core/evidence/input.ts';
import type { KeySet } from '../../core/keys/key-set.ts';
import { misreadInPrivateKey, misreadTrials } from '../../core/observe/misread-trials.ts';
import { verifiesHere } from './check-signature.ts';

/** The input with the one character that somebody misread, in the token or in a key, where there is one. */
export function withMisread(input: Input, sets: readonly KeySet[] = []): Input {
  const inPrivateKey = misreadInPrivateKey(input);
  if (inPrivateKey) return { ...input, misread: inPrivateKey };
  for (const { misread, trial } of misreadTrials(input, sets)) {
    if (verifiesHere(trial)) return { ...input, misread };
  }
  return input;
}
