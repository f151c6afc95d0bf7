import type { Cause } from '../evidence/cause.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Check } from '../evidence/report.ts';
import { BAD_SIGNATURE } from '../said/products/usual-means.ts';

/** Causes that only an answer shows: that they were not found says nothing. */
const UNSEEN_STAGES: readonly Cause['stage'][] = ['environment', 'replay'];

/**
 * How much of a cause the evidence leaves: 0 where its check was made and is clear. A clock that nobody gave rules
 * nothing out, nor do the general rules of JWT rule out what a provider asks for.
 */
export function shareLeft(cause: Cause, evidence: Evidence, checks: readonly Check[]): number {
  if (evidence.signature?.verifiedBy && cause.id in BAD_SIGNATURE) return 0;
  const check = checks.find((one) => one.cause === cause.id);
  const isTimed = evidence.token !== undefined && evidence.now !== undefined && evidence.isOwnClock !== true;
  if (isTimed && cause.stage === 'time' && check?.result !== 'found') return 0;
  if (check?.result !== 'clear' || UNSEEN_STAGES.includes(cause.stage)) return 1;
  if (evidence.isOwnClock === true && cause.needs.includes('now')) return 0.3;
  if (cause.needs.length === 0) return 0.5;
  const isGeneral = evidence.chosenBy === 'default' && ['header', 'claims'].includes(cause.stage);
  return isGeneral ? 0.3 : 0;
}
