import { setTimeout as delay } from 'node:timers/promises';

export interface WriteBehindParts<T> {
  /** How many may wait to be written; more are dropped and counted. */
  readonly queueLimit: number;
  /** How many go into one transaction: the event loop turns between two. */
  readonly batchSize: number;
  /** How long a row waits for others, where they do not fill a batch before; 0 is one turn of the event loop. */
  readonly delayMilliseconds: number;
  /** @throws where nothing of the batch was written */
  readonly write: (batch: readonly T[]) => Promise<void>;
  /** Lets the oldest go, after each `pruneEvery` rows; absent where whoever writes does so. */
  readonly prune?: () => Promise<void>;
  readonly pruneEvery?: number;
  /** How many one row counts as, where it is dropped; 1 by default. */
  readonly countOf?: (one: T) => number;
}

export interface WriteBehind<T> {
  add(one: T): void;
  /** What waits to be written, by id. */
  waiting(id: string): T | undefined;
  /** Writes what waits now, without delay; not what is added meanwhile. */
  settled(): Promise<void>;
  dropped(): number;
}

/** Rows written behind, in batches: nobody waits for them, and those that the database does not take are counted. */
export function writeBehind<T extends { readonly id: string }>(parts: WriteBehindParts<T>): WriteBehind<T> {
  /** Oldest first. */
  const pending = new Map<string, T>();
  /** The batch under way, for as long as anything is pending. */
  let writing: Promise<void> | undefined;
  let delaying = new AbortController();
  /** How many wait for what is pending to be written. */
  let hurrying = 0;
  let dropped = 0;
  let sincePrune = 0;
  const { countOf = () => 1 } = parts;

  async function writeBatch(): Promise<void> {
    await due();
    const batch = first(pending.values(), parts.batchSize);
    try {
      await parts.write(batch);
      sincePrune += batch.length;
    } catch {
      for (const one of batch) dropped += countOf(one);
    }
    await pruneNowAndThen();
    for (const { id } of batch) pending.delete(id);
    writing = pending.size > 0 ? writeBatch() : undefined;
  }

  async function due(): Promise<void> {
    await new Promise(setImmediate);
    if (parts.delayMilliseconds === 0 || hurrying > 0 || pending.size >= parts.batchSize) return;
    delaying = new AbortController();
    // An end before its time is no fault: somebody waits.
    await delay(parts.delayMilliseconds, undefined, { signal: delaying.signal, ref: false }).catch(() => {});
  }

  /** Not for every row: counting would cost more than the row. */
  async function pruneNowAndThen(): Promise<void> {
    if (parts.prune === undefined || sincePrune < (parts.pruneEvery ?? 0)) return;
    try {
      await parts.prune();
      sincePrune = 0;
    } catch {
      // The count stays, so the next batch tries again.
    }
  }

  return {
    add(one) {
      if (pending.size >= parts.queueLimit) {
        dropped += countOf(one);
        return;
      }
      pending.set(one.id, one);
      writing ??= writeBatch();
      // A full batch gains nothing by waiting: many of them at once would hold up the answers.
      if (pending.size === parts.batchSize) delaying.abort();
    },
    waiting: (id) => pending.get(id),
    async settled() {
      const last = [...pending.keys()].at(-1);
      hurrying++;
      delaying.abort();
      while (last !== undefined && pending.has(last)) await writing;
      hurrying--;
    },
    dropped: () => dropped,
  };
}

function first<T>(values: Iterable<T>, count: number): T[] {
  const found: T[] = [];
  for (const value of values) {
    if (found.length === count) break;
    found.push(value);
  }
  return found;
}
