import type { PrivateKey, PublicKey } from './key.ts';
import { TOLERATED } from './key-fault.ts';
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

/** A fault with the repair that takes it away. */
export type Remedy = readonly [fault: KeyFault, repair: KeyRepair];

/** What a text that is well-formed, or the container in it, comes to. */
export function mendingOf(reading: KeyReading): Mending {
  const faults = reading.ok ? (reading.tolerated ?? []) : reading.faults;
  const repairs = reading.ok ? faults.map(repairOf) : [];
  const found = { faults, ...(reading.format && { format: reading.format }) };
  if (!reading.key) return { ...found, repairs, restored: false };
  const converted = pemLike(reading.format, reading.key).format !== reading.format;
  return {
    ...found,
    key: reading.key,
    repairs: converted ? [...repairs, 'container-converted'] : repairs,
    restored: !faults.some((fault) => fault.kind === 'inconsistent'),
  };
}

/** The repair of what was tolerated. */
function repairOf(fault: KeyFault): KeyRepair {
  switch (fault) {
    case TOLERATED.textAround:
      return 'text-around-removed';
    case TOLERATED.spaces:
      return 'stray-characters-removed';
    case TOLERATED.lastCharacter:
      return 'padding-restored';
  }
  if (fault.kind === 'label-mismatch') return 'label-corrected';
  // mutants: no other kind has it
  const mark = fault.kind === 'encoding' && fault.found === 'byte-order-mark';
  return mark ? 'byte-order-mark-removed' : 'carriage-returns-normalised';
}
