import type { FactsOf } from '../core/causes/facts.ts';
import type { CauseId } from '../core/evidence/cause-id.ts';
import type { Report as AnyReport, ReportFinding as AnyReportFinding } from '../core/evidence/report.ts';

export type { Report as AnyReport, ReportFinding as AnyReportFinding } from '../core/evidence/report.ts';

/** A finding of the cause `Id`, with the facts of that cause. */
export interface ReportFindingOf<Id extends CauseId> extends AnyReportFinding {
  readonly cause: Id;
  readonly facts: FactsOf[Id];
}

/**
 * A finding with its words. `cause` tells the facts apart:
 * `if (finding.cause === 'clock-ahead') finding.facts.aheadSeconds` is a number.
 */
export type ReportFinding = { [Id in CauseId]: ReportFindingOf<Id> }[CauseId];

/** What `diagnose` says: the verdict, and every finding, the root first. */
export interface Report extends AnyReport {
  readonly findings: readonly ReportFinding[];
}
