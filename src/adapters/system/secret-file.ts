import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileExistsError, FileNotWritableError } from '../../ports/errors.ts';
import { reasonOf } from './reason.ts';

/**
 * Writes a new file that only its owner can read (mode 0600). The name is taken first, so that no file is ever written
 * over; the text appears under it whole or not at all, and is on disk when this returns.
 * @throws FileExistsError, FileNotWritableError
 */
export function writeSecretFile(path: string, text: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw new FileExistsError(path, { cause });
    throw new FileNotWritableError(path, reasonOf(cause), { cause });
  }
  const part = join(dirname(path), `.${randomUUID()}.part`);
  try {
    writeSynced(part, text);
    renameSync(part, path);
    if (process.platform !== 'win32') syncDirectory(dirname(path));
  } catch (cause) {
    for (const file of [part, path]) rmSync(file, { force: true });
    throw new FileNotWritableError(path, reasonOf(cause), { cause });
  }
}

/** Makes the rename last through a power cut. */
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
