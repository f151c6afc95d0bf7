import type { Environment, StoredApplication } from '../../ports/applications.ts';
import type { Capabilities } from '../../ports/capabilities.ts';
import { DatabaseCorruptError } from '../../ports/errors.ts';
import { toFlag, toMs, toSeconds } from './values.ts';

/** How a value is stored, and read again; `where` says in an error whose it is. */
interface Kind<Value, Stored> {
  // Methods, so that the table below may hold kinds of all values.
  write(value: Value): Stored;
  read(stored: Stored, where: string): Value;
}

const text: Kind<string, string> = { write: (value) => value, read: (stored) => stored };
/** The schema of the wire admits no others. */
const environment: Kind<Environment, string> = {
  write: (value) => value,
  read: (stored) => stored as Environment,
};
const whole: Kind<number, number> = { write: (value) => value, read: (stored) => stored };
const seconds: Kind<number, number> = { write: toMs, read: toSeconds };
const flag: Kind<boolean, number> = { write: toFlag, read: (stored) => stored !== 0 };
/** Consent is what was written for it alone. */
const consent: Kind<boolean | null, number | null> = {
  write: (value) => (value === null ? null : toFlag(value)),
  read: (stored) => (stored === null ? null : stored === 1),
};
const capabilities: Kind<Capabilities, string> = {
  write: JSON.stringify,
  read(stored, where) {
    try {
      return JSON.parse(stored) as Capabilities;
    } catch (cause) {
      throw new DatabaseCorruptError('The database', `the capabilities of ${where} are not JSON`, { cause });
    }
  },
};

/** The column of each member of an application, and how it is stored: nothing else in this folder knows them. */
const COLUMNS = {
  id: ['id', text],
  accountId: ['account_id', text],
  name: ['name', text],
  capabilities: ['capabilities', capabilities],
  improveAi: ['improve_ai', consent],
  singleUse: ['single_use', flag],
  note: ['note', text],
  environment: ['environment', environment],
  suspended: ['suspended', flag],
  createdAt: ['created_ms', seconds],
  updatedAt: ['updated_ms', seconds],
  revision: ['revision', whole],
} as const satisfies {
  readonly [M in keyof StoredApplication]: readonly [string, Kind<StoredApplication[M], unknown>];
};

type Columns = typeof COLUMNS;
type StoredAs<K> = K extends { read(stored: infer Stored, where: string): unknown } ? Stored : never;

export type ApplicationRow = { readonly [M in keyof Columns as Columns[M][0]]: StoredAs<Columns[M][1]> };

export const APPLICATION_COLUMNS = Object.values(COLUMNS).map(([name]) => name);

const MEMBERS = Object.entries(COLUMNS) as [keyof StoredApplication, readonly [string, Kind<unknown, unknown>]][];

export function applicationRow(application: StoredApplication): ApplicationRow {
  const row = MEMBERS.map(([member, [column, kind]]) => [column, kind.write(application[member])]);
  return Object.fromEntries(row) as ApplicationRow;
}

export function applicationOf(row: ApplicationRow): StoredApplication {
  const stored: { readonly [column: string]: unknown } = row;
  const application = MEMBERS.map(([member, [column, kind]]) => [
    member,
    kind.read(stored[column], `application ${row.id}`),
  ]);
  return Object.fromEntries(application) as unknown as StoredApplication;
}
