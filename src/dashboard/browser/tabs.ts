import { createStore } from './store.ts';

/** A key pair that was generated and not saved, as the tabs of this browser tell each other. */
export interface Unsaved {
  readonly applicationId: string;
  readonly name: string;
}

type Message =
  | { readonly kind: 'asked' }
  | { readonly kind: 'unsaved'; readonly unsaved: Unsaved }
  | { readonly kind: 'changed'; readonly applicationId: string };

const channel = new BroadcastChannel('mintmark');
const unsaved = createStore<readonly Unsaved[]>([]);
const listeners = new Set<(applicationId: string) => void>();

export const useUnsaved = unsaved.use;

/** Tells every page that an application has a pair which is not saved. */
export function tellUnsaved(pair: Unsaved): void {
  keep(pair);
  post({ kind: 'unsaved', unsaved: pair });
}

/** Tells every page that an application is another than before, and has no pair that waits to be saved. */
export function tellSaved(applicationId: string): void {
  forget(applicationId);
  post({ kind: 'changed', applicationId });
}

/** Calls `listener` when another tab changed an application. @returns a function that stops it */
export function onChangeElsewhere(listener: (applicationId: string) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

channel.onmessage = ({ data }: MessageEvent<Message>) => {
  if (data.kind === 'asked') for (const pair of unsaved.get()) post({ kind: 'unsaved', unsaved: pair });
  if (data.kind === 'unsaved') {
    keep(data.unsaved);
    tell(data.unsaved.applicationId);
  }
  if (data.kind === 'changed') {
    forget(data.applicationId);
    tell(data.applicationId);
  }
};
post({ kind: 'asked' });

function keep(pair: Unsaved): void {
  const others = unsaved.get().filter(({ applicationId }) => applicationId !== pair.applicationId);
  const known = unsaved.get().find(({ applicationId }) => applicationId === pair.applicationId);
  if (known?.name !== pair.name) unsaved.set([...others, pair]);
}

function forget(id: string): void {
  if (unsaved.get().some(({ applicationId }) => applicationId === id)) {
    unsaved.set(unsaved.get().filter(({ applicationId }) => applicationId !== id));
  }
}

function tell(applicationId: string): void {
  for (const listener of listeners) listener(applicationId);
}

function post(message: Message): void {
  channel.postMessage(message);
}
