import { type Dialect, Kysely } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { LogBounds } from '../../ports/request-filter.ts';
import { sqlAcceptedRequests } from './accepted-requests.ts';
import { sqlAccounts } from './accounts.ts';
import { sqlApplications } from './applications.ts';
import { sqlAttempts } from './attempts.ts';
import { sqliteChanges } from './changes.ts';
import { sqlCompanies } from './companies.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { sqlOneTimeLinks } from './one-time-links.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import { sqlPeople } from './people.ts';
import { postgresChanges } from './postgres-changes.ts';
import { sqlRepeats } from './repeats.ts';
import { sqlReplay } from './replay.ts';
import { sqlReports } from './reports.ts';
import { COLUMNS, type Db, type Tables } from './schema.ts';
import { scrub } from './scrub.ts';
import { sqlSecondFactors } from './second-factors.ts';
import { sqlSessions } from './sessions.ts';
import { toMs } from './values.ts';
import { CHECKED, type Checking } from './whole-check.ts';

/**
 * Opens the database, brings it to the newest schema, and gives its repositories.
 * @param target a path of an SQLite file, or `postgres://user:password@host:port/name`.
 * @throws SchemaTooNewError, DatabaseCorruptError, UnavailableError; TypeError for a URL that is not PostgreSQL's.
 */
export async function openDatabase(
  target: string,
  clock: Clock,
  reportBounds: LogBounds,
  acceptedBounds: LogBounds = reportBounds,
): Promise<Database> {
  const kind = kindOf(target);
  const {
    db,
    attemptsDb = db,
    schemaVersion,
    checking,
  } = kind === 'sqlite' ? await sqlite(target) : await postgres(target);
  const reports = sqlReports(db, kind, clock, reportBounds);
  const acceptedRequests = sqlAcceptedRequests(db, kind, clock, acceptedBounds);
  const feed = kind === 'postgres' ? postgresChanges(target) : { ...sqliteChanges(db), close: async () => {} };
  return {
    kind,
    schemaVersion,
    checked: checking.done,
    accounts: sqlAccounts(db),
    applications: sqlApplications(db),
    reports,
    acceptedRequests,
    changes: feed,
    replay: sqlReplay(db),
    attempts: sqlAttempts(attemptsDb),
    repeats: sqlRepeats(db),
    people: sqlPeople(db),
    sessions: sqlSessions(db),
    links: sqlOneTimeLinks(db),
    secondFactors: sqlSecondFactors(db),
    companies: sqlCompanies(db),
    scrub: () => scrub(db, kind),
    async probe() {
      const at_ms = toMs(clock.now());
      await db
        .insertInto('probe')
        .values({ id: 1, at_ms })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ at_ms }))
        .execute();
    },
    async close() {
      await Promise.all([reports.settled(), acceptedRequests.settled()]);
      await Promise.all([feed.close(), checking.stop()]);
      await Promise.all([db.destroy(), ...(attemptsDb === db ? [] : [attemptsDb.destroy()])]);
    },
  };
}

function kindOf(target: string): 'sqlite' | 'postgres' {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(target)?.[1]?.toLowerCase();
  if (scheme === undefined) return 'sqlite';
  if (scheme !== 'postgres' && scheme !== 'postgresql') {
    throw new TypeError(`A database URL begins with postgres://, this one with ${scheme}://.`);
  }
  // The URL is not repeated: it may hold a password.
  if (!URL.canParse(target)) {
    throw new TypeError(
      'The database URL cannot be read. Its form is postgres://user:password@host:port/name, with special characters percent-encoded.',
    );
  }
  return 'postgres';
}

interface Opened {
  readonly db: Db;
  /** Where it is another one. */
  readonly attemptsDb?: Db;
  readonly schemaVersion: number;
  readonly checking: Checking;
}

async function sqlite(path: string): Promise<Opened> {
  const file = await openSqlite(path);
  try {
    return { ...(await migrated(file)), checking: file.checking };
  } catch (error) {
    await file.checking.stop();
    throw error;
  }
}

/** Migration may have to wait for another node, so it has a connection of its own with more patience. */
async function postgres(url: string): Promise<Opened> {
  const { db: patient, schemaVersion } = await migrated(await openPostgres(url, 'migrate'));
  await patient.destroy();
  const db = new Kysely<Tables>({ dialect: await openPostgres(url, 'serve') });
  const attemptsDb = new Kysely<Tables>({ dialect: await openPostgres(url, 'attempts') });
  return { db, attemptsDb, schemaVersion, checking: CHECKED };
}

async function migrated(dialect: Dialect): Promise<Pick<Opened, 'db' | 'schemaVersion'>> {
  const db = new Kysely<Tables>({ dialect });
  try {
    const schemaVersion = await migrate(db, MIGRATIONS);
    await assertColumns(db);
    return { db, schemaVersion };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** A damaged schema is found out at the start, not by the request that needs the column. @throws DatabaseCorruptError */
async function assertColumns(db: Db): Promise<void> {
  for (const [table, columns] of Object.entries(COLUMNS)) {
    await db
      .selectFrom(table as 'probe')
      .select(columns as typeof COLUMNS.probe)
      .limit(0)
      .execute();
  }
}
