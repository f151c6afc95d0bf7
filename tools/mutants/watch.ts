import { entries, sizeOfEntries } from './ledger.ts';

const LOOK_MS = 500;

/** Ends the worker that says nothing for longer than it said it would. */
export function watchOver(folder: string): { stop(): void } {
  let size = -1;
  let heardAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const sizeNow = sizeOfEntries(folder);
    if (sizeNow !== size) {
      size = sizeNow;
      heardAt = now;
      return;
    }
    if (now - heardAt < 10 * LOOK_MS) return;
    const last = entries(folder).findLast((entry) => entry.is === 'alive');
    if (last && now - heardAt > last.patienceMs) process.kill(last.pid, 'SIGKILL');
  }, LOOK_MS);
  return { stop: () => clearInterval(timer) };
}
