import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { COUNT_COLUMNS, COUNT_KEY, type CountRow } from './log-counts.ts';
import type { Ask, LogTable, Query } from './log-query.ts';
import { COLUMNS } from './schema.ts';
import { connect } from './sqlite-connection.ts';
import { toStorable } from './values.ts';

/** Rows in the order in which they came: the oldest are the lowest, and an insert touches few pages. */
const SCHEMA = `
  create table if not exists reports (
    seq integer primary key, id text not null unique, at_ms integer not null, account_id text, application_id text,
    cause text not null, status integer not null, method text, path text, client_address text, user_agent text,
    body text not null
  );
  create index if not exists reports_of_account on reports (account_id, at_ms, id) where account_id is not null;
  create table if not exists accepted_requests (
    seq integer primary key, id text not null unique, at_ms integer not null, account_id text not null,
    application_id text not null, status integer not null, method text, path text, key_fingerprint text not null,
    token_hash text not null, stands_for integer not null, client_address text, user_agent text
  );
  create table if not exists request_counts (
    account_id text not null, minute integer not null, application_id text not null, cause text not null,
    key_fingerprint text not null, status integer not null, count integer not null, first_ms integer not null,
    last_ms integer not null,
    primary key (account_id, minute, application_id, cause, key_fingerprint, status)
  ) without rowid;
  create index if not exists request_counts_by_minute on request_counts (minute);
  create index if not exists accepted_of_account on accepted_requests (account_id, at_ms, id);
  pragma user_version = 1`;
/**
 * What came later, and an older version does not mind. The index has all that is asked of one application or of a page of
 * them: for 25 of 400 it is read in 20 ms, without it a day of all of them in 300.
 */
const ADDED = `
  create index if not exists request_counts_within_application
    on request_counts (account_id, application_id, minute, cause, key_fingerprint, count, last_ms)`;
const VERSION = 1;
/** How large the write-ahead log stays on the disk after a burst. */
const WAL_BYTES = 16 * 2 ** 20;
/** SQLITE_ERROR, of a schema that no program wrote, SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGED: readonly number[] = [1, 11, 26];

/** A row as its values, in the order of `COLUMNS`. */
export type Values = readonly SQLInputValue[];

/** A file of the request log that is open. */
export interface LogFile {
  readonly ask: Ask;
  readonly raw: DatabaseSync;
  /** Adds rows and counts in one transaction; a row whose id is there is left out. @returns how many were added */
  insert(table: LogTable, rows: readonly Values[], counts: readonly CountRow[], place?: 'newest' | 'oldest'): number;
  /** Whether it still lies where it was opened. */
  isInPlace(): boolean;
  close(): void;
}

/** The file is of a later version, which nobody here can read. */
export class NewerLogError extends Error {
  override readonly name = 'NewerLogError';
}

/**
 * Opens the file of the request log, made where there is none (mode 0600). A commit is not synced: a power cut may lose
 * the last ones, a process that is killed none.
 * @throws NewerLogError, and what SQLite throws
 */
export function openLogFile(path: string): LogFile {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  const raw = connect(DatabaseSync, path, 'normal');
  try {
    const [version] = Object.values(raw.prepare('pragma user_version').get() ?? {});
    if (Number(version) > VERSION) throw new NewerLogError(`its version is ${version}, and ${VERSION} is known`);
    if (version === 0) raw.exec(`pragma auto_vacuum = incremental; vacuum; begin; ${SCHEMA}; commit`);
    raw.exec(ADDED);
    raw.exec(`pragma journal_size_limit = ${WAL_BYTES}`);
    return logFile(raw, path);
  } catch (error) {
    raw.close();
    throw error;
  }
}

function logFile(raw: DatabaseSync, path: string): LogFile {
  const statements = new Map<string, StatementSync>();
  const { ino } = statSync(path);
  const count = raw.prepare(
    `insert into request_counts (${COUNT_COLUMNS.join(', ')}) values (${COUNT_COLUMNS.map(() => '?').join(', ')})
     on conflict (${COUNT_KEY.join(', ')}) do update set count = count + excluded.count,
       first_ms = min(first_ms, excluded.first_ms), last_ms = max(last_ms, excluded.last_ms)`,
  );

  function statement(table: LogTable, place: 'newest' | 'oldest'): StatementSync {
    const known = statements.get(`${table} ${place}`);
    if (known) return known;
    const columns = COLUMNS[table];
    const seq = place === 'newest' ? 'null' : `(select min(coalesce(min(seq), 1), 1) - 1 from ${table})`;
    const made = raw.prepare(
      `insert into ${table} (seq, ${columns.join(', ')}) values (${seq}, ${columns.map(() => '?').join(', ')})
       on conflict (id) do nothing`,
    );
    statements.set(`${table} ${place}`, made);
    return made;
  }

  return {
    raw,
    ask: async <Row>({ text, parameters }: Query) => raw.prepare(text).all(...storable(parameters)) as Row[],
    insert(table, rows, counts, place = 'newest') {
      const insert = statement(table, place);
      let added = 0;
      transaction(raw, () => {
        for (const row of rows) added += Number(insert.run(...storable(row)).changes);
        for (const row of counts) count.run(...storable(COUNT_COLUMNS.map((column) => row[column])));
      });
      return added;
    },
    isInPlace: () => statSync(path, { throwIfNoEntry: false })?.ino === ino,
    close: () => raw.close(),
  };
}

const storable = (values: readonly SQLInputValue[]) => values.map(toStorable) as SQLInputValue[];

export function transaction(raw: DatabaseSync, work: () => void): void {
  raw.exec('begin immediate');
  try {
    work();
    raw.exec('commit');
  } catch (error) {
    // SQLite may have rolled back by itself, where the disk is full.
    if (raw.isTransaction) raw.exec('rollback');
    throw error;
  }
}

/** Whether an error means that the file is of no more use. */
export function isLogDamage(error: unknown): boolean {
  if (error instanceof NewerLogError) return true;
  const { errcode, reason } = error as { errcode?: number; reason?: string };
  return reason === 'corrupt' || (errcode !== undefined && DAMAGED.includes(errcode & 0xff));
}

/** Gives the file another name, in place of the one that was set aside before. @returns that name */
export function setLogAside(path: string): string {
  const aside = `${path.replace(/\.db$/, '')}.damaged.db`;
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(aside + suffix, { force: true });
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}
