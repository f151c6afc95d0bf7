import type { ReportFinding } from '../../core/evidence/report.ts';

/** The findings that were shown last, by cause: what fills in an article that is opened from one. In memory only. */
const shown = new Map<string, ReportFinding>();

export function rememberFindings(findings: readonly ReportFinding[]): void {
  for (const finding of findings) shown.set(finding.cause, finding);
}

export function shownFinding(cause: string): ReportFinding | undefined {
  return shown.get(cause);
}
