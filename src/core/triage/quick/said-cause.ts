import type { CauseId } from '../../evidence/cause-id.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { observedAnswer } from '../../observe/observed-answer.ts';

/** What a line without credentials most likely means by the reason that it gives; `null` where it gives none. */
export function causeSaid(evidence: Evidence): CauseId | null {
  if (evidence.token !== undefined || evidence.credentials !== undefined) return null;
  return observedAnswer(evidence)?.message?.causes[0] ?? null;
}
