/** What waits for its turn, by the network that it came from and the name that it gives: of an application, an API key. */
export interface FairQueue<T> {
  readonly size: number;
  /** @returns what has to go, where the queue is full: of the network, and there of the name, with the most waiting */
  add(network: string, name: string, one: T): T | undefined;
  /** The next one: networks take turns, and so do the names of a network. */
  take(): T | undefined;
  /** Takes the first such one out of its turn. */
  remove(isOne: (one: T) => boolean): T | undefined;
  /** How many wait of a network, or of one name in it. */
  waiting(network: string, name?: string): number;
}

interface Lane<T> {
  size: number;
  readonly names: Map<string, T[]>;
}

/** A queue of at most `limit`, in which nobody's flood takes another's turn. */
export function fairQueue<T>(limit: number): FairQueue<T> {
  const networks = new Map<string, Lane<T>>();
  let size = 0;

  /** @param at the place among what waits of the name; -1 is the last */
  function takeOut(network: string, name: string, at: number): T | undefined {
    const lane = networks.get(network) as Lane<T>;
    const waiting = lane.names.get(name) as T[];
    const [one] = waiting.splice(at, 1);
    size--;
    lane.size--;
    if (waiting.length === 0) lane.names.delete(name);
    if (lane.size === 0) networks.delete(network);
    return one;
  }

  function makeRoom(network: string, name: string): T | undefined {
    const fullest = mostOf(networks, ({ size: count }) => count, network);
    const { names } = networks.get(fullest) as Lane<T>;
    return takeOut(
      fullest,
      mostOf(names, ({ length }) => length, name),
      -1,
    );
  }

  return {
    get size() {
      return size;
    },
    add(network, name, one) {
      const lane: Lane<T> = networks.get(network) ?? { size: 0, names: new Map() };
      const waiting = lane.names.get(name) ?? [];
      waiting.push(one);
      lane.names.set(name, waiting);
      lane.size++;
      networks.set(network, lane);
      size++;
      return size > limit ? makeRoom(network, name) : undefined;
    },
    take() {
      for (const [network, lane] of networks) {
        for (const [name, waiting] of lane.names) {
          const one = takeOut(network, name, 0);
          // Who had a turn goes to the end of the row.
          if (waiting.length > 0) putLast(lane.names, name, waiting);
          if (lane.size > 0) putLast(networks, network, lane);
          return one;
        }
      }
      return undefined;
    },
    remove(isOne) {
      for (const [network, { names }] of networks) {
        for (const [name, waiting] of names) {
          const at = waiting.findIndex(isOne);
          if (at >= 0) return takeOut(network, name, at);
        }
      }
      return undefined;
    },
    waiting(network, name) {
      const lane = networks.get(network);
      return (name === undefined ? lane?.size : lane?.names.get(name)?.length) ?? 0;
    },
  };
}

function putLast<V>(row: Map<string, V>, name: string, value: V): void {
  row.delete(name);
  row.set(name, value);
}

/** The name with the most; of several, `own` where it is one of them, or the first. */
function mostOf<V>(lanes: ReadonlyMap<string, V>, countOf: (lane: V) => number, own: string): string {
  let [name, most] = [own, 0];
  for (const [other, lane] of lanes) {
    const count = countOf(lane);
    if (count > most || (count === most && other === own)) [name, most] = [other, count];
  }
  return name;
}
