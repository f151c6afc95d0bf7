import type { CauseId } from '../evidence/cause-id.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { OBSERVED_MESSAGES, type ObservedMessage } from './observed-messages.ts';

/** What the answer says, as far as it is known what that stands for. */
export interface ObservedAnswer {
  readonly status?: number;
  /** The known text that the answer holds, and the causes that are known behind it. */
  readonly message?: ObservedMessage;
}

/** No text that is known stands further back. */
const BODY_LIMIT = 16_384;

/** `undefined` without an answer, and for one that accepted. */
export function observedAnswer({ response, failure, profile }: Evidence): ObservedAnswer | undefined {
  if (!response && failure === undefined) return undefined;
  // A HAR file writes 0 where there was no answer.
  const status = response?.status || undefined;
  if (status !== undefined && status < 300) return undefined;
  const challenge = response?.fields?.find(([name]) => name.toLowerCase() === 'www-authenticate')?.[1] ?? '';
  const said = `${response?.body ?? ''}\n${challenge}\n${failure ?? ''}`.slice(0, BODY_LIMIT).toLowerCase();
  const message = OBSERVED_MESSAGES.find(
    (one) => (one.profile === null || one.profile === profile.id) && said.includes(one.text.toLowerCase()),
  );
  return { ...(status !== undefined && { status }), ...(message && { message }) };
}

/**
 * Whether the answer speaks of this cause: `alone` where its text is known for nothing else, `among` others. What a
 * server says is a hint and no proof.
 */
export function answerSpeaksOf(evidence: Evidence, id: CauseId): 'alone' | 'among' | undefined {
  const causes = observedAnswer(evidence)?.message?.causes;
  if (!causes?.includes(id)) return undefined;
  return causes.length === 1 ? 'alone' : 'among';
}
