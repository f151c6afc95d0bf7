import type { Report } from '../core/diagnosis/report.ts';
import type { Reports, StoredReport } from '../ports/reports.ts';

/** One report as its reader may see it. */
export interface ReportView extends Report {
  readonly id: string;
  /** NumericDate seconds with fraction. */
  readonly at: number;
  readonly application_id: string | null;
  readonly status: number;
  readonly method: string | null;
  readonly path: string | null;
  readonly token: StoredReport['token'];
  /** `owner`: everything that the registry knows; `caller`: what can be read off the request alone. */
  readonly voice: 'owner' | 'caller';
  /** What the anonymous caller was told in the answer; `null` where nothing was found. */
  readonly told: { readonly cause: string; readonly title: string; readonly detail: string } | null;
}

/**
 * The report, for the account that owns it. One that nobody owns is shown to any account that holds its id, as its
 * caller saw it. Another account's is not told apart from one that does not exist.
 */
export async function readReport(reports: Reports, accountId: string, id: string): Promise<ReportView | undefined> {
  const stored = await reports.get(id);
  if (!stored || (stored.accountId !== null && stored.accountId !== accountId)) return undefined;
  const isOwner = stored.accountId === accountId;
  const { at, applicationId, status, method, path, token } = stored;
  return {
    id,
    at,
    application_id: applicationId,
    status,
    method,
    path,
    token,
    voice: isOwner ? 'owner' : 'caller',
    told: toldTo(stored.callerReport),
    ...(isOwner ? stored.report : stored.callerReport),
  };
}

function toldTo({ findings: [first] }: Report): ReportView['told'] {
  return first ? { cause: first.cause, title: first.title, detail: first.detail } : null;
}

/** One line of the list. */
export interface ReportSummary {
  readonly id: string;
  readonly at: number;
  readonly application_id: string | null;
  readonly cause: string;
  readonly title: string;
  readonly status: number;
  readonly method: string | null;
  readonly path: string | null;
}

export function summarise(stored: StoredReport): ReportSummary {
  const root = stored.report.findings.find((finding) => finding.cause === stored.cause);
  return {
    id: stored.id,
    at: stored.at,
    application_id: stored.applicationId,
    cause: stored.cause,
    title: root?.title ?? stored.cause,
    status: stored.status,
    method: stored.method,
    path: stored.path,
  };
}
