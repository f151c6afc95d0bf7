import { accessSync, chmodSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { DataDirectoryInUseError, DataDirectoryNotWritableError, LockFileDamagedError } from '../../ports/errors.ts';
import { makeDirectory } from './make-directory.ts';
import { reasonOf } from './reason.ts';

export interface DataDirectory {
  /** Absolute. */
  readonly path: string;
  release(): void;
}

/** A lock lives as long as its handle: what is held here is not collected. */
const held = new Set<DatabaseSync>();
const SQLITE_BUSY = 5;
/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const SQLITE_DAMAGED: readonly number[] = [11, 26];
const DISK_FULL = ['ENOSPC', 'EDQUOT'];

/**
 * Makes this process the only one that works in the directory, made where there is none (mode 0700). The lock is the
 * operating system's, on a file in it: it ends with the process, however that ends.
 * @throws DataDirectoryInUseError, DataDirectoryNotWritableError, LockFileDamagedError
 */
export async function claimDataDirectory(directory: string): Promise<DataDirectory> {
  const { DatabaseSync } = await import('node:sqlite');
  const path = resolve(directory);
  const ownerFile = join(path, 'owner.json');
  try {
    makeDirectory(path);
    accessSync(path, constants.W_OK);
  } catch (cause) {
    // Nobody can write to a disk that is read-only, so nothing has to be locked.
    if (codeOf(cause) === 'EROFS' && existsSync(path)) return { path, release() {} };
    throw new DataDirectoryNotWritableError(path, reasonOf(cause), { cause });
  }
  const lock = take(path, ownerFile, DatabaseSync);
  try {
    writeFileSync(ownerFile, `${JSON.stringify({ pid: process.pid })}\n`, { mode: 0o600 });
  } catch (cause) {
    // The name is for those who come second; the lock is what keeps them out.
    if (!DISK_FULL.includes(codeOf(cause) ?? '')) {
      lock.close();
      throw new DataDirectoryNotWritableError(path, reasonOf(cause), { cause });
    }
  }
  held.add(lock);
  return {
    path,
    release() {
      if (!held.delete(lock)) return;
      rmSync(ownerFile, { force: true });
      lock.close();
    },
  };
}

/** SQLite's exclusive lock on a file of its own works alike on every system, across containers too. */
function take(path: string, ownerFile: string, Database: typeof DatabaseSync): DatabaseSync {
  const file = join(path, 'lock.db');
  let lock: DatabaseSync | undefined;
  try {
    lock = new Database(file, { timeout: 0 });
    // Nothing is ever written to it: a full disk must not keep the lock from being taken.
    lock.exec('pragma journal_mode = memory; begin exclusive');
    // Whoever can open the file can hold the lock.
    chmodSync(file, 0o600);
    return lock;
  } catch (cause) {
    lock?.close();
    const errcode = ((cause as { errcode?: number }).errcode ?? 0) % 256;
    if (errcode === SQLITE_BUSY) throw new DataDirectoryInUseError(path, ownerOf(ownerFile));
    if (SQLITE_DAMAGED.includes(errcode)) throw new LockFileDamagedError(file, { cause });
    throw new DataDirectoryNotWritableError(path, reasonOf(cause), { cause });
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

function ownerOf(ownerFile: string): number | null {
  try {
    const { pid } = JSON.parse(readFileSync(ownerFile, 'utf8')) as { pid?: unknown };
    return typeof pid === 'number' ? pid : null;
  } catch {
    // The owner has the lock and has not yet written its name.
    return null;
  }
}
