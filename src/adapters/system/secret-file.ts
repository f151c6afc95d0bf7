import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
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
    // Unlike a rename, a link never takes the place of a file.
    linkSync(part, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw new FileExistsError(path, { cause });
    throw new FileNotWritableError(path, reasonOf(cause), { cause });
  } finally {
    if (existsSync(part)) rmSync(part);
  }
  if (process.platform !== 'win32') syncDirectory(dirname(path));
}

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
