import { findArmour } from './find-armour.ts';
import { mendBlock } from './mend-block.ts';
import { mendJwk } from './mend-jwk.ts';
import { type Mending, mendingOf } from './mending.ts';
import { readKeyText } from './read-key-text.ts';
import type { KeyFault, KeyReading, KeyRepair } from './reading.ts';
import { unwrapText } from './unwrap-text.ts';

/** More than anyone has wrapped a key: quotes and escapes and base64, each several times. */
const MAX_LAYERS = 16;

/**
 * Takes the wrappings off a text one after the other, until a key shows or none is left, then restores what lies in the
 * innermost. `strict` is the reading of the text as it stands. `undefined` where there is no trace of a key.
 */
export function mendKey(text: string, strict = readKeyText(text)): Mending | undefined {
  const faults: KeyFault[] = [];
  const repairs: KeyRepair[] = [];
  let inner = text;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    // mutants: to read it again gives the same, later
    const reading = layer === 0 ? strict : readKeyText(inner);
    if (reading && !isDamaged(reading)) return combine(faults, repairs, mendingOf(reading));
    const jwk = reading && mendJwk(inner);
    if (jwk) return combine(faults, repairs, jwk);
    const unwrapped = unwrapText(inner);
    if (!unwrapped) break;
    inner = unwrapped.text;
    faults.push(unwrapped.fault);
    repairs.push(unwrapped.repair);
  }
  const blocks = findArmour(inner).flatMap((armour) => mendBlock(inner, armour) ?? []);
  const best =
    // mutants: what is restored is a key
    blocks.find((block) => block.restored && block.key?.type === 'private') ??
    blocks.find((block) => block.restored) ??
    blocks[0];
  return best && combine(faults, repairs, best);
}

/** Whether a closer look may restore the key: its text or its numbers are at fault, not its kind. */
export function isDamaged(reading: KeyReading): boolean {
  const kinds: readonly KeyFault['kind'][] = ['damaged', 'inconsistent', 'label-mismatch', 'unrecognised'];
  return !reading.ok && reading.faults.some((fault) => kinds.includes(fault.kind));
}

function combine(faults: readonly KeyFault[], repairs: readonly KeyRepair[], inner: Mending): Mending {
  return {
    ...inner,
    faults: merge([...faults, ...inner.faults]),
    repairs: [...new Set([...repairs, ...inner.repairs])],
  };
}

/** One fault for each kind of wrapping, with its depth. */
function merge(faults: readonly KeyFault[]): KeyFault[] {
  const merged: KeyFault[] = [];
  for (const fault of faults) {
    const index = merged.findIndex(({ kind }) => kind === fault.kind);
    const earlier = merged[index];
    // mutants: both are of one kind
    if (earlier?.kind === 'wrapped-in-base64' && fault.kind === earlier.kind) {
      merged[index] = { ...earlier, depth: earlier.depth + fault.depth };
      // mutants: the same
    } else if (earlier?.kind === 'newlines-escaped' && fault.kind === earlier.kind) {
      merged[index] = { ...earlier, depth: Math.max(earlier.depth, fault.depth) };
    } else if (earlier?.kind === 'line-breaks-lost') {
      merged[index] = fault;
    } else if (!merged.some((other) => JSON.stringify(other) === JSON.stringify(fault))) merged.push(fault);
  }
  return merged;
}
