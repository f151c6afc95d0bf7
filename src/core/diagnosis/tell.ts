import { CAUSES } from '../causes/index.ts';
import { type Cause, STAGES, type Stage } from '../evidence/cause.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Finding, ReportFinding } from '../evidence/report.ts';
import { inWords } from './diagnose.ts';
import { faultOf } from './judge.ts';

/** What is said at once of a request that was refused: less than a report, in a fraction of its time. */
export interface Told {
  /** Why it was refused, in words. */
  readonly finding: ReportFinding;
  /** Other faults that the same input shows. */
  readonly others: readonly Finding[];
}

/** The causes of a stage and of those that come after it. */
const FROM: ReadonlyMap<Stage, readonly Cause[]> = new Map(
  STAGES.map((stage, at) => [stage, CAUSES.filter((cause) => STAGES.indexOf(cause.stage) >= at)]),
);

/**
 * Puts into words what was decided, and finds the other faults. Nothing is mended: a report does that.
 * @param stage where it was decided: whoever judges stage by stage has found no fault before
 */
export function tell(decided: Finding, stage: Stage, evidence: Evidence, helpBase: string): Told {
  const others: Finding[] = [];
  for (const cause of FROM.get(stage) ?? CAUSES) {
    if (cause.id === decided.cause) continue;
    const fault = faultOf(cause, evidence);
    if (fault) others.push(fault);
  }
  return { finding: inWords(decided, others, helpBase), others };
}
