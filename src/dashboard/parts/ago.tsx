import { useEffect } from 'preact/hooks';
import { createStore } from '../browser/store.ts';
import { absoluteTime, relativeTime } from '../browser/time-words.ts';

const STEP_MILLISECONDS = 15_000;
const now = createStore(Date.now());
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

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
