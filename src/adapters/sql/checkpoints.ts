import type { DatabaseSync } from 'node:sqlite';

/** How long what was committed may lie in the write-ahead log alone: soon after the start, then each minute. */
const FIRST_CHECKPOINT_MS = 2000;
const CHECKPOINT_MS = 60_000;

/**
 * SQLite copies its write-ahead log into the database when a thousand pages are in it, which a small registry does not
 * reach: without this, everything would be in that log alone, and lost with it.
 */
export function keepCheckpoints(database: DatabaseSync): { end(): void } {
  const after = (milliseconds: number) => {
    const timer = setTimeout(() => {
      try {
        // In a transaction it would be refused: that is over in a moment.
        if (!database.isTransaction) database.exec('pragma wal_checkpoint(passive)');
        next = after(database.isTransaction ? FIRST_CHECKPOINT_MS : CHECKPOINT_MS);
      } catch {
        // A full disk, or one that fails: the next write tells it, and what is in the log stays there.
        next = after(CHECKPOINT_MS);
      }
    }, milliseconds);
    return timer.unref();
  };
  let next = after(FIRST_CHECKPOINT_MS);
  return { end: () => clearTimeout(next) };
}
