/** What was asked cannot be, because of what is there already: a taken id, a changed revision. Nothing was changed. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  readonly what: 'account' | 'secret' | 'application' | 'key' | 'revision' | 'person';

  constructor(what: ConflictError['what'], message: string) {
    super(message);
    this.what = what;
  }
}

/**
 * Why storage cannot answer now: `away` (not reachable, moved), `busy` (locked, timed out, no connection free), `full`
 * (disk), `read-only`, `corrupt`, `failed` (any other fault of disk or memory).
 */
export type UnavailableReason = 'away' | 'busy' | 'full' | 'read-only' | 'corrupt' | 'failed';

/**
 * Storage cannot answer. A write that ends so was not acknowledged: it may be tried again. The message is for the
 * operator; `reason` is what a caller may be told.
 */
export class UnavailableError extends Error {
  override readonly name: string = 'UnavailableError';
  readonly reason: UnavailableReason;

  constructor(reason: UnavailableReason, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.reason = reason;
  }
}

/** Storage did not tell what a verdict takes: the token was neither accepted nor rejected. */
export class NotJudgedError extends UnavailableError {
  override readonly name = 'NotJudgedError';
  /** The keys of its application, or whether it was used before. */
  readonly missing: 'keys' | 'uses';

  constructor(missing: NotJudgedError['missing'], { reason, message }: UnavailableError, options: { cause: unknown }) {
    super(reason, message, options);
    this.missing = missing;
  }
}

/** The database file is damaged. Nothing is served from it. */
export class DatabaseCorruptError extends UnavailableError {
  override readonly name = 'DatabaseCorruptError';

  constructor(what: string, found: string, options?: { readonly cause: unknown }) {
    super('corrupt', `${what} is damaged (${found}). Stop the server and restore it from a backup.`, options);
  }
}

/** A newer Mintmark has changed the database: this one does not know its form and leaves it alone. */
export class SchemaTooNewError extends Error {
  override readonly name = 'SchemaTooNewError';
  readonly found: number;
  readonly known: number;

  constructor(found: number, known: number) {
    super(
      `The database has schema version ${found}; this Mintmark knows versions up to ${known}. ` +
        'Start the newer Mintmark that made it, or restore the backup from before the upgrade.',
    );
    this.found = found;
    this.known = known;
  }
}

/** Another process works in the data directory. */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';
  readonly path: string;
  /** Process id of the owner, where it could be read. */
  readonly pid: number | null;

  constructor(path: string, pid: number | null) {
    super(
      `The data directory ${path} is in use by ${pid === null ? 'another process' : `process ${pid}`}. ` +
        'Stop that process, or give this one its own data directory.',
    );
    this.path = path;
    this.pid = pid;
  }
}

/** The data directory cannot be made or written to. */
export class DataDirectoryNotWritableError extends Error {
  override readonly name = 'DataDirectoryNotWritableError';
  readonly path: string;

  constructor(path: string, reason: string, options?: { readonly cause: unknown }) {
    super(
      `The data directory ${path} cannot be written to: ${reason}. ` +
        'Let this user write there, or use another data directory.',
      options,
    );
    this.path = path;
  }
}

/** The file that is locked is damaged. Nothing is kept in it. */
export class LockFileDamagedError extends Error {
  override readonly name = 'LockFileDamagedError';
  readonly path: string;

  constructor(path: string, options?: { readonly cause: unknown }) {
    super(
      `The lock file ${path} is damaged. Nothing is kept in it: delete it, then start again. If another Mintmark may ` +
        'be running on this data directory, stop that one first.',
      options,
    );
    this.path = path;
  }
}

/** A file with a secret in it is never written over. */
export class FileExistsError extends Error {
  override readonly name = 'FileExistsError';
  readonly path: string;

  constructor(path: string, options?: { readonly cause: unknown }) {
    super(`The file ${path} exists and is left as it is. Use another name, or move that file away.`, options);
    this.path = path;
  }
}

/** A file could not be written; nothing is left of it. */
export class FileNotWritableError extends Error {
  override readonly name = 'FileNotWritableError';
  readonly path: string;

  constructor(path: string, reason: string, options?: { readonly cause: unknown }) {
    super(`The file ${path} cannot be written: ${reason}. Choose another place.`, options);
    this.path = path;
  }
}

/** No mail server took a message. The message is for the operator, without what was to be sent. */
export class MailError extends Error {
  override readonly name = 'MailError';
}

/** What is stored under `place` cannot be opened here. The message is for the operator. */
export class SealedSecretError extends Error {
  override readonly name = 'SealedSecretError';

  constructor(place: string, reason: string) {
    super(
      `The secret of ${place} cannot be opened: ${reason}. Give this server the secret file that belongs to its database. ` +
        'If that file is lost, a backup code still signs the person in, or mintmark recover turns the second factor off.',
    );
  }
}

/** The secret of the server, or the file that it is in, cannot be used. The message says what to do. */
export class ServerSecretError extends Error {
  override readonly name = 'ServerSecretError';
}

/** A file that cannot be restored from: damaged, or no backup at all. Nothing was changed. */
export class BackupUnusableError extends Error {
  override readonly name = 'BackupUnusableError';

  /** @param reason what is wrong with it: `is damaged (…)` */
  constructor(file: string, reason: string, options?: { readonly cause: unknown }, next = 'Use another backup') {
    super(`The file ${file} ${reason}. Nothing was restored. ${next}.`, options);
  }
}

/** A backup is restored into an empty directory only, so that nothing is lost by it. */
export class DataDirectoryNotEmptyError extends Error {
  override readonly name = 'DataDirectoryNotEmptyError';

  constructor(path: string, found: string) {
    super(
      `The data directory ${path} is not empty: ${found} is in it. Nothing was changed. Restore into a new directory, ` +
        'or move the old one away.',
    );
  }
}
