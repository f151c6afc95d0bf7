import { sql } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { DatabaseCorruptError } from '../../ports/errors.ts';
import type { ReportFilter, ReportQuery, Reports, StoredReport } from '../../ports/reports.ts';
import type { LogBounds } from '../../ports/request-filter.ts';
import { assertFound } from './errors.ts';
import { fits, follows, prune, tally } from './log-query.ts';
import { columnsOf, rowsAsTable } from './log-rows.ts';
import type { Db, Tables } from './schema.ts';
import { transact } from './transact.ts';
import { toMs, toSeconds } from './values.ts';
import { writeBehind } from './write-behind.ts';

const QUEUE_LIMIT = 1000;
const BATCH_SIZE = 250;
/** What a crash may lose. */
const DELAY_MILLISECONDS = 50;

/** Reports, written behind: those that come together go into one transaction. */
export function sqlReports(db: Db, kind: Database['kind'], clock: Clock, bounds: LogBounds): Reports {
  const written = writeBehind<StoredReport>({
    queueLimit: QUEUE_LIMIT,
    batchSize: BATCH_SIZE,
    delayMilliseconds: DELAY_MILLISECONDS,
    write: (batch) => insert(db, kind, batch),
    prune: () => prune(db, 'reports', toMs(clock.now() - bounds.maxAgeSeconds), bounds.limit),
    pruneEvery: Math.max(1, bounds.limit / 20),
  });
  return {
    add: written.add,
    async get(id) {
      const waiting = written.waiting(id);
      if (waiting) return waiting;
      const row = await db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
      if (row) assertFound('report', id, row.id);
      return row && reportOf(row);
    },
    async list(query) {
      await written.settled();
      return list(db, query);
    },
    async count(filter, bucketSeconds) {
      await written.settled();
      return tally(db, 'reports', sql.ref('cause'), conditionOf(filter), bucketSeconds);
    },
    settled: written.settled,
    dropped: written.dropped,
  };
}

async function insert(db: Db, kind: Database['kind'], reports: readonly StoredReport[]): Promise<void> {
  const columns = columnsOf('reports');
  // Without a condition SQLite takes `on conflict` for that of a join.
  await transact(db, (trx) =>
    sql`insert into reports (${columns})
      select ${columns} from ${rowsAsTable(kind, 'reports', reports.map(reportRow))}
      where true
      on conflict (id) do nothing`.execute(trx),
  );
}

const conditionOf = (filter: ReportFilter) =>
  filter.cause === undefined ? fits(filter) : sql<boolean>`${fits(filter)} and cause = ${filter.cause}`;

async function list(db: Db, query: ReportQuery): Promise<StoredReport[]> {
  let rows = db.selectFrom('reports').selectAll().where(conditionOf(query));
  if (query.after !== undefined) {
    const after = await db
      .selectFrom('reports')
      .select(['at_ms', 'id'])
      .where('id', '=', query.after)
      .where('account_id', '=', query.accountId)
      .executeTakeFirst();
    if (after === undefined) return [];
    rows = rows.where(follows({ at: toSeconds(after.at_ms), id: after.id }));
  }
  if (query.before !== undefined) rows = rows.where(follows(query.before));
  const found = await rows.orderBy('at_ms', 'desc').orderBy('id', 'desc').limit(query.limit).execute();
  for (const row of found) assertFound('the reports of account', query.accountId, row.account_id ?? 'none');
  return found.map(reportOf);
}

const reportRow = (report: StoredReport): Tables['reports'] => ({
  id: report.id,
  at_ms: toMs(report.at),
  account_id: report.accountId,
  application_id: report.applicationId,
  cause: report.cause,
  status: report.status,
  method: report.method,
  path: report.path,
  client_address: report.clientAddress,
  user_agent: report.userAgent,
  body: JSON.stringify({ report: report.report, callerReport: callersOwn(report), token: report.token }),
});

/** Absent where the owner's report says no more: then it is kept once. */
const callersOwn = ({ report, callerReport }: StoredReport) => (callerReport === report ? undefined : callerReport);

function reportOf(row: Tables['reports']): StoredReport {
  return {
    id: row.id,
    at: toSeconds(row.at_ms),
    accountId: row.account_id,
    applicationId: row.application_id,
    cause: row.cause,
    status: row.status,
    method: row.method,
    path: row.path,
    clientAddress: row.client_address,
    userAgent: row.user_agent,
    ...bodyOf(row),
  };
}

function bodyOf(row: Tables['reports']): Pick<StoredReport, 'report' | 'callerReport' | 'token'> {
  try {
    const body = JSON.parse(row.body);
    return { ...body, callerReport: body.callerReport ?? body.report };
  } catch (cause) {
    throw new DatabaseCorruptError('The database', `report ${row.id} is not JSON`, { cause });
  }
}
