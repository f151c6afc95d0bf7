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
    const written = entries(folder);
    const last = written.findLast((entry) => entry.is === 'alive');
    const hasEnded = written.some((entry) => entry.is === 'ended');
    if (last && !hasEnded && now - heardAt > last.patienceMs) end(last.pid);
  }, LOOK_MS);
  return { stop: () => clearInterval(timer) };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
