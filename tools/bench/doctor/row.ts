/** One line of the table: what was measured, what came out, and whether it is what is wanted. */
export interface Row {
  readonly name: string;
  readonly result: string;
  readonly wanted: string;
  readonly met: boolean;
  /** What was missed, one a line; the first ones are printed. */
  readonly misses: readonly string[];
}

export function counted(name: string, right: number, of: number, least: number, misses: readonly string[]): Row {
  const share = of === 0 ? 0 : right / of;
  const wanted = least === 1 ? 'all' : `${least * 100} %`;
  return { name, result: `${right} of ${of}`, wanted, met: share >= least, misses };
}

/** Small and repeatable: numbers from 0 to 1, the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

export function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}
