import type { PrivateKey, PublicKey } from './key.ts';
import { pemLike } from './key-text.ts';
import type { KeyFault, KeyFormat, KeyReading, KeyRepair } from './reading.ts';

/** What was found out about a text that is not well-formed. */
export interface Mending {
  readonly faults: readonly KeyFault[];
  readonly repairs: readonly KeyRepair[];
  readonly format?: KeyFormat;
  readonly key?: PrivateKey | PublicKey;
  /** Whether `key` is the one that the text was made from; otherwise it is what the text says, and does not work. */
  readonly restored: boolean;
}

/** What a text that is well-formed, or the container in it, comes to. */
export function mendingOf(reading: KeyReading): Mending {
  const faults = reading.ok ? (reading.tolerated ?? []) : reading.faults;
  const repairs = faults.flatMap((fault) => repairOf(fault) ?? []);
  const found = { faults, ...(reading.format && { format: reading.format }) };
  if (!reading.key) return { ...found, repairs, restored: false };
  const converted = pemLike(reading.format, reading.key).format !== reading.format;
  return {
    ...found,
    key: reading.key,
    repairs: converted ? [...repairs, 'container-converted'] : repairs,
    restored: true,
  };
}

function repairOf(fault: KeyFault): KeyRepair | undefined {
  if (fault.kind === 'label-mismatch') return 'label-corrected';
  if (fault.kind === 'encoding') {
    return fault.found === 'byte-order-mark' ? 'byte-order-mark-removed' : 'carriage-returns-normalised';
  }
  if (fault.kind !== 'damaged') return undefined;
  if (fault.what.startsWith('the text around')) return 'text-around-removed';
  return fault.what.startsWith('the spaces') ? 'stray-characters-removed' : 'padding-restored';
}
