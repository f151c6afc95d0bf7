import type { TokenTimes } from './token-times.ts';

/** How seconds and milliseconds were added up, worked out from the sum. */
export interface MixedUnits {
  /** `seconds-to-milliseconds`: `Date.now() + 900`. `milliseconds-to-seconds`: `now + 900000`. */
  readonly kind: 'seconds-to-milliseconds' | 'milliseconds-to-seconds';
  /** The lifetime that was meant. */
  readonly lifetimeSeconds: number;
  /** What is left of `exp` - 1000 `iat` - lifetime: the milliseconds of the second in which the token was made. */
  readonly restMilliseconds: number;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** Lifetimes that people write. Other round numbers fit a lifetime in milliseconds as well, and prove nothing. */
const LIFETIMES = [
  ...[1, 2, 3, 5, 10, 15, 20, 30, 45, 50, 55, 60, 90].map((minutes) => minutes * MINUTE),
  ...[2, 3, 4, 5, 6, 8, 10, 12, 16, 18, 20, 24, 48, 72].map((hours) => hours * HOUR),
  ...[7, 14, 30, 60, 90, 180, 365].map((days) => days * DAY),
];

/** `undefined` where `iat` and `exp` do not tell that one unit was added to the other. */
export function unitsMixed({ iat, exp }: TokenTimes): MixedUnits | undefined {
  if (iat === undefined || exp === undefined || exp - iat <= DAY || iat < 1e8 || iat >= 1e12) return undefined;
  const sum = exp - 1000 * iat;
  const added = LIFETIMES.find((lifetime) => sum >= lifetime && sum < lifetime + 1000);
  if (added !== undefined) {
    return { kind: 'seconds-to-milliseconds', lifetimeSeconds: added, restMilliseconds: sum - added };
  }
  const lifetimeSeconds = (exp - iat) / 1000;
  if (!LIFETIMES.includes(lifetimeSeconds)) return undefined;
  return { kind: 'milliseconds-to-seconds', lifetimeSeconds, restMilliseconds: 0 };
}
