import { createStore } from '../browser/store.ts';

interface Toast {
  readonly id: number;
  readonly text: string;
}

const SHOWN_MILLISECONDS = 6000;
const toasts = createStore<readonly Toast[]>([]);
let made = 0;

/** Says in a sentence that something was done: shown for a while, and read out. */
export function say(text: string): void {
  const id = ++made;
  toasts.set([...toasts.get().slice(-2), { id, text }]);
  setTimeout(() => toasts.set(toasts.get().filter((toast) => toast.id !== id)), SHOWN_MILLISECONDS);
}

export function Toasts() {
  return (
    <div class="toasts" role="status">
      {toasts.use().map(({ id, text }) => (
        <div class="toast" key={id}>
          {text}
        </div>
      ))}
    </div>
  );
}
