import { useEffect } from 'preact/hooks';
import type { LogEntry } from '../../../wire/logged-request.ts';
import { setQuery } from '../../browser/router.ts';

/** Opens a request beside the list: a report, or what is kept of an accepted one. */
export function openEntry({ id, outcome }: LogEntry, options: { readonly replace: boolean }): void {
  const opens = outcome === 'accepted' ? { accepted: id, report: undefined } : { report: id, accepted: undefined };
  setQuery(opens, options);
}

const STEPS: { readonly [key: string]: number } = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** With a request open, `j` and `k` or the arrows go to the next one and the one before. */
export function useStepping(entries: readonly LogEntry[], opened: string): void {
  useEffect(() => {
    if (opened === '') return undefined;
    const step = (event: KeyboardEvent) => {
      const by = STEPS[event.key];
      const isTyping =
        event.target instanceof Element && event.target.closest('input, select, textarea, dialog') !== null;
      if (by === undefined || isTyping || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const next = entries[entries.findIndex(({ id }) => id === opened) + by];
      if (!next) return;
      event.preventDefault();
      openEntry(next, { replace: true });
      document.getElementById(`row-${next.id}`)?.scrollIntoView({ block: 'nearest' });
    };
    document.addEventListener('keydown', step);
    return () => document.removeEventListener('keydown', step);
  }, [entries, opened]);
}
