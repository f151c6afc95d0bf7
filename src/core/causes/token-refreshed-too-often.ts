import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { hintOf, saidBy } from '../observe/sound-token.ts';
import { stamp } from '../observe/token-times.ts';

interface RefreshFacts extends Facts {
  readonly minimumSeconds: number | null;
  /** The two times of issue that lie nearest to each other. */
  readonly earlier: number | null;
  readonly later: number | null;
  readonly tokens: number;
  readonly answer: string | null;
}

export const tokenRefreshedTooOften = defineCause<RefreshFacts>({
  id: 'token-refreshed-too-often',
  stage: 'environment',
  cites: [
    {
      title: 'Apple: Establishing a token-based connection to APNs',
      url: 'https://developer.apple.com/documentation/usernotifications/establishing-a-token-based-connection-to-apns',
    },
  ],
  needs: [],
  needsOneOf: ['replay', 'response'],
  certainty: 'proved',
  title: 'Tokens refreshed too often',
  searchedAs: ['TooManyProviderTokenUpdates', '429 too many tokens'],
  related: ['token-cached-past-expiry', 'token-replayed'],
  appliesTo: ['APNs', 'JSON Web Token (JWT)'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          '`TooManyProviderTokenUpdates` (429), or rejections that begin under load and stop when it is quiet.',
        ),
      ),
    ],
    cause: [
      paragraph(
        'A new token is minted for each message or by each of several processes. The provider requires one token that is kept for a while: APNs for at least 20 minutes, and at most an hour.',
      ),
    ],
    resolution: [
      steps(
        'Keep the token, and mint a new one after half of its lifetime: for APNs, every 30 to 50 minutes.',
        'Share it between processes, from one place that mints.',
      ),
    ],
    additional: [list(marked('Keeping it too long is the opposite mistake: see `token-cached-past-expiry`.'))],
  },
  find(evidence) {
    const minimumSeconds = evidence.profile.lifetime.renewalSeconds;
    const times = [...new Set(evidence.replay?.mintedAt ?? [])]
      .filter(Number.isFinite)
      .sort((one, other) => one - other);
    const nearest = nearestPair(times);
    const isTooOften =
      minimumSeconds !== undefined && nearest !== undefined && nearest[1] - nearest[0] < minimumSeconds;
    const certainty = isTooOften ? 'proved' : hintOf(evidence, 'token-refreshed-too-often');
    if (!certainty) return undefined;
    return {
      facts: {
        minimumSeconds: minimumSeconds ?? null,
        earlier: isTooOften ? nearest[0] : null,
        later: isTooOften ? nearest[1] : null,
        tokens: times.length,
        answer: evidence.response ? saidBy(evidence, observedAnswer(evidence)?.message?.text) : null,
      },
      certainty,
    };
  },
  explain: ({ minimumSeconds, earlier, later, tokens, answer }) => ({
    title:
      earlier === null || later === null
        ? 'New tokens are minted more often than the provider allows.'
        : `Two tokens were minted ${describeDuration(later - earlier)} apart; at least ${describeDuration(minimumSeconds ?? 0)} are required.`,
    detail: [
      pairs(
        ...(earlier === null || later === null
          ? []
          : [['minted', `${stamp(earlier)} and ${stamp(later)}`] as const, ['tokens seen', String(tokens)] as const]),
        ...(minimumSeconds === null
          ? []
          : [['expected', `${describeDuration(minimumSeconds)} between two tokens`] as const]),
        ...(answer === null ? [] : [['answer', answer] as const]),
      ),
    ],
  }),
  fix: () => ({
    applicability: 'certain',
    steps: ['Keep one token and use it for all messages; mint the next after half of its lifetime.'],
  }),
  example: (kit) => ({
    profile: 'apns',
    now: kit.now,
    replay: { firstSeenAt: null, mintedAt: [kit.now - 130, kit.now - 70, kit.now - 10] },
  }),
});

function nearestPair(times: readonly number[]): readonly [number, number] | undefined {
  let best: readonly [number, number] | undefined;
  for (let at = 1; at < times.length; at++) {
    const pair = [times[at - 1] as number, times[at] as number] as const;
    if (best === undefined || pair[1] - pair[0] < best[1] - best[0]) best = pair;
  }
  return best;
}
