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

  /** @param at the place among what waits of the application; -1 is the last */
  function takeOut(network: string, application: string, at: number): T | undefined {
    const lane = networks.get(network) as Lane<T>;
    const waiting = lane.applications.get(application) as T[];
    const [one] = waiting.splice(at, 1);
    size--;
    lane.size--;
    if (waiting.length === 0) lane.applications.delete(application);
    if (lane.size === 0) networks.delete(network);
    return one;
  }

  function makeRoom(network: string, application: string): T | undefined {
    const fullest = mostOf(networks, ({ size: count }) => count, network);
    const { applications } = networks.get(fullest) as Lane<T>;
    return takeOut(
      fullest,
      mostOf(applications, ({ length }) => length, application),
      -1,
    );
  }

  return {
    get size() {
      return size;
    },
    add(network, application, one) {
      const lane: Lane<T> = networks.get(network) ?? { size: 0, applications: new Map() };
      const waiting = lane.applications.get(application) ?? [];
      waiting.push(one);
      lane.applications.set(application, waiting);
      lane.size++;
      networks.set(network, lane);
      size++;
      return size > limit ? makeRoom(network, application) : undefined;
    },
    take() {
      for (const [network, lane] of networks) {
        for (const [application, waiting] of lane.applications) {
          const one = takeOut(network, application, 0);
          // Who had a turn goes to the end of the row.
          if (waiting.length > 0) putLast(lane.applications, application, waiting);
          if (lane.size > 0) putLast(networks, network, lane);
          return one;
        }
      }
      return undefined;
    },
    remove(one) {
      for (const [network, { applications }] of networks) {
        for (const [application, waiting] of applications) {
          const at = waiting.indexOf(one);
          if (at < 0) continue;
          takeOut(network, application, at);
          return true;
        }
      }
      return false;
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
