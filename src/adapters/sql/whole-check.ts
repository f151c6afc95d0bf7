import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DatabaseCorruptError } from '../../ports/errors.ts';
import { fromSqlite } from './errors.ts';

/** What the worker found: nothing, damage, or why it could not look. */
export interface WholeCheck {
  readonly damage?: string;
  readonly fault?: { readonly message: string; readonly errcode?: number };
}

export interface Checking {
  /** @throws DatabaseCorruptError, UnavailableError */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/** Where there is nothing to check any more. */
export const CHECKED: Checking = { done: Promise.resolve(), stop: async () => {} };

/**
 * Checks a database of any size beside the work with it, in a thread. The worker stands beside this module in the
 * sources, in what they are compiled to, and in the bundle.
 */
export function checkBeside(path: string): Checking {
  const module = new URL(`./check-whole${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
  const worker = new Worker(module, { workerData: { path } });
  worker.unref();
  const done = new Promise<void>((resolve, reject) => {
    worker.once('message', (found: WholeCheck) => {
      const error = errorOf(found, path);
      if (error === undefined) resolve();
      else reject(error);
    });
    worker.once('error', reject);
    // Stopped before it was done: whoever stopped it asks no longer.
    worker.once('exit', () => resolve());
  });
  // Who wants to know asks for it; nobody has to.
  done.catch(() => {});
  return {
    done,
    async stop() {
      await worker.terminate();
    },
  };
}

function errorOf({ damage, fault }: WholeCheck, path: string): unknown {
  if (damage !== undefined) return new DatabaseCorruptError(`The database ${path}`, damage);
  if (fault === undefined) return undefined;
  return fromSqlite(Object.assign(new Error(fault.message), fault), path);
}
