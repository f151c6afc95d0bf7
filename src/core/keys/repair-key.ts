import { classifyText } from './classify-text.ts';
import { readInput } from './key-input.ts';
import { pemLike } from './key-text.ts';
import type { KeyRepairResult } from './reading.ts';
import { standInFor } from './stand-in.ts';

/**
 * The key of a mangled text as well-formed PEM, with the repairs in the order in which they were made. A key is given
 * only where it is the one that the text was made from: its DER is whole and, for a private key, its numbers prove each
 * other. A secret, where the text holds one. Never throws.
 * @example
 * ```ts
 * import { repairKey } from '@mintmark/jwt';
 *
 * const repaired = repairKey(process.env.PRIVATE_KEY ?? '');
 * if (repaired.ok) console.log(repaired.repairs); // quotes-removed, newlines-unescaped
 * else console.log(repaired.faults[0].kind);
 * ```
 */
export function repairKey(input: string | Uint8Array): KeyRepairResult {
  const { strict, mending, text } = readInput(input);
  // mutants: what is restored is a key
  if (mending?.restored && mending.key) {
    const { key, repairs, faults } = mending;
    return { ok: true, ...pemLike(mending.format, key), key, repairs, faults };
  }
  const standIn = standInFor(text);
  if (standIn) return { ok: false, faults: [{ kind: 'stand-in', ...standIn }] };
  // mutants: what is taken as it stands was given back above
  const refused = strict?.ok ? undefined : strict;
  const [first, ...more] = mending?.faults ?? refused?.faults ?? [classifyText(text)];
  // mutants: there always is one
  return { ok: false, faults: [first ?? { kind: 'unrecognised' }, ...more] };
}
