import type { StoredReport } from '../../ports/reports.ts';

/** One line of the list. */
export interface ReportSummary {
  readonly id: string;
  readonly at: number;
  readonly applicationId: string | null;
  readonly cause: string;
  readonly title: string;
  readonly status: number;
  readonly method: string | null;
  readonly path: string | null;
  readonly clientAddress: string | null;
  readonly userAgent: string | null;
}

export function summarise(stored: StoredReport): ReportSummary {
  const root = stored.report.findings.find((finding) => finding.cause === stored.cause);
  return {
    id: stored.id,
    at: stored.at,
    applicationId: stored.applicationId,
    cause: stored.cause,
    title: root?.title ?? stored.cause,
    status: stored.status,
    method: stored.method,
    path: stored.path,
    clientAddress: stored.clientAddress,
    userAgent: stored.userAgent,
  };
}
