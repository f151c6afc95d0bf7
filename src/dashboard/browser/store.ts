import { useEffect, useState } from 'preact/hooks';

/** A value that parts of the page share, and are drawn again when it changes. */
export interface Store<T> {
  get(): T;
  set(value: T): void;
  /** Inside a component: the value, now and whenever it changes. */
  use(): T;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener(next);
    },
    use() {
      const [shown, setShown] = useState<T>(value);
      useEffect(() => {
        const listener = (next: T) => setShown(() => next);
        listeners.add(listener);
        listener(value);
        return () => void listeners.delete(listener);
      }, []);
      return shown;
    },
  };
}
