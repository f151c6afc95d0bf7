import { CAUSES } from '../causes/index.ts';
import type { Input } from '../evidence/input.ts';
import type { Finding, ReportFinding } from '../evidence/report.ts';
import { observe } from '../observe/observe.ts';
import { inWords } from './diagnose.ts';
import { faultOf } from './judge.ts';

/** What is said at once of a request that was refused: less than a report, in a fraction of its time. */
export interface Told {
  /** Why it was refused, in words. */
  readonly finding: ReportFinding;
  /** Other faults that the same input shows. */
  readonly others: readonly Finding[];
}

/** Puts into words what was decided, and finds the other faults. Nothing is mended: a report does that. */
export function tell(decided: Finding, input: Input, helpBase: string): Told {
  const evidence = observe(input);
  const others: Finding[] = [];
  for (const cause of CAUSES) {
    if (cause.id === decided.cause) continue;
    const fault = faultOf(cause, evidence);
    if (fault) others.push(fault);
  }
  return { finding: inWords(decided, others, helpBase), others };
}
