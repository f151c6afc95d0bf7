import { createStore } from './store.ts';

/**
 * What is taken to the debugger, for as long as this tab lives: in memory alone, never in an address or the history.
 * Reading an article and coming back does not lose it.
 */
export const pasted = createStore('');

const LENGTH_IN_ADDRESS = 200;

/** Whether a text may be part of an address: nothing in it could be a token, a key or a secret. */
export function isSafeInAddress(text: string): boolean {
  if (text.length > LENGTH_IN_ADDRESS || /eyJ[\w-]{4}|-----BEGIN/.test(text)) return false;
  const runs = text.match(/[\w+/=.-]{16,}/g) ?? [];
  return !runs.some((run) => /\d/.test(run) && /[a-z]/i.test(run));
}
