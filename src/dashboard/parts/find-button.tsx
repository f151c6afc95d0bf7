import { createStore } from '../browser/store.ts';
import { Icon } from './icon.tsx';

/** Whether the search over the page is open. */
export const isFinding = createStore(false);

const IS_APPLE = /Mac|iP(?:hone|ad|od)/.test(navigator.userAgent);

/** Ctrl-K, or ⌘K on an Apple. */
export function opensFinder({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'k' && (IS_APPLE ? metaKey : ctrlKey) && !altKey && !shiftKey;
}

export function FindButton() {
  return (
    <button
      type="button"
      class="find-button"
      aria-haspopup="dialog"
      aria-keyshortcuts={IS_APPLE ? 'Meta+K' : 'Control+K'}
      onClick={() => isFinding.set(true)}
    >
      <Icon name="search" />
      <span class="find-word">Search</span>
      <span class="find-keys" aria-hidden="true">
        {IS_APPLE ? '⌘K' : 'Ctrl K'}
      </span>
    </button>
  );
}
