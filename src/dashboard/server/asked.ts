import { useEffect, useState } from 'preact/hooks';
import { asProblem } from './problem.ts';

/** So long nothing is asked after a key. */
const QUIET_MILLISECONDS = 150;

interface Asked<T> {
  readonly value?: T;
  readonly isBusy: boolean;
  /** Why there is no answer. */
  readonly problem?: string;
}

/** What `ask` gives for a key, after a moment without another one; what was there stays until then. */
export function useAsked<T>(key: string | undefined, ask: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const [found, setFound] = useState<{ readonly key: string; readonly value?: T; readonly problem?: string }>();
  useEffect(() => {
    if (key === undefined) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      ask(abort.signal).then(
        (value) => !abort.signal.aborted && setFound({ key, value }),
        (error: unknown) => !abort.signal.aborted && setFound({ key, problem: asProblem(error).title }),
      );
    }, QUIET_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key]);
  if (key === undefined) return { isBusy: false };
  const { value, problem } = found ?? {};
  return {
    isBusy: found?.key !== key,
    ...(value !== undefined && { value }),
    ...(problem !== undefined && found?.key === key && { problem }),
  };
}
