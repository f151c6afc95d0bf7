import { describeJson } from '../encoding/json.ts';
import { civilTime } from './calendar.ts';
import { readIsoTime } from './iso-time.ts';

/**
 * What a value in the place of a NumericDate (RFC 7519 §2: seconds since 1970-01-01T00:00:00Z, a number) is. Only
 * `seconds` is one. `meant` is the NumericDate that the sender most likely had in mind; a date that names no zone is
 * read as UTC.
 */
export type NumericDateReading =
  | { readonly kind: 'seconds'; readonly seconds: number }
  | { readonly kind: 'milliseconds' | 'microseconds' | 'nanoseconds'; readonly meant: number }
  /** Less than 10^8, which is before 1973-03-03: a number of seconds from now. */
  | { readonly kind: 'duration'; readonly seconds: number }
  /** Not finite, or beyond the integers that JSON readers agree on (RFC 8259 §6). */
  | { readonly kind: 'out-of-range' }
  | { readonly kind: 'wrong-type'; readonly received: string; readonly meant?: number };

/** 2001-09-09 in milliseconds; as seconds, the year 33658. */
const FIRST_MILLISECOND = 1e12;
const FIRST_TIME = 1e8;

export function readNumericDate(value: unknown): NumericDateReading {
  if (typeof value !== 'number') return notANumber(value);
  if (value >= FIRST_TIME && value < FIRST_MILLISECOND) return { kind: 'seconds', seconds: value };
  if (!Number.isFinite(value) || value >= 1e21 || value < -Number.MAX_SAFE_INTEGER) return { kind: 'out-of-range' };
  if (value >= 1e18) return { kind: 'nanoseconds', meant: Math.floor(value / 1e9) };
  if (value >= 1e15) return { kind: 'microseconds', meant: Math.floor(value / 1e6) };
  if (value >= FIRST_MILLISECOND) return { kind: 'milliseconds', meant: Math.floor(value / 1e3) };
  return value > 0 ? { kind: 'duration', seconds: value } : { kind: 'seconds', seconds: value };
}

/** `2026-11-24 10:02:33 UTC`. A fraction is cut off; a time beyond the year 9999 or before 0 is told in seconds. */
export function formatUtc(seconds: number): string {
  const whole = Math.floor(seconds);
  if (!(whole >= -62_167_219_200 && whole <= 253_402_300_799)) return `${seconds} s from 1970-01-01 UTC`;
  const { year, month, day, hour, minute, second } = civilTime(whole);
  const date = [digits(year, 4), digits(month), digits(day)].join('-');
  return `${date} ${[hour, minute, second].map((part) => digits(part)).join(':')} UTC`;
}

/** `4 min 12 s`, `2 h 5 min`, `3 d`, `0.4 s`: the two largest units, without the sign; a fraction below one second only. */
export function describeDuration(seconds: number): string {
  const size = Math.abs(seconds);
  // mutants: 0.95 itself is rounded to 1 either way
  if (size < 0.95) return `${Math.round(size * 10) / 10} s`;
  const whole = Math.round(size);
  if (whole >= 1e6 * YEAR_SECONDS) return 'more than a million years';
  if (whole >= 2 * YEAR_SECONDS) return `${Math.floor(whole / YEAR_SECONDS)} years`;
  const amounts = [Math.floor(whole / 86_400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60];
  const first = amounts.findIndex((amount) => amount > 0);
  return amounts
    .map((amount, index) => ({ amount, unit: UNITS[index] }))
    .slice(first, first + 2)
    .filter(({ amount }) => amount > 0)
    .map(({ amount, unit }) => `${amount} ${unit}`)
    .join(' ');
}

const UNITS = ['d', 'h', 'min', 's'];
const YEAR_SECONDS = 31_557_600;

function notANumber(value: unknown): NumericDateReading {
  const iso = typeof value === 'string' && value.length <= LONGEST_DATE ? readIsoTime(value.trim()) : undefined;
  if (iso !== undefined) {
    const received = iso.hasZone ? 'a date in a string' : 'a date in a string, without a time zone';
    return { kind: 'wrong-type', received, meant: Math.floor(iso.seconds) };
  }
  const meant = typeof value === 'string' ? meantByText(value) : undefined;
  const received = describeJson(value);
  return meant === undefined ? { kind: 'wrong-type', received } : { kind: 'wrong-type', received, meant };
}

const LONGEST_DATE = 40;

function meantByText(text: string): number | undefined {
  if (!/^\d{1,19}(\.\d{1,9})?$/.test(text.trim())) return undefined;
  const reading = readNumericDate(Number(text));
  if ('seconds' in reading) return Math.floor(reading.seconds);
  return 'meant' in reading ? reading.meant : undefined; // mutants: a reading that means nothing has no such member
}

function digits(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
