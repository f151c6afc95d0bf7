import { UnavailableError } from '../../ports/errors.ts';
import type { Asker } from '../../ports/secret-hashes.ts';

export interface TurnLimits {
  /** Jobs at once. */
  readonly parallel: number;
  /** Jobs that may wait; of one network, half of them, and with one name, a quarter. */
  readonly waiting: number;
}

/** For whom no share is set: who changes a password or signs in was counted before. */
const NOBODY: Asker = { network: '', name: '' };

/**
 * Runs a bounded number of jobs at once. The networks take turns, and in each the names: however many jobs a guesser
 * brings, that of somebody else waits for one of them, and not for all. What is too much is turned away.
 */
export function takeTurns(limits: TurnLimits): <T>(job: () => Promise<T>, asker?: Asker) => Promise<T> {
  /** Jobs that wait, by network and name; whose turn it is comes first, and nothing in it is empty. */
  const networks = new Map<string, Map<string, (() => void)[]>>();
  let running = 0;
  let waiting = 0;

  function wait(asker: Asker): Promise<void> {
    const names = networks.get(asker.network) ?? new Map<string, (() => void)[]>();
    const own = names.get(asker.name) ?? [];
    const ofNetwork = [...names.values()].reduce((sum, { length }) => sum + length, 0);
    const hasItsShare = ofNetwork * 2 >= limits.waiting || own.length * 4 >= limits.waiting;
    if (waiting >= limits.waiting || (asker !== NOBODY && hasItsShare)) {
      throw new UnavailableError('busy', 'Too many secrets are waiting to be checked. Try again in a second.');
    }
    networks.set(asker.network, names.set(asker.name, own));
    waiting++;
    return new Promise((resolve) => own.push(resolve));
  }

  /** Takes the next one out, and puts those beside it behind the others. */
  function next(): (() => void) | undefined {
    for (const [network, names] of networks) {
      for (const [name, jobs] of names) {
        const go = jobs.shift();
        names.delete(name);
        if (jobs.length > 0) names.set(name, jobs);
        networks.delete(network);
        if (names.size > 0) networks.set(network, names);
        waiting--;
        return go;
      }
    }
    return undefined;
  }

  return async (job, asker = NOBODY) => {
    if (running < limits.parallel) running++;
    else await wait(asker);
    try {
      return await job();
    } finally {
      const go = next();
      if (go) go();
      else running--;
    }
  };
}
