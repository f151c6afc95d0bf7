import { setTimeout as delay } from 'node:timers/promises';
import { lostToAnother } from './errors.ts';
import type { Db, Trx } from './schema.ts';

const ATTEMPTS = 5;

/**
 * Runs `work` as one transaction, and again where it lost to another one (deadlock, serialization). Its first statement
 * must write: that takes the lock that the reads after it rely on.
 */
export function transact<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  return untilNotLost(() => db.transaction().setIsolationLevel('read committed').execute(work));
}

/** Runs `work`, a statement or a transaction, again where it lost to another one. */
export async function untilNotLost<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !lostToAnother(error)) throw error;
      await delay(attempt * 10 * (0.5 + Math.random()));
    }
  }
}
