import { type Counted, type CountRow, requestCounts } from './log-counts.ts';
import { type WriteBehind, type WriteBehindParts, writeBehind } from './write-behind.ts';

interface CountedWritesParts<T> extends Omit<WriteBehindParts<T>, 'write'> {
  readonly countedAs: (one: T) => Counted;
  /** @throws where nothing of either was written */
  readonly write: (batch: readonly T[], counts: readonly CountRow[]) => Promise<void>;
}

/**
 * Rows written behind, with the counts of all that came: those that are dropped are counted with the next batch, and a
 * count that could not be written is kept for it.
 */
export function countedWrites<T extends { readonly id: string }>(parts: CountedWritesParts<T>): WriteBehind<T> {
  const counts = requestCounts();
  const written = writeBehind<T>({
    ...parts,
    async write(batch) {
      const taken = counts.take();
      try {
        await parts.write(batch, taken);
      } catch (error) {
        counts.putBack(taken);
        throw error;
      }
    },
  });
  return {
    ...written,
    add(one) {
      counts.add(parts.countedAs(one));
      written.add(one);
    },
  };
}
