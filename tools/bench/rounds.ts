/** One of several ways to do the same work. */
export interface Contender {
  readonly name: string;
  /** Does the work once; `turn` counts up, to choose among prepared inputs. */
  work(turn: number): unknown;
}

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export interface Standing {
  readonly name: string;
  /** How often the work was done per second of CPU time, all threads counted. */
  readonly perCpuSecond: Spread;
  /** That rate divided by the baseline's in the same round. */
  readonly ratio: Spread;
}

const ROUNDS = 9;
const BATCH_SECONDS = 0.12;

/**
 * Runs the contenders in interleaved rounds, the first one being the baseline. The order turns with each round, so
 * that no one always follows the same neighbour.
 */
export async function race(contenders: readonly Contender[]): Promise<readonly Standing[]> {
  const batches = new Map<Contender, number>();
  for (const contender of contenders) batches.set(contender, await calibrate(contender));
  const rates = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const turned = contenders.map((_, index) => contenders[(index + round) % contenders.length] as Contender);
    for (const contender of turned) {
      const times = batches.get(contender) as number;
      rates.get(contender)?.push(times / (await cpuSeconds(contender, times)));
    }
  }
  const [baseline] = contenders;
  if (baseline === undefined) return [];
  const base = rates.get(baseline) as number[];
  return contenders.map((contender) => {
    const own = rates.get(contender) as number[];
    return {
      name: contender.name,
      perCpuSecond: spread(own),
      ratio: spread(own.map((rate, i) => rate / (base[i] as number))),
    };
  });
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] as number;
  const middle = (sorted.length - 1) / 2;
  return { min: at(0), median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, max: at(sorted.length - 1) };
}

/** Warms up, and finds how often the work fits in one batch. */
async function calibrate(contender: Contender): Promise<number> {
  let times = 8;
  for (;;) {
    const seconds = await cpuSeconds(contender, times);
    if (seconds >= BATCH_SECONDS / 2) return Math.max(1, Math.round((times * BATCH_SECONDS) / seconds));
    times *= 2;
  }
}

async function cpuSeconds(contender: Contender, times: number): Promise<number> {
  const start = process.cpuUsage();
  for (let turn = 0; turn < times; turn += 1) {
    const done = contender.work(turn);
    if (done instanceof Promise) await done;
  }
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 1_000_000;
}
