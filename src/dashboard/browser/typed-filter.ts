import { useEffect, useState } from 'preact/hooks';
import { setQuery } from './router.ts';

const TYPING_MILLISECONDS = 300;

/** What is typed into a filter; it goes into the address of the page when the typing has stopped. */
export function useTypedFilter(name: string, value: string): readonly [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return undefined;
    const timer = setTimeout(() => setQuery({ [name]: typed.trim() }), TYPING_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return [typed, setTyped];
}
