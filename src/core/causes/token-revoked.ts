import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { hintOf, saidBy } from '../observe/sound-token.ts';
import { stamp } from '../observe/token-times.ts';

interface RevokedFacts extends Facts {
  readonly revokedAt: number | null;
  readonly answer: string | null;
}

export const tokenRevoked = defineCause<RevokedFacts>({
  id: 'token-revoked',
  stage: 'replay',
  cites: [rfc(7009, '2'), { title: 'Vonage: API errors', url: 'https://developer.vonage.com/en/api-errors' }],
  audience: 'owner',
  needs: [],
  needsOneOf: ['replay', 'response'],
  certainty: 'proved',
  title: 'Token revoked',
  searchedAs: ['logged out', 'blacklisted token', 'token was invalidated', 'denylist', 'session ended'],
  related: ['token-replayed', 'no-active-key', 'application-suspended'],
  article: {
    symptom: [
      paragraph(
        ...marked('A token that was accepted is rejected before it expires: `jwt-revoked`, `Bad credentials`.'),
      ),
    ],
    cause: [
      paragraph(
        'The token was withdrawn, or what it depends on was: a user signed out, a session was ended, a key was leaked and everything made with it was revoked.',
      ),
    ],
    resolution: [
      steps(
        'Mint a new token.',
        'If that is rejected as well, check whether the key or the application was revoked or suspended.',
        'Find out who revoked it, and why: if a token leaked, replace its key too.',
      ),
    ],
    additional: [
      list('Mintmark revokes keys, not tokens: a token stops working when it expires, or with the key that signed it.'),
    ],
  },
  find(evidence) {
    const revokedAt = evidence.replay?.revokedAt;
    const certainty = revokedAt === undefined ? hintOf(evidence, 'token-revoked') : 'proved';
    if (!certainty) return undefined;
    return {
      facts: {
        revokedAt: revokedAt ?? null,
        answer: evidence.response ? saidBy(evidence, observedAnswer(evidence)?.message?.text) : null,
      },
      certainty,
    };
  },
  explain: ({ revokedAt, answer }) => ({
    title: 'The token was revoked.',
    detail: [
      pairs(
        ...(revokedAt === null ? [] : [['revoked', stamp(revokedAt)] as const]),
        ...(answer === null ? [] : [['answer', answer] as const]),
        ['expected', 'a token that was not withdrawn'],
      ),
    ],
  }),
  fix: () => ({ applicability: 'likely', steps: ['Mint a new token, and send it instead.'] }),
  example: (kit) => kit.input({ replay: { firstSeenAt: null, revokedAt: kit.now - 600 } }),
});
