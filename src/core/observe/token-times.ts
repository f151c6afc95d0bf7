import { endOfToken } from '../claims/lifetime.ts';
import { formatUtc, readNumericDate } from '../claims/numeric-date.ts';
import type { JsonValue } from '../encoding/json.ts';
import type { Evidence } from '../evidence/evidence.ts';

/** The times of a token beside the verifier's clock, in NumericDate seconds. */
export interface TokenTimes {
  readonly now: number;
  readonly skewSeconds: number;
  readonly iat: number | undefined;
  readonly nbf: number | undefined;
  readonly exp: number | undefined;
  /** When the token ends, leeway not counted. */
  readonly end: number | undefined;
}

/** `undefined` without a Claims Set or a clock. A claim that is not a number is left out: other causes speak of it. */
export function timesOf({ token, profile, now, skewSeconds }: Evidence): TokenTimes | undefined {
  const claims = token?.payload.members;
  if (!claims || now === undefined || !Number.isFinite(now)) return undefined;
  const timeIn = (name: string) => {
    const time = finite(claims[name]);
    const isTaken = profile.lifetime.takesMilliseconds && readNumericDate(time).kind === 'milliseconds';
    return time !== undefined && isTaken ? time / 1000 : time;
  };
  const [iat, exp] = [timeIn('iat'), timeIn('exp')];
  return { now, skewSeconds, iat, nbf: timeIn('nbf'), exp, end: endOfToken(profile.lifetime, iat, exp) };
}

const QUARTER_HOUR = 900;
const LARGEST_OFFSET = 14 * 3600;
/** Allowed between reading the clock and being judged. */
export const TRANSIT_SECONDS = 5;
/** By which two clocks that are right may still differ. */
const SETTING_SECONDS = 2;

/**
 * The time-zone offset, in seconds, that a time is ahead of the clock by: a whole multiple of 15 minutes, of one hour at
 * least (no zone in use is nearer to UTC) and of 14 hours at most. Negative: behind.
 */
export function zoneOffset(seconds: number): number | undefined {
  const nearest = Math.round(seconds / QUARTER_HOUR) * QUARTER_HOUR;
  const size = Math.abs(nearest);
  const rest = seconds - nearest;
  const isOffset = size >= 3600 && size <= LARGEST_OFFSET;
  return isOffset && rest >= -TRANSIT_SECONDS && rest <= SETTING_SECONDS ? nearest : undefined;
}

/** A NumericDate in both of its forms: `2026-11-24 10:02:33 UTC (1795514553)`. */
export function stamp(seconds: number): string {
  return `${formatUtc(seconds)} (${seconds})`;
}

/** A clock, in whole seconds: its fraction tells nothing. */
export function clockStamp(seconds: number): string {
  return stamp(Math.floor(seconds));
}

/** Whose clock a token is judged by, as a row of the evidence is called. */
export function clockName(isOwnClock: true | undefined): string {
  return isOwnClock === true ? "this machine's clock" : 'server clock';
}

/** The verifier's time as a row of the evidence; a clock that nobody gave is said to be this machine's. */
export function clockRow(now: number, isOwnClock: true | undefined): readonly [string, string] {
  return [clockName(isOwnClock), clockStamp(now)];
}

function finite(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
