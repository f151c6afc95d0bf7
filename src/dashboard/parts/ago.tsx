import { useEffect } from 'preact/hooks';
import { createStore } from '../store.ts';

const STEP_MILLISECONDS = 15_000;
const now = createStore(Date.now());
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const ABSOLUTE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** A time as it lies from now, with the absolute one on hover. ISO 8601 text, or NumericDate seconds. */
export function Ago({ at }: { readonly at: string | number }) {
  useEffect(() => {
    if (users++ === 0) timer = setInterval(() => now.set(Date.now()), STEP_MILLISECONDS);
    return () => {
      if (--users === 0) clearInterval(timer);
    };
  }, []);
  now.use();
  const date = typeof at === 'number' ? new Date(at * 1000) : new Date(at);
  return (
    <time dateTime={date.toISOString()} title={absoluteTime(date)}>
      {relativeTime(date, Date.now())}
    </time>
  );
}

export function absoluteTime(date: Date): string {
  return `${ABSOLUTE.format(date)} (${date.toISOString().replace(/\.\d{3}Z$/, 'Z')})`;
}

/** `4 minutes ago`, `in 3 hours`; `moments ago` within ten seconds. */
export function relativeTime(date: Date, nowMilliseconds: number): string {
  const seconds = (date.getTime() - nowMilliseconds) / 1000;
  if (Math.abs(seconds) < 10) return seconds > 0 ? 'in a moment' : 'moments ago';
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return RELATIVE.format(Math.trunc(seconds / length), unit);
  }
  return RELATIVE.format(Math.trunc(seconds), 'second');
}
