import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FileExistsError, FileNotWritableError } from '../../ports/errors.ts';
import { reasonOf } from './reason.ts';

/**
 * Writes a new file that only its owner can read (mode 0600). No file is ever written over; the text appears under the
 * name whole or not at all, however the process ends, and is on disk when this returns.
 * @throws FileExistsError, FileNotWritableError
 */
export function writeSecretFile(path: string, text: string): void {
  const part = partOf(path);
  try {
    inPlace(path, () => {
      writeSynced(part, text);
      giveName(part, path);
    });
  } finally {
    if (existsSync(part)) rmSync(part);
  }
  if (process.platform !== 'win32') sync(dirname(path));
}

/**
 * The same for a file that `fill` writes: it is handed the path of an empty one, and the file appears under its own name
 * when it is done.
 * @throws FileExistsError, FileNotWritableError, and what `fill` throws
 */
export async function fillSecretFile<T>(path: string, fill: (part: string) => Promise<T>): Promise<T> {
  if (existsSync(path)) throw new FileExistsError(path);
  const part = partOf(path);
  try {
    inPlace(path, () => closeSync(openSync(part, 'wx', 0o600)));
    const filled = await fill(part);
    inPlace(path, () => {
      // Windows syncs no file that is open for reading alone.
      sync(part, 'r+');
      giveName(part, path);
    });
    if (process.platform !== 'win32') sync(dirname(path));
    return filled;
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(part + end, { force: true });
  }
}

/** Says from its name what it was to be: a process that is killed leaves it behind. */
const partOf = (path: string) => join(dirname(path), `.${basename(path)}.${randomUUID()}.part`);

function inPlace(path: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw told(path, cause);
  }
}

function told(path: string, cause: unknown): Error {
  if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return new FileExistsError(path, { cause });
  return new FileNotWritableError(path, reasonOf(cause), { cause });
}

/** A link never takes the place of a file, as a rename would. */
function giveName(part: string, path: string): void {
  try {
    linkSync(part, path);
  } catch (error) {
    if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    // FAT and some network shares have no links: there the name is taken first, and then given what was written.
    closeSync(openSync(path, 'wx', 0o600));
    try {
      renameSync(part, path);
    } catch (cause) {
      rmSync(path);
      throw cause;
    }
  }
}

/** What systems answer where a file cannot have a second name (link(2)). */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** Makes a file, or the names in a directory, last through a power cut. */
function sync(path: string, flags: 'r' | 'r+' = 'r'): void {
  const handle = openSync(path, flags);
  fsyncSync(handle);
  closeSync(handle);
}

function writeSynced(path: string, text: string): void {
  const handle = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
