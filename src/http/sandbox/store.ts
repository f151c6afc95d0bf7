/** A thing that the sandbox remembers: a user, a call. */
export type Item = { readonly id: string; readonly [member: string]: unknown };

const OWNER_LIMIT = 1000;
const ITEM_LIMIT = 1000;

/**
 * What callers made in the sandbox, in memory and bounded: the oldest go first. Each owner sees only its own.
 */
export class SandboxStore {
  readonly #owners = new Map<string, Map<string, Item>>();

  put(owner: string, kind: string, item: Item): void {
    const items = this.#of(owner, kind);
    items.set(item.id, item);
    dropOldest(items, ITEM_LIMIT);
  }

  get(owner: string, kind: string, id: string): Item | undefined {
    return this.#owners.get(`${kind} ${owner}`)?.get(id);
  }

  delete(owner: string, kind: string, id: string): boolean {
    return this.#owners.get(`${kind} ${owner}`)?.delete(id) ?? false;
  }

  /** Oldest first. */
  list(owner: string, kind: string): readonly Item[] {
    return [...(this.#owners.get(`${kind} ${owner}`)?.values() ?? [])];
  }

  #of(owner: string, kind: string): Map<string, Item> {
    const key = `${kind} ${owner}`;
    let items = this.#owners.get(key);
    if (!items) {
      items = new Map();
      this.#owners.set(key, items);
      dropOldest(this.#owners, OWNER_LIMIT);
    }
    return items;
  }
}

function dropOldest(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}
