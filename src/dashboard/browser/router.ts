import { createStore } from './store.ts';

/** Where the reader is. Filters and the like are kept in `query`. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Asked before the page is left; `false` keeps the reader where they are. */
export type LeaveGuard = () => Promise<boolean>;

const place = createStore<Place>(placeOf(location));
/** Position in the history of this tab, kept in each entry's state: what tells back from forward. */
let position = 0;
let guard: LeaveGuard | undefined;
/** Resolves when a move of the history that we undo ourselves has taken place. */
let undone: (() => void) | undefined;
let isFocusDue = false;
const scrolls = new Map<number, number>();

export const usePlace = place.use;

/** Goes to another place of the dashboard. With `replace` the history keeps no trace of the place before. */
export async function navigate(to: string, { replace = false } = {}): Promise<void> {
  const url = new URL(to, location.href);
  if (url.pathname !== place.get().path && !(await mayLeave())) return;
  scrolls.set(position, scrollY);
  if (!replace) position++;
  history[replace ? 'replaceState' : 'pushState']({ position }, '', url);
  arrive(url.pathname !== place.get().path);
}

/** Changes the query of this place. `undefined` and empty values are left out; a page of results starts anew. */
export function setQuery(changes: { readonly [name: string]: string | undefined }, { replace = true } = {}): void {
  const query = new URLSearchParams(place.get().query);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  void navigate(`${place.get().path}${text && `?${text}`}`, { replace });
}

/** Asks `next` before the page is left by a link or by the history; `undefined` takes the guard away. */
export function guardLeaving(next: LeaveGuard | undefined): void {
  guard = next;
}

/** Once after each change of page, `true`: the heading of the new page takes the focus. */
export function takeFocus(): boolean {
  const isDue = isFocusDue;
  isFocusDue = false;
  return isDue;
}

/** After a page is drawn: where the reader was on it before, or its top. */
export function restoreScroll(): void {
  scrollTo(0, scrolls.get(position) ?? 0);
}

/** Follows links and the history. `isPage`: whether a path is a page of the dashboard. */
export function startRouter(isPage: (path: string) => boolean): void {
  history.scrollRestoration = 'manual';
  const { state } = history;
  if (typeof state?.position === 'number') position = state.position;
  else history.replaceState({ position }, '');
  document.addEventListener('click', (event) => followLink(event, isPage));
  addEventListener('popstate', (event) => void followHistory(event));
}

function followLink(event: MouseEvent, isPage: (path: string) => boolean): void {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!isPlain || event.defaultPrevented || !link?.href || link.target || link.hasAttribute('download')) return;
  const url = new URL(link.href);
  const isFragment = url.hash !== '' && url.pathname === location.pathname && url.search === location.search;
  if (url.origin !== location.origin || isFragment || !isPage(url.pathname)) return;
  event.preventDefault();
  void navigate(link.href);
}

async function followHistory({ state }: PopStateEvent): Promise<void> {
  if (undone) {
    undone();
    return;
  }
  // A fragment of this page was followed: the browser made the entry, and it has no position yet.
  if (typeof state?.position !== 'number') {
    history.replaceState({ position: ++position }, '');
    return;
  }
  const isOtherPage = location.pathname !== place.get().path;
  const delta = state.position - position;
  if (guard && isOtherPage && delta !== 0) {
    await goSilently(-delta);
    if (!(await mayLeave())) return;
    scrolls.set(position, scrollY);
    await goSilently(delta);
  } else {
    scrolls.set(position, scrollY);
  }
  position = state.position;
  arrive(isOtherPage);
}

function goSilently(delta: number): Promise<void> {
  return new Promise((resolve) => {
    undone = () => {
      undone = undefined;
      resolve();
    };
    history.go(delta);
  });
}

/** Asks whoever guards the page, as before it is left. @returns whether it may be */
export async function mayLeave(): Promise<boolean> {
  if (guard && !(await guard())) return false;
  guard = undefined;
  return true;
}

function arrive(isOtherPage: boolean): void {
  if (isOtherPage) isFocusDue = true;
  place.set(placeOf(location));
}

function placeOf({ pathname, search }: Location): Place {
  return { path: pathname, query: new URLSearchParams(search) };
}
