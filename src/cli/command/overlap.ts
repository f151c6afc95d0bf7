import { duration } from '../../options/kinds.ts';
import { usage } from '../terminal/failure.ts';
import type { Flag } from './command.ts';

const OVERLAP_KIND = duration(0, 2_592_000);

export const OVERLAP = {
  value: 'DURATION',
  brief: 'How long the replaced key is still accepted: 15m, 24h, 7d, or seconds; 0 by default.',
} as const satisfies Flag;

/** Seconds. @throws Failure (usage). */
export function readOverlap(text: string | undefined): number {
  const seconds = OVERLAP_KIND.parse(text ?? 0);
  if (seconds === undefined) throw usage(`--overlap cannot be ${text}: expected ${OVERLAP_KIND.expected}`);
  return seconds;
}
