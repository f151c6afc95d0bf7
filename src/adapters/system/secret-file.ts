import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileExistsError, FileNotWritableError } from '../../ports/errors.ts';
import { reasonOf } from './reason.ts';

/**
 * Writes a new file that only its owner can read (mode 0600). No file is ever written over; the text appears under the
 * name whole or not at all, however the process ends, and is on disk when this returns.
 * @throws FileExistsError, FileNotWritableError
 */
export function writeSecretFile(path: string, text: string): void {
  const part = join(dirname(path), `.${randomUUID()}.part`);
  try {
    writeSynced(part, text);
    giveName(part, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw new FileExistsError(path, { cause });
    throw new FileNotWritableError(path, reasonOf(cause), { cause });
  } finally {
    if (existsSync(part)) rmSync(part);
  }
  if (process.platform !== 'win32') syncDirectory(dirname(path));
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

/** Makes the name last through a power cut. */
function syncDirectory(path: string): void {
  const handle = openSync(path, 'r');
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
