/** So many of these, chosen by the seed, in their order. The same seed chooses the same ones. */
export function sampled<T>(all: readonly T[], count: number, seed: number): readonly T[] {
  const next = mulberry32(seed);
  return all
    .map((one, index) => ({ one, index, rank: next() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ one }) => one);
}

/** Mulberry32, a small generator of numbers from 0 to 1: good enough to choose, and the same on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
