import type { KeyFault, KeyReading } from '../keys/reading.ts';
import type { CauseId } from './cause-id.ts';

/** The cause of each fault of a key: the causes find by it, and the API links to it. */
export const CAUSE_OF_KEY_FAULT = {
  empty: 'stale-key-in-process',
  path: 'key-path-in-place-of-key',
  'stand-in': 'key-reference-unresolved',
  'newlines-escaped': 'key-newlines-escaped',
  quoted: 'key-in-quotes',
  'line-breaks-lost': 'key-line-breaks-lost',
  encoding: 'key-file-encoding',
  'wrapped-in-base64': 'key-wrapped-in-base64',
  encrypted: 'key-passphrase-wrong',
  'container-unsupported': 'key-container-unsupported',
  'label-mismatch': 'key-container-unsupported',
  'key-set': 'key-container-unsupported',
  damaged: 'key-text-damaged',
  unrecognised: 'key-text-damaged',
  secret: 'secret-in-place-of-private-key',
  'algorithm-unsupported': 'algorithm-key-mismatch',
  inconsistent: 'private-key-damaged',
} as const satisfies { readonly [kind in KeyFault['kind']]: CauseId };

type Causes = typeof CAUSE_OF_KEY_FAULT;
/** The causes that a fault of a key may have. */
export type KeyFaultCause = Causes[KeyFault['kind']];
/** The faults that a cause stands for. */
export type FaultOf<C extends KeyFaultCause> = Extract<
  KeyFault,
  { readonly kind: { [kind in KeyFault['kind']]: Causes[kind] extends C ? kind : never }[KeyFault['kind']] }
>;

export function isFaultOf<C extends KeyFaultCause>(fault: KeyFault, cause: C): fault is FaultOf<C> {
  return CAUSE_OF_KEY_FAULT[fault.kind] === cause;
}

/** The first fault of a reading that has this cause. */
export function faultFor<C extends KeyFaultCause>(reading: KeyReading, cause: C): FaultOf<C> | undefined {
  return reading.ok ? undefined : reading.faults.find((fault): fault is FaultOf<C> => isFaultOf(fault, cause));
}

/**
 * The faults in the order in which they come off. Quotation marks and escapes are taken off in either order; the marks
 * stand outside.
 */
export function fromOutside(faults: readonly KeyFault[]): readonly KeyFault[] {
  const ordered = [...faults];
  for (let at = 1; at < ordered.length; at++) {
    const [before, fault] = [ordered[at - 1], ordered[at]];
    if (before?.kind === 'newlines-escaped' && fault?.kind === 'quoted') ordered.splice(at - 1, 2, fault, before);
  }
  return ordered;
}
