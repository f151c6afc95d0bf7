import { civilTime, secondsOf } from '../claims/calendar.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FORMS = [
  // IMF-fixdate, the one form that is sent today.
  /^\w{3}, (?<day>\d\d) (?<month>\w{3}) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d) GMT$/,
  // RFC 850.
  /^\w{6,9}, (?<day>\d\d)-(?<month>\w{3})-(?<year>\d\d) (?<time>\d\d:\d\d:\d\d) GMT$/,
  // asctime.
  /^\w{3} (?<month>\w{3}) (?<day>[ \d]\d) (?<time>\d\d:\d\d:\d\d) (?<year>\d{4})$/,
];

/**
 * NumericDate seconds of an HTTP-date in any of its three forms (RFC 9110 §5.6.7); `undefined` where it is none. A year
 * of two digits is never more than 50 years after `now` or, where that is not given, lies from 1970 to 2069.
 */
export function parseHttpDate(text: string, now?: number): number | undefined {
  for (const form of FORMS) {
    const parts = form.exec(text.trim())?.groups;
    if (parts === undefined) continue;
    const [hour = 0, minute = 0, second = 0] = (parts['time'] as string).split(':').map(Number);
    const month = MONTHS.indexOf(parts['month'] as string) + 1;
    const year = fullYear(parts['year'] as string, now);
    return secondsOf({ year, month, day: Number(parts['day']), hour, minute, second });
  }
  return undefined;
}

/** IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`. A fraction is cut off. */
export function formatHttpDate(seconds: number): string {
  const { year, month, day, hour, minute, second, weekday } = civilTime(Math.floor(seconds));
  const time = [hour, minute, second].map((part) => digits(part)).join(':');
  return `${DAYS[weekday]}, ${digits(day)} ${MONTHS[month - 1]} ${digits(year, 4)} ${time} GMT`;
}

function fullYear(text: string, now: number | undefined): number {
  if (text.length === 4) return Number(text);
  const latest = now === undefined ? 2069 : civilTime(Math.floor(now)).year + 50;
  return latest - ((((latest - Number(text)) % 100) + 100) % 100);
}

function digits(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
