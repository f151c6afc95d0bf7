/** A map that holds so many entries and no more: when one is added beyond that, the one used longest ago goes. */
export class BoundedMap<V extends NonNullable<unknown>> {
  readonly #entries = new Map<string, V>();
  readonly #limit: number;
  /** Used last: to use it once more changes nothing. */
  #newest: string | undefined;

  /** @param limit entries at the most; with 0 it forgets each one at once */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The value; to get it is a use. */
  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined && key !== this.#newest) this.set(key, value);
    return value;
  }

  /** The value, without counting as a use. */
  peek(key: string): V | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#newest = key;
    if (this.#entries.size <= this.#limit) return;
    const [oldest = key] = this.#entries.keys();
    this.#entries.delete(oldest);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
