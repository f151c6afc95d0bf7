/** How often a change may be met more than without it, before what goes on is called endless. */
const ROUNDS_FACTOR = 100;
const ROUNDS_AT_LEAST = 10_000;
const ROUNDS_UNKNOWN = 20_000_000;

/** A change that leads into a loop without an end. */
export class EndlessError extends Error {
  override name = 'EndlessError';
}

/** The switches behind which the changes of woven sources stand; at most one is on. */
export class Switches {
  #on = -1;
  #met = 0;
  #limit = 0;
  #counts = new Map<number, number>();

  /** What the woven sources ask. @throws EndlessError where the one that is on is asked for without end */
  readonly ask = (id: number): boolean => {
    if (id !== this.#on) {
      if (this.#on < 0) this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
      return false;
    }
    this.#met += 1;
    if (this.#met > this.#limit) throw new EndlessError('The change leads into a loop without an end');
    return true;
  };

  get isEndless(): boolean {
    return this.#met > this.#limit;
  }

  /** The changes that were met while none was on, since the last call, and how often each. */
  takeCounts(): ReadonlyMap<number, number> {
    const counts = this.#counts;
    this.#counts = new Map();
    return counts;
  }

  turnOn(id: number, metWithoutIt?: number): void {
    this.#on = id;
    this.#met = 0;
    this.#limit = metWithoutIt === undefined ? ROUNDS_UNKNOWN : ROUNDS_AT_LEAST + ROUNDS_FACTOR * metWithoutIt;
  }

  turnOff(): void {
    this.#on = -1;
  }
}
