import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { WholeCheck } from './whole-check.ts';

/**
 * A worker that compares each table with its indexes, one after another: each is a transaction of its own, so that the
 * write-ahead log does not grow for as long as the whole takes.
 */
function check(path: string): WholeCheck {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    const tables = database.prepare("select name from sqlite_schema where type = 'table'").all() as { name: string }[];
    for (const { name } of tables) {
      const [found] = database.prepare(`pragma integrity_check('${name.replaceAll("'", "''")}')`).all() as {
        integrity_check: string;
      }[];
      if (found?.integrity_check !== 'ok') return { damage: found?.integrity_check ?? 'no answer to integrity_check' };
    }
    return {};
  } finally {
    database.close();
  }
}

function checkOrFault(path: string): WholeCheck {
  try {
    return check(path);
  } catch (error) {
    const { message, errcode } = error as Error & { errcode?: number };
    return { fault: { message, ...(errcode !== undefined && { errcode }) } };
  }
}

parentPort?.postMessage(checkOrFault((workerData as { readonly path: string }).path));
