import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { BackupContents } from '../../ports/backup.ts';
import {
  BackupUnusableError,
  DatabaseCorruptError,
  FileNotWritableError,
  SchemaTooNewError,
} from '../../ports/errors.ts';
import { fromSqlite } from './errors.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { connectReadOnly, isOnReadOnlyDisk } from './sqlite-connection.ts';

/** What a backup is without: the request log, and who is signed in. */
const LEFT_OUT = ['reports', 'accepted_requests', 'sessions'];
/** All pages in one step: a copy in several begins again whenever another process writes. */
const ALL_PAGES = 2 ** 31 - 1;
const BUSY_TIMEOUT_MS = 5000;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;
/** SQLITE_ERROR, of a schema that no program wrote, and SQLITE_CORRUPT. */
const SQLITE_DAMAGED: readonly number[] = [1, 11];
const KNOWN_VERSION = Math.max(...Object.keys(MIGRATIONS).map((name) => Number(name.slice(0, 4))));

/**
 * Copies an SQLite database that may be in use, as it is at one moment, into `copy`, a file that is there and empty;
 * writers go on meanwhile. What is copied is checked. The copy is one file, without the request log and the sessions.
 * @param name how the owner will know the copy
 * @throws DatabaseCorruptError, SchemaTooNewError, UnavailableError; FileNotWritableError where there is no room for it
 */
export async function backUpSqlite(path: string, copy: string, name: string): Promise<BackupContents> {
  const { DatabaseSync, backup } = await import('node:sqlite');
  try {
    const source = isOnReadOnlyDisk(path)
      ? connectReadOnly(DatabaseSync, path)
      : new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    try {
      await backup(source, copy, { rate: ALL_PAGES });
    } finally {
      source.close();
    }
    return withDatabase(new DatabaseSync(copy), (database) => {
      const fault = faultOf(database);
      if (fault !== undefined) throw new DatabaseCorruptError(`The database ${path}`, fault);
      const contents = contentsOf(database);
      if (contents === undefined) throw new DatabaseCorruptError(`The database ${path}`, 'it has no schema version');
      // No second file beside it, and nothing of what is left out in free space.
      database.exec('pragma journal_mode = delete');
      for (const table of LEFT_OUT) if (hasTable(database, table)) database.exec(`delete from ${table}`);
      database.exec('vacuum');
      return contents;
    });
  } catch (error) {
    if (codeOf(error) === SQLITE_FULL) {
      throw new FileNotWritableError(name, 'no space is left on the device', { cause: error });
    }
    throw fromSqlite(error, path);
  }
}

/**
 * Reads a backup from end to end. @param path where it lies @param name how its owner knows it
 * @throws BackupUnusableError, SchemaTooNewError
 */
export async function readBackup(path: string, name: string): Promise<BackupContents> {
  const { DatabaseSync } = await import('node:sqlite');
  if (statSync(path).size === 0) throw new BackupUnusableError(name, 'is empty');
  try {
    return withDatabase(new DatabaseSync(path), (database) => {
      const fault = faultOf(database);
      if (fault !== undefined) throw new BackupUnusableError(name, `is damaged (${fault})`);
      const contents = contentsOf(database);
      if (contents === undefined) throw new BackupUnusableError(name, 'is a database of another program');
      database.exec('pragma journal_mode = delete');
      return contents;
    });
  } catch (error) {
    const code = codeOf(error);
    const cause = { cause: error };
    if (code === SQLITE_NOTADB) throw new BackupUnusableError(name, 'is not a backup of Mintmark', cause);
    if (SQLITE_DAMAGED.includes(code)) {
      throw new BackupUnusableError(name, `is damaged (${(error as Error).message})`, cause);
    }
    throw fromSqlite(error, path);
  }
}

function withDatabase<T>(database: DatabaseSync, work: (database: DatabaseSync) => T): T {
  try {
    database.exec('pragma trusted_schema = off; pragma cell_size_check = on');
    return work(database);
  } finally {
    database.close();
  }
}

/** Primary result code of SQLite; 0 of another error. */
const codeOf = (error: unknown): number => ((error as { errcode?: number }).errcode ?? 0) & 0xff;

/** A damaged index hides rows that are there, so each is compared with its table. */
function faultOf(database: DatabaseSync): string | undefined {
  const found = database.prepare('pragma integrity_check(1)').get()?.['integrity_check'];
  return found === 'ok' ? undefined : String(found ?? 'no answer to integrity_check');
}

/** @returns `undefined` where no Mintmark made it. @throws SchemaTooNewError */
function contentsOf(database: DatabaseSync): BackupContents | undefined {
  if (!hasTable(database, 'kysely_migration') || !hasTable(database, 'applications')) return undefined;
  const last = database.prepare('select max(name) as name from kysely_migration').get()?.['name'];
  const schemaVersion = Number(String(last).slice(0, 4));
  if (!(schemaVersion > 0)) return undefined;
  if (schemaVersion > KNOWN_VERSION) throw new SchemaTooNewError(schemaVersion, KNOWN_VERSION);
  const factors = hasTable(database, 'second_factors')
    ? database.prepare(`select * from second_factors where confirmed_ms is not null`).all()
    : [];
  return {
    schemaVersion,
    accounts: count(database, 'accounts'),
    applications: count(database, 'applications'),
    people: count(database, 'people'),
    secondFactors: factors.map((row) => ({
      personId: String(row['person_id']),
      // Before they were sealed the column had another name.
      sealedSecret: String(row['sealed_secret'] ?? row['secret']),
    })),
  };
}

/** Not every earlier version has every table. */
const count = (database: DatabaseSync, table: string): number =>
  hasTable(database, table) ? Number(database.prepare(`select count(*) as count from ${table}`).get()?.['count']) : 0;

const hasTable = (database: DatabaseSync, table: string): boolean =>
  database.prepare("select 1 from sqlite_schema where type = 'table' and name = ?").get(table) !== undefined;
