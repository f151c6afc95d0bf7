import type { CauseId } from '../evidence/cause-id.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { SaidMatch } from '../evidence/said.ts';
import { type Asked, readSaid } from '../said/read-said.ts';

/** What the answer says, as far as it is known what that stands for. */
export interface ObservedAnswer {
  readonly status?: number;
  /** Somebody said that it was refused, in whatever words. */
  readonly isTold?: true;
  /** Each message that is known in it, the most telling first. */
  readonly said: readonly SaidMatch[];
  /** The first of them that a product is known for, and the causes that are known behind it, most frequent first. */
  readonly message?: { readonly text: string; readonly causes: readonly CauseId[]; readonly match: SaidMatch };
}

/** No text that is known stands further back. */
const BODY_LIMIT = 16_384;

/** One evidence is asked by many causes. */
const known = new WeakMap<Evidence, { readonly answer: ObservedAnswer | undefined }>();

/** `undefined` where nothing was answered or said, and for an answer that accepted. */
export function observedAnswer(evidence: Evidence): ObservedAnswer | undefined {
  const held = known.get(evidence) ?? { answer: readAnswer(evidence) };
  known.set(evidence, held);
  return held.answer;
}

function readAnswer(evidence: Evidence): ObservedAnswer | undefined {
  const { response, failure, said: told } = evidence;
  if (!response && failure === undefined && told === undefined) return undefined;
  // A HAR file writes 0 where there was no answer.
  const status = response?.status || undefined;
  if (status !== undefined && status < 300 && told === undefined) return undefined;
  const challenge = response?.fields?.find(([name]) => name.toLowerCase() === 'www-authenticate')?.[1] ?? '';
  const text = `${response?.body ?? ''}\n${challenge}\n${failure ?? ''}`.slice(0, BODY_LIMIT);
  const read = text.trim() === '' ? [] : readSaid(text, productAsked(evidence));
  const said = [...(told ?? []), ...read];
  const match = said.find(({ product }) => product.isCommonWords !== true);
  return {
    ...(status !== undefined && { status }),
    ...(told && { isTold: true as const }),
    said,
    ...(match && { message: messageOf(match) }),
  };
}

/** Whose server answered: the profile's. What a token looks like tells who it was made for, not where it was sent. */
export function productAsked({ profile, chosenBy }: Pick<Evidence, 'profile' | 'chosenBy'>): Asked {
  const isKnown = chosenBy === 'host' || chosenBy === 'registry' || (chosenBy === 'user' && profile.id !== 'jwt');
  return { profile: profile.id, isKnown };
}

function messageOf(match: SaidMatch): NonNullable<ObservedAnswer['message']> {
  const weights = match.message.means;
  const causes = Object.keys(weights) as CauseId[];
  causes.sort((one, other) => (weights[other] ?? 0) - (weights[one] ?? 0));
  return { text: textOf(match), causes, match };
}

/** The known words, with the values that they state, without the member of JSON that they stand in. */
function textOf({ text, states }: SaidMatch): string {
  const words = text.replace(/^"\w+": ?"(.*)"$/, '$1');
  return words.replace(/\{(\w+)\}/g, (_, name: string) => (states[name] || '…').slice(0, 80));
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

/** Whether anything that was answered or said, in however common words, is known for one of these causes before others. */
export function isSpokenOf(evidence: Evidence, ids: readonly CauseId[]): boolean {
  const said = observedAnswer(evidence)?.said ?? [];
  return said.some(({ message: { means } }) => {
    const most = Math.max(...Object.values(means));
    return ids.some((id) => means[id] === most);
  });
}

/** The token was rejected, by an answer of 401 or in words. */
export function isRefused(evidence: Evidence): boolean {
  const answer = observedAnswer(evidence);
  return answer !== undefined && (answer.status === 401 || (answer.status === undefined && answer.said.length > 0));
}
