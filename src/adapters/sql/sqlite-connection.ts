import { accessSync, constants, existsSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { UnavailableError } from '../../ports/errors.ts';

const BUSY_TIMEOUT_MS = 5000;
/** A file of 32 KB that connections share: it cannot be made, or made larger. */
const SQLITE_IOERR_SHMOPEN = 4618;
const SQLITE_IOERR_SHMSIZE = 4874;

/** `full`: every commit is synced to disk before it is answered. `normal`: those since a checkpoint may be lost in a power cut. */
type Synchronous = 'full' | 'normal';

/**
 * A connection. What is there is read where nothing can be
 * written, too: on a full disk, and on one that is read-only.
 */
export function connect(Database: typeof DatabaseSync, path: string, synchronous: Synchronous = 'full'): DatabaseSync {
  if (isOnReadOnlyDisk(path)) return connectReadOnly(Database, path);
  try {
    return configured(new Database(path, { timeout: BUSY_TIMEOUT_MS }), synchronous);
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode !== SQLITE_IOERR_SHMSIZE && errcode !== SQLITE_IOERR_SHMOPEN) throw error;
    // Alone with the file, it keeps in memory what connections would share.
    return configured(
      new Database(path, { timeout: BUSY_TIMEOUT_MS }),
      synchronous,
      'pragma locking_mode = exclusive;',
    );
  }
}

function configured(database: DatabaseSync, synchronous: Synchronous, first = ''): DatabaseSync {
  try {
    database.exec(`${first}
      pragma journal_mode = wal;
      pragma synchronous = ${synchronous};
      ${CHECKS}`);
    // The shared file is made by the first reading.
    database.exec('select 1 from sqlite_schema');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const CHECKS = `
  pragma foreign_keys = on;
  pragma cell_size_check = on;
  pragma trusted_schema = off`;

/** A worker has requests to answer: what it cannot read soon is read by the process that has the database. */
const BESIDE_TIMEOUT_MS = 100;

/** A connection that reads beside the process that has the file, each time what that one has committed. */
export function connectBeside(Database: typeof DatabaseSync, path: string): DatabaseSync {
  if (isOnReadOnlyDisk(path)) return connectReadOnly(Database, path);
  const database = new Database(path, { readOnly: true, timeout: BESIDE_TIMEOUT_MS });
  database.exec(CHECKS);
  return database;
}

/** Nobody can change the file, so it is read without locks, which could not be taken. */
export function connectReadOnly(Database: typeof DatabaseSync, path: string): DatabaseSync {
  // A log that is left has the newest changes, and cannot be read here: a revoked key would be accepted again.
  if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0) {
    throw new UnavailableError(
      'read-only',
      `The database ${path} is on a read-only disk, and its newest changes are still in ${path}-wal. Start once on a disk that can be written to.`,
    );
  }
  const url = pathToFileURL(path);
  url.search = '?immutable=1';
  const database = new Database(url, { readOnly: true });
  database.exec(CHECKS);
  return database;
}

export function isOnReadOnlyDisk(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EROFS';
  }
}
