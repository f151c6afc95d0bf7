import type { Cause } from '../evidence/cause.ts';
import type { Finding } from '../evidence/report.ts';
import type { ObservedAnswer } from '../observe/observed-answer.ts';
import { accounting } from './order-findings.ts';

/** Statuses that refuse the credentials. 400 and 404 are given for everything. */
const REFUSING = [401, 403];

/** Whether the answer refused the credentials, by its status or by a text that is known for it. */
export function isRefusal({ status, message, isTold }: ObservedAnswer): boolean {
  return isTold === true || message !== undefined || (status !== undefined && REFUSING.includes(status));
}

/**
 * What the answer changes in what was found. A fault that is sure and accounts for its text leaves nothing to what is
 * merely possible. Where no fault does, what only a leeway or a lenient server lets pass was refused after all.
 */
export function heedAnswer(findings: readonly Finding[], answer: ObservedAnswer | undefined): readonly Finding[] {
  const speaksOf = ({ cause }: Finding) => answer?.message?.causes.includes(cause) === true;
  const isSure = ({ severity, certainty }: Finding) => severity === 'fault' && certainty !== 'possible';
  if (answer?.message === undefined) return findings;
  const heeded = findings.some(isSure)
    ? findings
    : findings.map((one) =>
        one.severity === 'risk' && speaksOf(one)
          ? { ...one, severity: 'fault' as const, certainty: 'likely' as const }
          : one,
      );
  if (!heeded.some((one) => isSure(one) && speaksOf(one))) return heeded;
  return heeded.filter((one) => one.certainty !== 'possible' || !speaksOf(one));
}

/** Whether what was found explains the answer: then it says nothing about the input once that is mended. */
export function isAccountedFor(
  findings: readonly Finding[],
  answer: ObservedAnswer | undefined,
  causeOf: (id: Finding['cause']) => Cause | undefined,
): boolean {
  const faults = findings.filter(({ severity }) => severity === 'fault');
  return answer !== undefined && accounting(faults, answer, causeOf).size > 0;
}
