import type { Clock } from '../../ports/clock.ts';
import { DatabaseCorruptError } from '../../ports/errors.ts';
import type { ReportBounds, ReportQuery, Reports, StoredReport } from '../../ports/reports.ts';
import { assertFound } from './errors.ts';
import { type Db, type Tables, toMs, toSeconds } from './schema.ts';
import { transact } from './transact.ts';

const QUEUE_LIMIT = 1000;
const ROWS_PER_INSERT = 100;

/**
 * Reports, written behind: those of one turn of the event loop go into one transaction. Where the database cannot take
 * them they are dropped and counted; no request waits for its report.
 */
export function sqlReports(db: Db, clock: Clock, bounds: ReportBounds): Reports {
  const listeners = new Set<(report: StoredReport) => void>();
  /** Not yet written, oldest first. */
  const pending = new Map<string, StoredReport>();
  /** The transaction under way, for as long as anything is pending. */
  let writing: Promise<void> | undefined;
  let dropped = 0;
  let sincePrune = 0;

  async function writeTurn(): Promise<void> {
    await new Promise(setImmediate);
    const batch = [...pending.values()];
    try {
      await insert(db, batch);
      sincePrune += batch.length;
    } catch {
      dropped += batch.length;
    }
    await pruneNowAndThen();
    for (const report of batch) pending.delete(report.id);
    writing = pending.size > 0 ? writeTurn() : undefined;
  }

  /** A hundredth of the bound at a time: counting for every report would cost more than the report. */
  async function pruneNowAndThen(): Promise<void> {
    if (sincePrune < Math.max(1, bounds.limit / 100)) return;
    try {
      await prune(db, toMs(clock.now() - bounds.maxAgeSeconds), bounds.limit);
      sincePrune = 0;
    } catch {
      // The count stays, so the next batch tries again.
    }
  }

  /** Waits for what is pending now, not for what is added meanwhile. */
  async function settled(): Promise<void> {
    const last = [...pending.keys()].at(-1);
    while (last !== undefined && pending.has(last)) await writing;
  }

  return {
    add(report) {
      for (const listener of listeners) listener(report);
      if (pending.size >= QUEUE_LIMIT) {
        dropped++;
        return;
      }
      pending.set(report.id, report);
      writing ??= writeTurn();
    },
    async get(id) {
      const waiting = pending.get(id);
      if (waiting) return waiting;
      const row = await db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
      if (row) assertFound('report', id, row.id);
      return row && reportOf(row);
    },
    async list(query) {
      await settled();
      return list(db, query);
    },
    watch(accountId, listener) {
      const own = (report: StoredReport) => {
        if (report.accountId === accountId) listener(report);
      };
      listeners.add(own);
      return () => listeners.delete(own);
    },
    settled,
    dropped: () => dropped,
  };
}

async function insert(db: Db, reports: readonly StoredReport[]): Promise<void> {
  await transact(db, async (trx) => {
    for (let start = 0; start < reports.length; start += ROWS_PER_INSERT) {
      const rows = reports.slice(start, start + ROWS_PER_INSERT).map(reportRow);
      await trx
        .insertInto('reports')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }
  });
}

async function prune(db: Db, oldestMs: number, limit: number): Promise<void> {
  await db.deleteFrom('reports').where('at_ms', '<', oldestMs).execute();
  const last = await db
    .selectFrom('reports')
    .select(['at_ms', 'id'])
    .orderBy('at_ms', 'desc')
    .orderBy('id', 'desc')
    .offset(limit)
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return;
  await db
    .deleteFrom('reports')
    .where((e) => e.or([e('at_ms', '<', last.at_ms), e('at_ms', '=', last.at_ms).and('id', '<=', last.id)]))
    .execute();
}

async function list(db: Db, query: ReportQuery): Promise<StoredReport[]> {
  let rows = db.selectFrom('reports').selectAll().where('account_id', '=', query.accountId);
  if (query.after !== undefined) {
    const after = await db
      .selectFrom('reports')
      .select(['at_ms', 'id'])
      .where('id', '=', query.after)
      .where('account_id', '=', query.accountId)
      .executeTakeFirst();
    if (after === undefined) return [];
    rows = rows.where((e) =>
      e.or([e('at_ms', '<', after.at_ms), e('at_ms', '=', after.at_ms).and('id', '<', after.id)]),
    );
  }
  if (query.applicationId !== undefined) rows = rows.where('application_id', '=', query.applicationId);
  if (query.cause !== undefined) rows = rows.where('cause', '=', query.cause);
  if (query.status !== undefined) rows = rows.where('status', '=', query.status);
  if (query.path !== undefined) rows = rows.where('path', '=', query.path);
  if (query.since !== undefined) rows = rows.where('at_ms', '>=', toMs(query.since));
  if (query.until !== undefined) rows = rows.where('at_ms', '<', toMs(query.until));
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
  body: JSON.stringify({ report: report.report, callerReport: report.callerReport, token: report.token }),
});

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
    ...bodyOf(row),
  };
}

function bodyOf(row: Tables['reports']): Pick<StoredReport, 'report' | 'callerReport' | 'token'> {
  try {
    return JSON.parse(row.body);
  } catch (cause) {
    throw new DatabaseCorruptError('The database', `report ${row.id} is not JSON`, { cause });
  }
}
