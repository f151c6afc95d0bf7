import { ConflictError, DatabaseCorruptError, UnavailableError, type UnavailableReason } from '../../ports/errors.ts';

const PHRASES: Readonly<Record<Exclude<UnavailableReason, 'corrupt'>, string>> = {
  away: 'cannot be reached',
  busy: 'is busy',
  full: 'has no space left',
  'read-only': 'is read-only',
  failed: 'failed',
};

/** @param database how an operator knows it: a path, or host, port and name. Never with a password. */
export function unavailable(reason: UnavailableReason, database: string, cause: unknown): UnavailableError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (reason === 'corrupt') return new DatabaseCorruptError(`The database ${database}`, detail, { cause });
  return new UnavailableError(reason, `The database ${database} ${PHRASES[reason]}: ${detail}.`, { cause });
}

/**
 * A damaged index leads to the wrong row: what was asked for is compared with what was found, in the row itself
 * (`ownRow`).
 * @throws DatabaseCorruptError
 */
export function assertFound(what: string, asked: string, found: string): void {
  if (asked !== found) throw new DatabaseCorruptError('The database', `${what} ${asked} leads to ${found}`);
}

/** Primary result codes, https://sqlite.org/rescode.html. Statements are fixed: one that is in error (1) met a damaged schema. */
const SQLITE_REASONS: ReadonlyMap<number, UnavailableReason> = new Map([
  [1, 'corrupt'],
  [5, 'busy'],
  [6, 'busy'],
  [7, 'failed'],
  [8, 'read-only'],
  [10, 'failed'],
  [11, 'corrupt'],
  [13, 'full'],
  [14, 'away'],
  [26, 'corrupt'],
]);
/** Extended codes: a primary key, another unique index. */
const SQLITE_TAKEN: readonly number[] = [1555, 2067];
const SQLITE_FOREIGN_KEY = 787;

/** What an error of node:sqlite means to the rest of the program; an unknown one comes back as it is. */
export function fromSqlite(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error;
  const { errcode, code, syscall } = error as NodeJS.ErrnoException & { errcode?: number };
  if (syscall !== undefined) return unavailable('away', path, error);
  // An integer beyond 2^53 in a column where there never was one.
  if (code === 'ERR_OUT_OF_RANGE') return unavailable('corrupt', path, error);
  if (errcode === undefined) return error;
  if (errcode === SQLITE_FOREIGN_KEY) return conflict(undefined, error);
  if (SQLITE_TAKEN.includes(errcode)) return conflict(/: (\w+)\./.exec(error.message)?.[1], error);
  const reason = SQLITE_REASONS.get(errcode & 0xff);
  return reason === undefined ? error : unavailable(reason, path, error);
}

/** SQLSTATE by code, then by class: https://www.postgresql.org/docs/15/errcodes-appendix.html. */
const SQLSTATES: ReadonlyMap<string, UnavailableReason> = new Map([
  ['25006', 'read-only'],
  ['40001', 'busy'],
  ['40P01', 'busy'],
  ['42P01', 'corrupt'],
  ['42703', 'corrupt'],
  ['53100', 'full'],
  ['53', 'busy'],
  ['55P03', 'busy'],
  ['57014', 'busy'],
  ['57', 'away'],
  ['08', 'away'],
  ['28', 'away'],
  ['3D', 'away'],
  ['58', 'failed'],
  ['XX001', 'corrupt'],
  ['XX002', 'corrupt'],
]);
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
const SYSTEM_ERRORS = /^(ECONN|EHOST|ENET|EPIPE|ENOTFOUND|EAI_|ETIMEDOUT|ENOENT|EACCES)/;
/** Errors of the driver itself, which have no code. */
const DRIVER_ERRORS: readonly (readonly [RegExp, UnavailableReason])[] = [
  [/timeout exceeded when trying to connect/i, 'busy'],
  [/read timeout/i, 'busy'],
  [/connection|not queryable|ssl|tls|certificate|sasl|pool after calling end/i, 'away'],
];

/** The same for an error of node-postgres. */
export function fromPostgres(error: unknown, database: string): unknown {
  if (!(error instanceof Error)) return error;
  const { code, table, severity } = error as Error & { code?: string; table?: string; severity?: string };
  if (severity !== undefined && code !== undefined) {
    if (code === UNIQUE_VIOLATION) return conflict(table, error);
    if (code === FOREIGN_KEY_VIOLATION) return conflict(undefined, error);
    const reason = SQLSTATES.get(code) ?? SQLSTATES.get(code.slice(0, 2));
    return reason === undefined ? error : unavailable(reason, database, error);
  }
  if (code !== undefined && SYSTEM_ERRORS.test(code)) return unavailable('away', database, error);
  const reason = DRIVER_ERRORS.find(([pattern]) => pattern.test(error.message))?.[1];
  return reason === undefined ? error : unavailable(reason, database, error);
}

/** A transaction that PostgreSQL ended in favour of another one: it may simply be run again. */
export function lostToAnother(error: unknown): boolean {
  const cause = error instanceof UnavailableError ? (error.cause as { code?: string } | undefined) : undefined;
  return cause?.code === '40001' || cause?.code === '40P01';
}

const CONFLICTS: Readonly<Record<string, ConflictError['what']>> = {
  accounts: 'account',
  secrets: 'secret',
  applications: 'application',
  keys: 'key',
  people: 'person',
};

/** @param table whose id is taken; without it a reference is meant, and only accounts are referred to from outside. */
function conflict(table: string | undefined, error: Error): Error {
  if (table === undefined) return new ConflictError('account', 'There is no such account.');
  const what = CONFLICTS[table];
  return what === undefined
    ? error
    : new ConflictError(what, `The id${what === 'person' ? ' or the e-mail address' : ''} of the ${what} is taken.`);
}
