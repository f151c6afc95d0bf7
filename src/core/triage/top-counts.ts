export interface Counted {
  readonly id: string;
  /** Exact, or a least number where `isAtLeast` says so. */
  readonly count: number;
  readonly isAtLeast: boolean;
}

interface Counter {
  count: number;
  /** How many may have been there before it was counted. */
  readonly missed: number;
}

const SHOWN = 20;
const KEPT = 1000;
const LONGEST_ID = 80;

/**
 * The names that come most often among any number of them, in fixed memory: exact up to 2,000 names. With more, those
 * with the fewest are dropped, and a name that comes (again) after that may have been missed as often as the one that
 * was dropped with the most: its count is a least number. After Metwally, Agrawal, El Abbadi, "Efficient Computation
 * of Frequent and Top-k Elements in Data Streams" (Space-Saving, 2005): a name with more than one in 1,000 is there.
 */
export class TopCounts {
  readonly #counters = new Map<string, Counter>();
  #total = 0;
  #missed = 0;

  add(id: string): void {
    this.#total++;
    const known = this.#counters.get(id);
    if (known !== undefined) known.count++;
    else if (id.length <= LONGEST_ID) {
      if (this.#counters.size >= 2 * KEPT) this.#drop();
      this.#counters.set(id, { count: 1, missed: this.#missed });
    }
  }

  /** The first 20, by what is known of them. */
  top(): Counted[] {
    return [...this.#counters]
      .sort(([, one], [, other]) => other.count - one.count)
      .slice(0, SHOWN)
      .map(([id, { count, missed }]) => ({ id, count, isAtLeast: missed > 0 }));
  }

  /** All that `top` leaves out. */
  get others(): number {
    return this.top().reduce((rest, { count }) => rest - count, this.#total);
  }

  #drop(): void {
    const byMost = [...this.#counters].sort(([, one], [, other]) => mostOf(other) - mostOf(one));
    for (const [id, counter] of byMost.slice(KEPT)) {
      this.#missed = Math.max(this.#missed, mostOf(counter));
      this.#counters.delete(id);
    }
  }
}

function mostOf({ count, missed }: Counter): number {
  return count + missed;
}
