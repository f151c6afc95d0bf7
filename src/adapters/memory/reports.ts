import type { Clock } from '../../ports/clock.ts';
import type { ReportBounds, ReportQuery, Reports, StoredReport } from '../../ports/reports.ts';

/** Reports in memory: gone with the process. */
export function memoryReports(clock: Clock, bounds: ReportBounds): Reports {
  /** Oldest first. */
  const reports = new Map<string, StoredReport>();
  const listeners = new Set<(report: StoredReport) => void>();

  function prune() {
    const oldest = clock.now() - bounds.maxAgeSeconds;
    for (const [id, report] of reports) {
      if (reports.size <= bounds.limit && report.at >= oldest) break;
      reports.delete(id);
    }
  }

  return {
    add(report) {
      if (report.at >= clock.now() - bounds.maxAgeSeconds) reports.set(report.id, report);
      prune();
      for (const listener of listeners) listener(report);
    },
    async get(id) {
      return reports.get(id);
    },
    async list(query) {
      const after = query.after === undefined ? undefined : reports.get(query.after);
      if (query.after !== undefined && after?.accountId !== query.accountId) return [];
      return [...reports.values()]
        .filter((report) => matches(report, query) && (after === undefined || newestFirst(report, after) > 0))
        .sort(newestFirst)
        .slice(0, query.limit);
    },
    watch(accountId, listener) {
      const own = (report: StoredReport) => {
        if (report.accountId === accountId) listener(report);
      };
      listeners.add(own);
      return () => listeners.delete(own);
    },
    async settled() {},
    dropped: () => 0,
  };
}

const newestFirst = (a: StoredReport, b: StoredReport) => b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

function matches(report: StoredReport, query: ReportQuery): boolean {
  return (
    report.accountId === query.accountId &&
    (query.applicationId === undefined || report.applicationId === query.applicationId) &&
    (query.cause === undefined || report.cause === query.cause) &&
    (query.status === undefined || report.status === query.status) &&
    (query.path === undefined || report.path === query.path) &&
    (query.since === undefined || report.at >= query.since) &&
    (query.until === undefined || report.at < query.until)
  );
}
