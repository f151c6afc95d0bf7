import { diagnose, mendInput } from '../../core/diagnosis/diagnose.ts';
import type { Input } from '../../core/evidence/input.ts';
import type { Report } from '../../core/evidence/report.ts';
import { withTrialToken } from './trial-token.ts';

/**
 * Would the mended key be accepted? Core signs nothing, so a trial token is minted here, where the evidence is a key
 * without a token and somebody's public keys are known. Any other report is left as it is.
 */
export function withMendedKeyJudged(report: Report, input: Input, applicationId: string | undefined): Report {
  const { afterFix } = report;
  if (afterFix?.verdict !== 'cannot-tell' || afterFix.remaining.length > 0) return report;
  if (input.publicKey === undefined && input.registry === undefined) return report;
  if (input.token !== undefined || input.authorization !== undefined || input.request !== undefined) return report;
  const trial = withTrialToken(mendInput(input, report.findings).mended, applicationId);
  if (trial === undefined) return report;
  const { verdict, findings } = diagnose(trial);
  // What the damage hid is a fault of this key as well.
  const hidden = findings.filter((found) => !report.findings.some(({ cause }) => cause === found.cause));
  const remaining = findings.map(({ cause }) => cause);
  return { ...report, findings: [...report.findings, ...hidden], afterFix: { verdict, remaining } };
}
