import type { CauseId } from '../evidence/cause-id.ts';
import type { Finding, Report } from '../evidence/report.ts';
import { causeById, HELP_BASE, inWords } from './diagnose.ts';

/** The report of what a verifier refused for `decided`: that is its root, or what the doctor found behind it. */
export function reportOf(decided: Finding, report: Report, helpBase = HELP_BASE): Report {
  const isBehind = report.rootCause !== null && accountsFor(report.rootCause, decided.cause);
  return report.verdict === 'rejected' && isBehind ? report : ledBy(decided, report, helpBase);
}

/** The same report with `told` as its root. */
export function ledBy(told: Finding, report: Report, helpBase = HELP_BASE): Report {
  const first =
    report.findings.find(({ cause }) => cause === told.cause) ?? inWords(told, [told, ...report.findings], helpBase);
  const others = report.findings.filter(({ cause }) => cause !== told.cause);
  return { ...report, verdict: 'rejected', rootCause: told.cause, findings: [first, ...others] };
}

/** Whether one cause is the other, or explains it, be it through others. */
export function accountsFor(root: CauseId, id: CauseId): boolean {
  return root === id || (causeById(root)?.explains ?? []).some((one) => accountsFor(one, id));
}
