import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { excerpt } from '../observe/excerpt.ts';
import { clockStamp, stamp } from '../observe/token-times.ts';

interface ReplayFacts extends Facts {
  readonly jti: string;
  readonly firstSeenAt: number;
  readonly now: number | null;
}

export const tokenReplayed = defineCause<ReplayFacts>({
  id: 'token-replayed',
  stage: 'replay',
  cites: [rfc(7519, '4.1.7'), VONAGE_AUTHENTICATION],
  needs: ['token', 'replay'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Token already used',
  searchedAs: ['jti already used', 'token used twice', 'replay', 'retry with the same token', 'single use'],
  article: {
    symptom: [
      paragraph(
        'The first request is accepted and its repetition is rejected with 401; or one of two workers is rejected.',
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The application requires single use: each `jti` is accepted once. The same token was sent again, by an automatic retry, by two workers that share it, or from a cache; or every token has the same `jti`.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Mint a token for every attempt, retries included, with a new `jti`: a random UUID.'),
        'Do not share a token between workers.',
        'If a token has to serve several requests, switch single use off for the application.',
      ),
    ],
    additional: [
      list(
        'An HTTP client that retries by itself sends the same header again: give it a function that mints, not a token.',
        marked('A token counts as used even if the request was then rejected for its `acl`.'),
      ),
    ],
  },
  related: ['token-cached-past-expiry', 'claim-missing'],

  find({ token, replay, registry, now }) {
    const firstSeenAt = replay?.firstSeenAt ?? null;
    if (firstSeenAt === null || registry?.application?.singleUse === false) return undefined;
    return {
      facts: { jti: excerpt(token?.payload.members?.['jti']), firstSeenAt, now: now ?? null },
      at: { in: 'token', part: 'payload', pointer: '/jti' },
      // Without the registry nobody knows whether the application asks for single use.
      certainty: registry?.application ? 'proved' : 'possible',
    };
  },

  explain: ({ jti, firstSeenAt, now }) => ({
    title:
      now === null || now <= firstSeenAt
        ? 'The token was already used, and the application accepts each jti once.'
        : `The token was already used ${describeDuration(now - firstSeenAt)} before, and the application accepts each jti once.`,
    detail: [
      pairs(
        ['jti', jti],
        ['first used', stamp(firstSeenAt)],
        ...(now === null ? [] : [['used again', clockStamp(now)] as const]),
        ['expected', 'a jti that was not used before'],
      ),
    ],
  }),

  fix: () => ({
    applicability: 'certain',
    steps: ['Mint a token with a new jti for every attempt, retries included.', 'Do not share tokens between workers.'],
  }),
  mend: (input, { firstSeenAt }) => {
    const mended = reissue(input, { claims: { jti: `not-used-before-${firstSeenAt}` } });
    return mended && { ...mended, replay: { firstSeenAt: null } };
  },
  example: (kit) => {
    const input = kit.input({ replay: { firstSeenAt: kit.now - 8 } });
    const { registry } = input;
    if (!registry?.application) return input;
    return { ...input, registry: { ...registry, application: { ...registry.application, singleUse: true } } };
  },
});
