const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Upper bounds in seconds. */
export const BUCKETS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10] as const;

/** Counts an answered request. `route` is one of the route table, never a path that was asked for: labels are bounded. */
export type CountAnswer = (method: string, route: string, status: number, seconds: number) => void;

/** How many answers of a route took how long; the last bucket has no upper bound. */
export interface RouteTimes {
  readonly sum: number;
  readonly buckets: readonly number[];
}

export interface AnswerCounts {
  /** By method, status and route, with spaces between. */
  readonly answered: ReadonlyMap<string, number>;
  readonly times: ReadonlyMap<string, RouteTimes>;
}

export interface AnswerCounter {
  readonly count: CountAnswer;
  /** Adds what another process counted. */
  add(counts: AnswerCounts): void;
  counts(): AnswerCounts;
  /** What was counted since the last time. */
  take(): AnswerCounts;
}

/** Counts answers, by numbers in memory. */
export function answerCounter(): AnswerCounter {
  let answered = new Map<string, number>();
  let times = new Map<string, { sum: number; readonly buckets: number[] }>();

  /** Answers of one kind, one after the other: counted by a number alone. */
  let run = { method: '', route: '', status: 0, count: 0, times: newTimes() };

  function timesOf(route: string) {
    let own = times.get(route);
    if (own === undefined) {
      own = newTimes();
      times.set(route, own);
    }
    return own;
  }

  function begin(method: string, route: string, status: number): void {
    endRun();
    run = { method, route, status, count: 0, times: timesOf(route) };
  }

  function endRun(): void {
    const { method, route, status, count } = run;
    if (count === 0) return;
    const labels = `${METHODS.has(method) ? method : 'other'} ${status} ${route}`;
    answered.set(labels, (answered.get(labels) ?? 0) + count);
    run.count = 0;
  }

  return {
    count(method, route, status, seconds) {
      if (status !== run.status || route !== run.route || method !== run.method) begin(method, route, status);
      run.count++;
      const own = run.times;
      own.sum += seconds;
      let bucket = 0;
      while (bucket < BUCKETS.length && seconds > (BUCKETS[bucket] as number)) bucket++;
      own.buckets[bucket] = (own.buckets[bucket] as number) + 1;
    },
    add(counts) {
      for (const [labels, count] of counts.answered) answered.set(labels, (answered.get(labels) ?? 0) + count);
      for (const [route, { sum, buckets }] of counts.times) {
        const own = timesOf(route);
        own.sum += sum;
        for (const [at, count] of buckets.entries()) own.buckets[at] = (own.buckets[at] as number) + count;
      }
    },
    counts() {
      endRun();
      return { answered, times };
    },
    take() {
      endRun();
      const taken = { answered, times };
      answered = new Map();
      times = new Map();
      // Its times have gone with the others.
      run = { ...run, status: 0 };
      return taken;
    },
  };
}

const newTimes = () => ({ sum: 0, buckets: new Array<number>(BUCKETS.length + 1).fill(0) });
