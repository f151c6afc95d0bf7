import { dirname, join } from 'node:path';
import { type Dialect, Kysely, sql } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { LogBounds } from '../../ports/request-filter.ts';
import { postgresAcceptedRequests } from './accepted-requests.ts';
import { sqlAttempts } from './attempts.ts';
import { sqlAuditLog } from './audit-log.ts';
import { sqliteChanges } from './changes.ts';
import { kindOf } from './kind.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import { postgresChanges } from './postgres-changes.ts';
import { askPostgres } from './postgres-log.ts';
import { sqlRegistry } from './registry.ts';
import { sqlRepeats } from './repeats.ts';
import { sqlReplay } from './replay.ts';
import { postgresReports } from './reports.ts';
import { requestTotals, selectKeyTallies, selectTotals } from './request-totals.ts';
import { COLUMNS, type Db, type Tables } from './schema.ts';
import { scrub } from './scrub.ts';
import { type KeptLog, sqliteLog } from './sqlite-log.ts';
import { SERVER, trailOf } from './trail.ts';
import { toMs } from './values.ts';
import { CHECKED, type Checking } from './whole-check.ts';

/** File of the request log, beside that of the keys. */
const LOG_FILE = 'requests.db';
const LOG_BYTES = 2 ** 30;

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
  /** How large the file of the request log may be, beside SQLite. */
  logBytes = LOG_BYTES,
): Promise<Database> {
  const kind = kindOf(target);
  const {
    db,
    attemptsDb = db,
    schemaVersion,
    checking,
  } = kind === 'sqlite' ? await sqlite(target) : await postgres(target);
  const faults = toldLater();
  const log =
    kind === 'postgres'
      ? postgresLog(db, clock, reportBounds, acceptedBounds, faults.tell)
      : sqliteLog({
          path: join(dirname(target), LOG_FILE),
          keysPath: target,
          clock,
          reportBounds,
          acceptedBounds,
          maxBytes: logBytes,
          isToCarry: await hasLogRows(db),
          tell: faults.tell,
        });
  const feed = kind === 'postgres' ? postgresChanges(target) : { ...sqliteChanges(db), close: async () => {} };
  return {
    kind,
    schemaVersion,
    checked: checking.done,
    ...sqlRegistry(db, trailOf(clock, SERVER), log.forget),
    auditLog: sqlAuditLog(db, clock),
    by: (origin) => sqlRegistry(db, trailOf(clock, origin), log.forget),
    reports: log.reports,
    acceptedRequests: log.acceptedRequests,
    requestTotals: log.requestTotals,
    onLogFault: faults.listen,
    changes: feed,
    replay: sqlReplay(db),
    attempts: sqlAttempts(attemptsDb),
    repeats: sqlRepeats(db),
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
      await log.close();
      await Promise.all([feed.close(), checking.stop()]);
      await Promise.all([db.destroy(), ...(attemptsDb === db ? [] : [attemptsDb.destroy()])]);
    },
  };
}

function postgresLog(
  db: Db,
  clock: Clock,
  reportBounds: LogBounds,
  acceptedBounds: LogBounds,
  tell: (fault: Error) => void,
): KeptLog {
  const reports = postgresReports(db, clock, reportBounds);
  const acceptedRequests = postgresAcceptedRequests(db, clock, acceptedBounds);
  const settled = () => Promise.all([reports.settled(), acceptedRequests.settled()]);
  const ask = askPostgres(db);
  return {
    reports,
    acceptedRequests,
    requestTotals: requestTotals(
      {
        totals: (...asked) => selectTotals(ask, ...asked),
        keyTallies: (...asked) => selectKeyTallies(ask, ...asked),
      },
      settled,
    ),
    // The rows go by a reference of their table.
    async forget(applicationId) {
      await db
        .deleteFrom('request_counts')
        .where('application_id', '=', applicationId)
        .where('cause', '=', '')
        .execute()
        // The application is removed all the same.
        .catch(tell);
    },
    async close() {
      await settled();
    },
  };
}

/** Earlier versions kept the log in the file of the keys. */
async function hasLogRows(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select 1 from (select id from reports limit 1) union all select 1 from (select id from accepted_requests limit 1)`.execute(
    db,
  );
  return rows.length > 0;
}

/** What is told before anybody listens is told then. */
function toldLater() {
  const waiting: Error[] = [];
  let listener = (fault: Error): void => {
    waiting.push(fault);
  };
  return {
    tell: (fault: Error) => listener(fault),
    listen(heard: (fault: Error) => void) {
      listener = heard;
      for (const fault of waiting.splice(0)) heard(fault);
    },
  };
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
