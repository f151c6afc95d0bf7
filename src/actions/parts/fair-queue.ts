/** What waits for its turn, by the network that it came from and the application that it names. */
export interface FairQueue<T> {
  readonly size: number;
  /** @returns what has to go, where the queue is full: of the network, and there of the application, with the most waiting */
  add(network: string, application: string, one: T): T | undefined;
  /** The next one: networks take turns, and so do the applications of a network. */
  take(): T | undefined;
  /** Takes this one out of its turn. @returns whether it waited */
  remove(one: T): boolean;
}

interface Lane<T> {
  size: number;
  readonly applications: Map<string, T[]>;
}

/** A queue of at most `limit`, in which nobody's flood takes another's turn. */
export function fairQueue<T>(limit: number): FairQueue<T> {
  const networks = new Map<string, Lane<T>>();
  let size = 0;

  /** Takes one out; `pick` says which of its application's. */
  function takeFrom(network: string, application: string, pick: (waiting: T[]) => T | undefined): T | undefined {
    const lane = networks.get(network);
    const waiting = lane?.applications.get(application);
    const one = waiting && pick(waiting);
    if (lane === undefined || waiting === undefined || one === undefined) return undefined;
    size--;
    lane.size--;
    // Who had a turn goes to the end of the row.
    lane.applications.delete(application);
    if (waiting.length > 0) lane.applications.set(application, waiting);
    networks.delete(network);
    if (lane.size > 0) networks.set(network, lane);
    return one;
  }

  function makeRoom(network: string, application: string, one: T): T | undefined {
    const fullest = mostOf(networks, ({ size: count }) => count, network);
    const lane = networks.get(fullest) as Lane<T>;
    const own = fullest === network ? application : undefined;
    const longest = mostOf(lane.applications, ({ length }) => length, own);
    return longest === own ? one : takeFrom(fullest, longest, (waiting) => waiting.pop());
  }

  return {
    get size() {
      return size;
    },
    add(network, application, one) {
      const dropped = size < limit ? undefined : makeRoom(network, application, one);
      if (dropped === one) return one;
      const lane: Lane<T> = networks.get(network) ?? { size: 0, applications: new Map() };
      const waiting = lane.applications.get(application) ?? [];
      waiting.push(one);
      lane.applications.set(application, waiting);
      lane.size++;
      networks.set(network, lane);
      size++;
      return dropped;
    },
    take() {
      const [next] = networks;
      const [application] = next?.[1].applications.keys() ?? [];
      if (next === undefined || application === undefined) return undefined;
      return takeFrom(next[0], application, (waiting) => waiting.shift());
    },
    remove(one) {
      for (const [network, { applications }] of networks) {
        for (const [application, waiting] of applications) {
          const at = waiting.indexOf(one);
          if (at >= 0) return takeFrom(network, application, () => waiting.splice(at, 1)[0]) !== undefined;
        }
      }
      return false;
    },
  };
}

/** The name with the most, where one more comes to `own`, which gives way first. */
function mostOf<V>(lanes: ReadonlyMap<string, V>, countOf: (lane: V) => number, own: string | undefined): string {
  const ownLane = own === undefined ? undefined : lanes.get(own);
  let name = own ?? '';
  let most = own === undefined ? 0 : (ownLane === undefined ? 0 : countOf(ownLane)) + 1;
  for (const [other, lane] of lanes) {
    if (other === own || countOf(lane) <= most) continue;
    name = other;
    most = countOf(lane);
  }
  return name;
}
