import type { Clock } from '../../ports/clock.ts';
import type { ReportFilter, Reports, StoredReport } from '../../ports/reports.ts';
import type { LogBounds } from '../../ports/request-filter.ts';
import { matches, newestFirst, prune, tally } from './request-filter.ts';

/** Reports in memory: gone with the process. */
export function memoryReports(clock: Clock, bounds: LogBounds): Reports {
  const reports = new Map<string, StoredReport>();
  const found = (filter: ReportFilter) =>
    [...reports.values()].filter(
      (report) => matches(report, filter) && (filter.cause === undefined || report.cause === filter.cause),
    );

  return {
    add(report) {
      const oldest = clock.now() - bounds.maxAgeSeconds;
      if (report.at >= oldest) reports.set(report.id, report);
      prune(reports, bounds.limit, oldest);
    },
    async get(id) {
      return reports.get(id);
    },
    async list(query) {
      const after = query.after === undefined ? undefined : reports.get(query.after);
      if (query.after !== undefined && after?.accountId !== query.accountId) return [];
      const ends = [after, query.before];
      return found(query)
        .filter((report) => ends.every((end) => end === undefined || newestFirst(report, end) > 0))
        .sort(newestFirst)
        .slice(0, query.limit);
    },
    async count(filter, bucketSeconds) {
      return tally(found(filter), bucketSeconds);
    },
    async settled() {},
    dropped: () => 0,
  };
}
