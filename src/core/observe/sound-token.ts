import type { Certainty } from '../evidence/cause.ts';
import type { CauseId } from '../evidence/cause-id.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { answerSpeaksOf } from './observed-answer.ts';
import { timesOf } from './token-times.ts';

/** Strict, signed by an accepted key, begun and not ended: whoever refuses it has a reason outside the token. */
export function isSoundToken(evidence: Evidence): boolean {
  return Boolean(evidence.signature?.verifiedBy) && timesOf(evidence) !== undefined && mayBeSound(evidence);
}

/** As far as can be told: what is not known is not held against it. */
function mayBeSound(evidence: Evidence): boolean {
  const { token, signature } = evidence;
  if (!token) return true;
  if (token.faults.length > 0 || (signature && !signature.verifiedBy)) return false;
  const times = timesOf(evidence);
  if (!times) return true;
  const { now, skewSeconds, iat = now, nbf = now, end = now } = times;
  return iat <= now + skewSeconds && nbf <= now + skewSeconds && now <= end + skewSeconds;
}

/**
 * How sure the answer alone makes a cause: `likely` where its text is known for nothing else. Where it is known for
 * others too, `possible`, and that only while the token is not at fault as far as can be told.
 */
export function hintOf(evidence: Evidence, id: CauseId): Certainty | undefined {
  const spoken = answerSpeaksOf(evidence, id);
  if (spoken === 'alone') return 'likely';
  return spoken === 'among' && mayBeSound(evidence) ? 'possible' : undefined;
}

/** What the answer said, for a finding that rests on it: the known text, never the answer itself. */
export function saidBy({ response }: Evidence, text: string | undefined): string {
  const status = response?.status ? `${response.status}` : 'a response';
  return text === undefined ? status : `${status}, "${text}"`;
}
