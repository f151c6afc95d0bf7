import type { Clock } from '../../ports/clock.ts';

/** The machine's wall clock, to the millisecond. */
export function systemClock(): Clock {
  return { now: () => Date.now() / 1000 };
}
