/** Times in English words. By hand: the first formatter of Intl costs a browser some 50 ms of a page's start. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Each with its length in seconds; years and months in the mean of the Gregorian calendar. */
const UNITS = [
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** In the reader's time zone, and in UTC: `24 Nov 2026, 13:35:15 (2026-11-24T12:35:15Z)`. */
export function absoluteTime(date: Date): string {
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0'));
  const day = `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`;
  return `${day}, ${clock.join(':')} (${date.toISOString().replace(/\.\d{3}Z$/, 'Z')})`;
}

/**
 * `4 minutes ago`, `in 3 hours`, in whole units; `moments ago` within ten seconds. What is still to come is rounded to
 * the nearest minute, hour or day: what expires 15 minutes from now does so a second later too.
 */
export function relativeTime(date: Date, nowMilliseconds: number): string {
  const seconds = (date.getTime() - nowMilliseconds) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 10) return seconds > 0 ? 'in a moment' : 'moments ago';
  if (seconds < 0) return `${inUnits(distance, Math.floor)} ago`;
  return `in ${inUnits(distance, Math.round)}`;
}

/** In the largest unit of which there is one, as it is rounded. */
function inUnits(seconds: number, rounded: (count: number) => number): string {
  const [unit, length] =
    UNITS.find(([, length]) => rounded(seconds / length) >= 1 && seconds >= length * 0.99) ?? UNITS[5];
  const count = Math.max(1, rounded(seconds / length));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
