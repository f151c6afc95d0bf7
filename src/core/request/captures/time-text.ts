import { secondsOf } from '../../claims/calendar.ts';
import { readIsoTime, zoneSeconds } from '../../claims/iso-time.ts';
import { readNumericDate } from '../../claims/numeric-date.ts';
import { parseHttpDate } from '../http-date.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Access logs: `24/Nov/2026:10:02:33 +0000`. */
const CLF = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})$/;

/**
 * NumericDate seconds of a time as captures and logs write it: RFC 3339 (UTC where no zone is named), the common log
 * format, an HTTP-date, or a number of seconds, milliseconds or smaller units. `undefined` for anything else.
 */
export function parseTime(value: unknown): number | undefined {
  if (typeof value === 'number') return unixTime(value);
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const iso = readIsoTime(value);
  if (iso !== undefined) return iso.seconds;
  const clf = CLF.exec(value);
  if (clf !== null) {
    const [day, , year, hour, minute, second] = clf.slice(1, 7).map(Number) as SixNumbers;
    const month = MONTHS.indexOf((clf[2] as string).toLowerCase()) + 1;
    const whole = secondsOf({ year, month, day, hour, minute, second });
    return whole === undefined ? undefined : whole - zoneSeconds(clf[7]);
  }
  return /^\d{9,19}(?:\.\d+)?$/.test(value) ? unixTime(Number(value)) : parseHttpDate(value);
}

type SixNumbers = [number, number, number, number, number, number];

function unixTime(value: number): number | undefined {
  const reading = readNumericDate(value);
  if (reading.kind === 'seconds') return reading.seconds;
  if (reading.kind === 'milliseconds') return value / 1000;
  return 'meant' in reading ? reading.meant : undefined;
}
