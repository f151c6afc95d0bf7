import { fairQueue } from '../../core/encoding/fair-queue.ts';
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
  const queue = fairQueue<() => void>(limits.waiting);
  let running = 0;

  function wait({ network, name }: Asker, hasShare: boolean): Promise<void> {
    const isShareUsed =
      queue.waiting(network) * 2 >= limits.waiting || queue.waiting(network, name) * 4 >= limits.waiting;
    if (queue.size >= limits.waiting || (hasShare && isShareUsed)) {
      throw new UnavailableError('busy', 'Too many secrets are waiting to be checked. Try again in a second.');
    }
    return new Promise((resolve) => {
      queue.add(network, name, resolve);
    });
  }

  return async (job, asker = NOBODY) => {
    if (running < limits.parallel) running++;
    else await wait(asker, asker !== NOBODY);
    try {
      return await job();
    } finally {
      const go = queue.take();
      if (go) go();
      else running--;
    }
  };
}
