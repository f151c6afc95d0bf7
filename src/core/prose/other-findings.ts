import type { Report, ReportFinding } from '../evidence/report.ts';

interface OtherFindings {
  /** The root makes them: they go with it. */
  readonly follows: readonly ReportFinding[];
  /** Faults of their own, that the root hides until it is mended. */
  readonly failsNext: readonly ReportFinding[];
  /** Risks, and faults that are only possible. */
  readonly mayFailNext: readonly ReportFinding[];
}

/** What a report found beside its root, by what it means for whoever mends the root. */
export function otherFindings({ findings: [root, ...others] }: Pick<Report, 'findings'>): OtherFindings {
  const isSure = ({ severity, certainty }: ReportFinding) => severity === 'fault' && certainty !== 'possible';
  const own = others.filter(({ cause }) => !root?.explains.includes(cause));
  return {
    follows: others.filter(({ cause }) => root?.explains.includes(cause)),
    failsNext: own.filter(isSure),
    mayFailNext: own.filter((finding) => !isSure(finding)),
  };
}
