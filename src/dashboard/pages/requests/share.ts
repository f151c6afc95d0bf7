import { formatUtc } from '../../../core/claims/numeric-date.ts';
import { renderReport } from '../../../core/prose/report.ts';
import { visible } from '../../../core/prose/visible.ts';
import type { ReportView } from '../../../wire/report.ts';

/** A report as text that may be shown to others: no token, no header, no claims set, nothing of the account. */
export function shareText(report: ReportView): string {
  const { id, at, status, method, path, checks } = report;
  const count = (result: string) => checks.filter((check) => check.result === result).length;
  return [
    `${visible(`${method ?? 'A request'} ${path ?? ''}`.trim())} was answered with ${status}, ${formatUtc(at)}`,
    `Report ${id}`,
    '',
    renderReport(withoutKeys(report), undefined, { width: 100 }),
    '',
    `${checks.length} checks: ${count('clear')} clear, ${count('found')} found, ${count('cannot-tell')} cannot tell.`,
  ].join('\n');
}

/** What other keys and applications the account has is nobody else's. */
function withoutKeys({ keysTried: _, ...report }: ReportView): Omit<ReportView, 'keysTried'> {
  return report;
}
