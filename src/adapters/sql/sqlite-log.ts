import type { AcceptedRequest, AcceptedRequests } from '../../ports/accepted-requests.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Reports, StoredReport } from '../../ports/reports.ts';
import type { KeptRequests, LogBounds } from '../../ports/request-filter.ts';
import type { RequestTotals } from '../../ports/request-totals.ts';
import { acceptedOf, acceptedRow, countedAccepted } from './accepted-rows.ts';
import { countedWrites } from './counted-writes.ts';
import type { CountRow } from './log-counts.ts';
import type { Values } from './log-file.ts';
import type { LogTable } from './log-query.ts';
import { type LogThread, logThread } from './log-thread.ts';
import { countedReport, reportOf, reportRow } from './report-rows.ts';
import { requestTotals } from './request-totals.ts';
import { COLUMNS, type Tables } from './schema.ts';
import { toMs } from './values.ts';

/** What may wait, and what goes over to the thread at once. */
const REPORTS = { queueLimit: 5000, batchSize: 250, delayMilliseconds: 50 };
const ACCEPTED = { queueLimit: 20_000, batchSize: 500, delayMilliseconds: 1000 };
/** How often what is too old is removed, where nothing new comes. */
const AGE_MILLISECONDS = 600_000;

/** The request log of a database. */
export interface KeptLog {
  readonly reports: Reports;
  readonly acceptedRequests: AcceptedRequests;
  readonly requestTotals: RequestTotals;
  /** Lets go of what was accepted of an application, and keeps nothing more of it. */
  forget(applicationId: string): Promise<void>;
  /** Keeps what is queued. */
  close(): Promise<void>;
}

export interface SqliteLogParts {
  /** File of the log. */
  readonly path: string;
  readonly keysPath: string;
  readonly clock: Clock;
  readonly reportBounds: LogBounds;
  readonly acceptedBounds: LogBounds;
  /** How large the file may be. */
  readonly maxBytes: number;
  /** Whether `keysPath` has rows of the log. */
  readonly isToCarry: boolean;
  /** Called with what the operator should know. */
  readonly tell: (fault: Error) => void;
}

/** The request log in a file of its own, written and read by a thread of its own: rows that come together go over to it in one batch. */
export function sqliteLog(parts: SqliteLogParts): KeptLog {
  const { path, keysPath, clock, reportBounds, acceptedBounds, maxBytes, isToCarry, tell } = parts;
  const limits = { reports: reportBounds.limit, accepted_requests: acceptedBounds.limit };
  const thread = logThread({ path, keysPath, limits, maxBytes, isToCarry }, tell);
  const oldestMs = ({ maxAgeSeconds }: LogBounds) => toMs(clock.now() - maxAgeSeconds);
  const adding = adder(thread, tell);
  const reports = countedWrites<StoredReport>({
    ...REPORTS,
    countedAs: countedReport,
    write: (batch, counts) => adding('reports', batch.map(reportRow), counts, oldestMs(reportBounds)),
  });
  const accepted = countedWrites<AcceptedRequest>({
    ...ACCEPTED,
    countedAs: countedAccepted,
    countOf: ({ standsFor }) => standsFor,
    write: (batch, counts) => adding('accepted_requests', batch.map(acceptedRow), counts, oldestMs(acceptedBounds)),
  });
  const settled = () => Promise.all([reports.settled(), accepted.settled()]);
  const aging = setInterval(() => {
    if (thread.isStarted()) thread.ask('age', oldestMs(reportBounds)).catch(tell);
  }, AGE_MILLISECONDS);
  aging.unref();
  if (isToCarry) thread.start();

  return {
    reports: {
      add: reports.add,
      async get(id) {
        const waiting = reports.waiting(id);
        if (waiting) return waiting;
        const row = await thread.ask('report', id);
        return row && reportOf(row);
      },
      async list(query) {
        await reports.settled();
        return (await thread.ask('reports', query)).map(reportOf);
      },
      async count(filter, bucketSeconds) {
        await reports.settled();
        return thread.ask('reportCounts', filter, bucketSeconds);
      },
      async kept(accountId) {
        await reports.settled();
        return keptOf(reportBounds, maxBytes, await thread.ask('oldest', 'reports', accountId));
      },
      settled: reports.settled,
      dropped: reports.dropped,
    },
    acceptedRequests: {
      add: accepted.add,
      async get(accountId, id) {
        await accepted.settled();
        const row = await thread.ask('accepted', accountId, id);
        return row && acceptedOf(row);
      },
      async list(filter, limit, before) {
        await accepted.settled();
        return (await thread.ask('allAccepted', filter, limit, before)).map(acceptedOf);
      },
      async count(filter, bucketSeconds) {
        await accepted.settled();
        return thread.ask('acceptedCounts', filter, bucketSeconds);
      },
      async kept(accountId) {
        await accepted.settled();
        return keptOf(acceptedBounds, maxBytes, await thread.ask('oldest', 'accepted_requests', accountId));
      },
      settled: accepted.settled,
      dropped: accepted.dropped,
    },
    requestTotals: requestTotals(
      {
        totals: (...asked) => thread.ask('totals', ...asked),
        keyTallies: (...asked) => thread.ask('keyTallies', ...asked),
      },
      settled,
    ),
    async forget(applicationId) {
      // Nobody waits for it: where the log cannot be written now, the next start finds out.
      thread.ask('forget', applicationId).catch(tell);
    },
    async close() {
      clearInterval(aging);
      await settled();
      await thread.close();
    },
  };
}

const keptOf = (bounds: LogBounds, maxBytes: number, since: number | undefined): KeptRequests => ({
  ...bounds,
  maxBytes,
  since: since ?? null,
});

/** Hands batches over. A fault is told once for as long as it lasts. */
function adder(thread: LogThread, tell: (fault: Error) => void) {
  let told: string | undefined;
  return async <T extends LogTable>(
    table: T,
    rows: readonly Tables[T][],
    counts: readonly CountRow[],
    oldestMs: number,
  ): Promise<void> => {
    const columns = COLUMNS[table] as readonly (keyof Tables[T])[];
    const values = rows.map((row) => columns.map((column) => row[column]) as unknown as Values);
    try {
      await thread.ask('add', table, values, counts, oldestMs);
      told = undefined;
    } catch (error) {
      const { message } = error as Error;
      if (message !== told) tell(error as Error);
      told = message;
      throw error;
    }
  };
}
