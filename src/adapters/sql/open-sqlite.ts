import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type Dialect, SqliteAdapter, type SqliteDatabase, SqliteDialect } from 'kysely';
import { DatabaseCorruptError } from '../../ports/errors.ts';
import { keepCheckpoints } from './checkpoints.ts';
import { fromSqlite, unavailable } from './errors.ts';
import { connect } from './sqlite-connection.ts';
import { toStorable } from './values.ts';
import { CHECKED, type Checking, checkBeside } from './whole-check.ts';

/** A file up to this size is checked before it is served: that takes a fraction of a second. */
const CHECKED_AT_ONCE_BYTES = 8 * 2 ** 20;

/**
 * Opens an SQLite file, made where there is none (mode 0600), and checks it from end to end: before it is served, or
 * beside that where it is large. Once damage is found, nothing is served any more.
 * Every commit is synced to disk before it is answered.
 * @throws DatabaseCorruptError, UnavailableError
 */
export async function openSqlite(path: string): Promise<SqliteFile> {
  const { DatabaseSync } = await import('node:sqlite');
  try {
    if (!existsSync(path)) create(path, DatabaseSync);
    // SQLite would take an emptied file for a new database.
    if (statSync(path).size === 0) throw new DatabaseCorruptError(`The database ${path}`, 'the file is empty');
    const database = connect(DatabaseSync, path);
    let isChecked: boolean;
    try {
      isChecked = statSync(path).size <= CHECKED_AT_ONCE_BYTES;
      if (isChecked) assertWhole(database, path);
    } catch (error) {
      database.close();
      throw error;
    }
    return sqliteDialect(database, path, isChecked ? undefined : checkBeside(path));
  } catch (error) {
    throw fromSqlite(error, path);
  }
}

/** A file appears under its name only when it is a database: an empty one is damage, never a start that was cut off. */
function create(path: string, Database: typeof DatabaseSync): void {
  const fresh = `${path}.new`;
  for (const left of [fresh, `${fresh}-wal`, `${fresh}-shm`]) rmSync(left, { force: true });
  closeSync(openSync(fresh, 'wx', 0o600));
  const database = new Database(fresh);
  database.exec('pragma journal_mode = wal; pragma user_version = 1');
  database.close();
  renameSync(fresh, path);
  syncDirectory(dirname(path));
}

/** Makes a rename last through a power cut. Windows has no handles of directories. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * A damaged index hides rows that are there, so each index is compared with its table, which `quick_check` would not do.
 * @throws DatabaseCorruptError
 */
function assertWhole(database: DatabaseSync, path: string): void {
  const [found] = database.prepare('pragma integrity_check(1)').all() as { integrity_check: string }[];
  if (found?.integrity_check !== 'ok') {
    throw new DatabaseCorruptError(`The database ${path}`, found?.integrity_check ?? 'no answer to integrity_check');
  }
}

/** SQLite can change its schema in a transaction, which Kysely's own adapter does not say. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** The dialect of a file that is open. */
export interface SqliteFile extends Dialect {
  /** The check that is made beside. */
  readonly checking: Checking;
}

class TransactionalSqliteDialect extends SqliteDialect implements SqliteFile {
  readonly checking: Checking;

  constructor(database: SqliteDatabase, checking: Checking) {
    super({ database });
    this.checking = checking;
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

/** Kysely's dialect over a database that is open; errors come out as those of the ports. */
export function sqliteDialect(database: DatabaseSync, path: string, checking = CHECKED): SqliteFile {
  const inode = statSync(path).ino;
  let damage: unknown;
  checking.done.catch((error) => {
    if (error instanceof DatabaseCorruptError) damage = error;
  });

  /** Writes to a file that was moved or removed would be lost with the process, so they are refused. */
  function assertInPlace(): void {
    if (statSync(path).ino !== inode) throw unavailable('away', path, 'another file took its place');
  }

  function translated<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw fromSqlite(error, path);
    }
  }

  const checkpoints = keepCheckpoints(database);
  const four: SqliteDatabase = {
    close() {
      checkpoints.end();
      database.close();
    },
    prepare(text) {
      // SQLite may have rolled back by itself (a full disk): the error that ended the transaction is the one to tell.
      if (text === 'rollback' && !database.isTransaction) return NOTHING;
      if (damage !== undefined && text !== 'rollback') throw damage;
      if (!/^(select|rollback)\b/.test(text)) translated(assertInPlace);
      const statement = translated(() => database.prepare(text));
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => translated(() => statement.all(...bound(parameters))),
        run: (parameters) => translated(() => statement.run(...bound(parameters))),
        iterate: (parameters) => statement.iterate(...bound(parameters)),
      };
    },
  };
  return new TransactionalSqliteDialect(four, checking);
}

const bound = (parameters: readonly unknown[]) => parameters.map(toStorable) as SQLInputValue[];

const NOTHING: ReturnType<SqliteDatabase['prepare']> = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};
