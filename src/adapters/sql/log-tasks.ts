import type { ReportFilter, ReportQuery } from '../../ports/reports.ts';
import type { Position, RequestFilter } from '../../ports/request-filter.ts';
import { countAccepted, selectAccepted, selectAllAccepted } from './accepted-rows.ts';
import { carryOver, forgetRemoved } from './log-carry.ts';
import { type CountRow, countedIn } from './log-counts.ts';
import { isLogDamage, type LogFile, openLogFile, setLogAside, type Values } from './log-file.ts';
import { type LogPruner, logPruner } from './log-prune.ts';
import { type LogTable, oldestOf } from './log-query.ts';
import { countReports, selectReport, selectReports } from './report-rows.ts';
import { selectKeyTallies, selectTotals } from './request-totals.ts';
import { COLUMNS } from './schema.ts';

export interface LogSettings {
  /** File of the log. */
  readonly path: string;
  /** File of the keys, where earlier versions kept the log, too. */
  readonly keysPath: string;
  /** How many rows of each table are kept. */
  readonly limits: { readonly [table in LogTable]: number };
  /** How large the file may be, without its write-ahead log. */
  readonly maxBytes: number;
  /** Whether rows of the log are still in the file of the keys. */
  readonly isToCarry: boolean;
}

/** Where a row has its time and its application. */
const placesIn = (columns: readonly string[]) => ({
  at: columns.indexOf('at_ms'),
  application: columns.indexOf('application_id'),
});
const PLACES = { reports: placesIn(COLUMNS.reports), accepted_requests: placesIn(COLUMNS.accepted_requests) };

export type LogTasks = ReturnType<typeof logTasks>;

/**
 * What is done with the file of the request log, where it is open: in a thread of its own. A file that is damaged is set
 * aside, and a new one begun.
 * @param tell called with what its owner should know
 */
export function logTasks(settings: LogSettings, tell: (fault: Error) => void, open = openLogFile) {
  const { path, keysPath } = settings;
  /** Applications that were removed since the start: what comes late of them is not kept. */
  const removed = new Set<string>();
  let log: (LogFile & { readonly pruner: LogPruner }) | undefined;

  function opened() {
    if (log !== undefined && !log.isInPlace()) {
      log.close();
      log = undefined;
      tell(new Error(`The request log ${path} was moved or removed while it was in use. A new one is begun.`));
    }
    if (log === undefined) {
      const file = open(path);
      log = { ...file, pruner: logPruner(file, settings) };
    }
    return log;
  }

  /** Does the work, once more on a new file where the old one is of no use. */
  async function withLog<T>(work: (file: NonNullable<typeof log>) => T | Promise<T>): Promise<T> {
    try {
      return await work(opened());
    } catch (error) {
      if (!isLogDamage(error)) throw error;
      log?.close();
      log = undefined;
      const aside = setLogAside(path);
      tell(
        new Error(
          `The request log ${path} cannot be read (${(error as Error).message}). It is now ${aside}, and a new log is begun: the requests before are not listed any more.`,
          { cause: error },
        ),
      );
      return work(opened());
    }
  }

  /** Without what is too old, and what came late of an application that is gone. */
  function kept(table: LogTable, rows: readonly Values[], oldestMs: number): readonly Values[] {
    const { at, application } = PLACES[table];
    const isGone = (id: unknown) => table === 'accepted_requests' && removed.has(String(id));
    return rows.filter((row) => Number(row[at]) >= oldestMs && !isGone(row[application]));
  }

  const counted = (counts: readonly CountRow[], oldestMs: number) =>
    counts.filter((row) => row.last_ms >= oldestMs && !(row.cause === '' && removed.has(row.application_id)));

  return {
    /** What was left to be done when the last process ended. */
    async begin(): Promise<void> {
      try {
        await withLog((file) => forgetRemoved(file, keysPath));
        if (settings.isToCarry) await carryOver(keysPath, () => opened());
      } catch (error) {
        tell(error as Error);
      }
    },

    /** @param oldestMs what is older is not kept */
    add: (table: LogTable, rows: readonly Values[], counts: readonly CountRow[], oldestMs: number): Promise<void> =>
      withLog((file) => {
        file.pruner.added(table, file.insert(table, kept(table, rows, oldestMs), counted(counts, oldestMs)));
        try {
          file.pruner.prune(table, oldestMs);
        } catch (error) {
          // The rows are kept; the next batch tries again.
          if (isLogDamage(error)) throw error;
          tell(error as Error);
        }
      }),

    /** Lets go of what is too old, where nothing new comes. */
    age: (oldestMs: number): Promise<void> =>
      withLog((file) => {
        for (const table of ['reports', 'accepted_requests'] as const) file.pruner.age(table, oldestMs);
      }),

    forget: (applicationId: string): Promise<void> => {
      removed.add(applicationId);
      return withLog((file) => file.pruner.forget(applicationId));
    },

    report: (id: string) => withLog(({ ask }) => selectReport(ask, id)),
    reports: (query: ReportQuery) => withLog(({ ask }) => selectReports(ask, query)),
    reportCounts: (filter: ReportFilter, bucketSeconds: number) =>
      withLog(({ ask }) =>
        countedIn(ask, filter, 'rejected', bucketSeconds, (part) => countReports(ask, part, bucketSeconds)),
      ),
    accepted: (accountId: string, id: string) => withLog(({ ask }) => selectAccepted(ask, accountId, id)),
    allAccepted: (filter: RequestFilter, limit: number, before?: Position) =>
      withLog(({ ask }) => selectAllAccepted(ask, filter, limit, before)),
    acceptedCounts: (filter: RequestFilter, bucketSeconds: number) =>
      withLog(({ ask }) =>
        countedIn(ask, filter, 'accepted', bucketSeconds, (part) => countAccepted(ask, part, bucketSeconds)),
      ),
    totals: (accountId: string, applicationIds: readonly string[], since: number) =>
      withLog(({ ask }) => selectTotals(ask, accountId, applicationIds, since)),
    keyTallies: (accountId: string, applicationId: string, since: number, bucketSeconds: number) =>
      withLog(({ ask }) => selectKeyTallies(ask, accountId, applicationId, since, bucketSeconds)),
    oldest: (table: LogTable, accountId: string) => withLog(({ ask }) => oldestOf(ask, table, accountId)),

    async close(): Promise<void> {
      log?.close();
      log = undefined;
    },
  };
}
