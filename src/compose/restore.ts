import { accessSync, chmodSync, constants, copyFileSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readBackup } from '../adapters/sql/index.ts';
import { claimDataDirectory, fillSecretFile, reasonOf } from '../adapters/system/index.ts';
import {
  type BackupContents,
  BackupUnusableError,
  DataDirectoryNotEmptyError,
  FileNotWritableError,
} from '../ports/index.ts';
import { type BackupSettings, type SecretState, secretFor } from './backup.ts';
import { SECRET_FILE } from './server-secret.ts';
import { DATABASE_FILE } from './storage.ts';

export interface Restored {
  /** Absolute. */
  readonly data: string;
  readonly contents: BackupContents;
  readonly secret: SecretState;
}

/** What a directory may have in it and be empty: the secret that was put there first, the lock, and what a restore that was killed left. */
const NOTHING = [SECRET_FILE, 'lock.db', 'lock.db-journal', 'owner.json'];
const LEFT = /^\.mintmark\.db\..*\.part(-journal|-wal|-shm)?$/;

/**
 * Puts a backup into an empty data directory, made where there is none: checked from end to end first, and then whole
 * or not at all. The server's first start brings it to the newest schema.
 * @throws BackupUnusableError, SchemaTooNewError, DataDirectoryNotEmptyError, FileNotWritableError, ServerSecretError,
 * and what claiming the directory throws
 */
export async function restoreBackup(settings: BackupSettings, file: string): Promise<Restored> {
  assertReadable(file);
  assertEmpty(resolve(settings.data));
  const directory = await claimDataDirectory(settings.data);
  try {
    // Once more, now that nobody else works there.
    assertEmpty(directory.path);
    for (const name of readdirSync(directory.path)) if (LEFT.test(name)) rmSync(join(directory.path, name));
    const target = join(directory.path, DATABASE_FILE);
    const contents = await fillSecretFile(target, async (part) => {
      copy(file, part, target);
      return readBackup(part, file);
    });
    return { data: directory.path, contents, secret: secretFor(settings, contents) };
  } finally {
    directory.release();
  }
}

function assertReadable(file: string): void {
  const found = inWords(file, () => statSync(file, { throwIfNoEntry: false }));
  if (found === undefined) throw new BackupUnusableError(file, 'does not exist', undefined, 'Check its name');
  if (!found.isFile()) throw new BackupUnusableError(file, 'is not a regular file');
  // A copy of a database in use: without its log it may lack a revocation, and would not show it.
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) {
    throw new BackupUnusableError(
      file,
      `is a copy of a database in use, with its newest changes in ${file}-wal`,
      undefined,
      'Let mintmark backup make the copy',
    );
  }
}

function inWords<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new BackupUnusableError(file, `cannot be read (${reasonOf(cause)})`, { cause }, 'Let this user read it');
  }
}

function assertEmpty(path: string): void {
  if (!existsSync(path) || !statSync(path).isDirectory()) return;
  const found = readdirSync(path).find((name) => !NOTHING.includes(name) && !LEFT.test(name));
  if (found !== undefined) throw new DataDirectoryNotEmptyError(path, found);
}

function copy(file: string, part: string, target: string): void {
  inWords(file, () => accessSync(file, constants.R_OK));
  try {
    copyFileSync(file, part);
    // The copy took the mode of the backup with it.
    chmodSync(part, 0o600);
  } catch (cause) {
    throw new FileNotWritableError(target, reasonOf(cause), { cause });
  }
}
