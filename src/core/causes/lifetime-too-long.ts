import { maximumLifetime } from '../claims/lifetime.ts';
import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION, VONAGE_LIFETIME } from '../evidence/sources.ts';
import { remint } from '../mend/remint.ts';
import { clockRow, clockStamp, stamp, timesOf } from '../observe/token-times.ts';

interface LifetimeFacts extends Facts {
  /** Nobody gave the time of the server: it is that of the machine that judges. */
  readonly isOwnClock?: true;
  readonly measuredFrom: 'iat' | 'now';
  readonly from: number;
  readonly exp: number;
  readonly lifetimeSeconds: number;
  readonly maximumSeconds: number;
  readonly isCut: boolean;
}

export const lifetimeTooLong = defineCause<LifetimeFacts>({
  id: 'lifetime-too-long',
  stage: 'time',
  cites: [VONAGE_LIFETIME, VONAGE_AUTHENTICATION, rfc(7519, '4.1.4')],
  needs: ['token', 'now'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Token lifetime too long',
  searchedAs: [
    'exp too far in the future',
    'maximum lifetime',
    'more than 24 hours',
    'token valid for too long',
    'longer than 10 minutes, 20 minutes, 60 seconds, six months',
  ],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'A token stops working long before its `exp`: with Vonage, 24 hours after it was issued. Other providers reject it at once.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The token asks for a longer lifetime than the provider allows: `exp` is further from `iat` than the maximum. Vonage honours a token for 24 hours after `iat`, whatever `exp` says.',
        ),
      ),
    ],
    resolution: [
      steps(
        'Ask for the lifetime that you need: 15 minutes are enough for most requests.',
        'Mint a token for each request, or a new one after 80 % of the lifetime.',
      ),
    ],
    additional: [
      list(
        'If the provider cuts the lifetime short, this is reported as a risk: the token is accepted now, and fails a day later.',
        'A lifetime in milliseconds added to a time in seconds is a thousand times too long.',
      ),
    ],
  },
  related: ['lifetime-at-limit', 'time-units-mixed', 'token-cached-past-expiry'],

  find(evidence) {
    const { lifetime } = evidence.profile;
    const { beyondMaximum, measuredFrom } = lifetime;
    const maximumSeconds = maximumLifetime(lifetime, evidence.token?.payload.members);
    const times = timesOf(evidence);
    if (maximumSeconds === undefined || times?.exp === undefined) return undefined;
    const { exp, iat, now } = times;
    const from = measuredFrom === 'iat' && iat !== undefined ? iat : now;
    if (exp - from <= maximumSeconds) return undefined;
    // A number that JSON readers do not agree on (RFC 8259 §6) is not cut: nobody can have meant it.
    const isCut = beyondMaximum === 'cut' && exp <= Number.MAX_SAFE_INTEGER;
    return {
      facts: { measuredFrom, from, exp, lifetimeSeconds: exp - from, maximumSeconds, isCut },
      at: { in: 'token', part: 'payload', pointer: '/exp' },
      severity: isCut ? 'risk' : 'fault',
    };
  },

  explain: ({ measuredFrom, from, exp, lifetimeSeconds, maximumSeconds, isCut, isOwnClock }) => ({
    title: isCut
      ? `The token asks for ${describeDuration(lifetimeSeconds)}; it will expire after ${describeDuration(maximumSeconds)}.`
      : `The token asks for ${describeDuration(lifetimeSeconds)}; the limit is ${describeDuration(maximumSeconds)}.`,
    detail: [
      pairs(
        measuredFrom === 'iat' ? ['iat', stamp(from)] : clockRow(from, isOwnClock),
        ['exp', stamp(exp)],
        [isCut ? 'ends' : 'latest allowed', clockStamp(from + maximumSeconds)],
        ['difference', `${describeDuration(lifetimeSeconds - maximumSeconds)} more than allowed`],
      ),
    ],
  }),

  fix: ({ maximumSeconds }) => ({
    applicability: 'certain',
    steps: [
      `Ask for ${describeDuration(Math.min(900, maximumSeconds))}; at most ${describeDuration(maximumSeconds)} are allowed.`,
      'Mint a new token before the old one expires, not only once at start-up.',
    ],
  }),
  mend: (input) => remint(input),
  example: (kit) => kit.input({ token: kit.mint({ claims: { exp: kit.now - 10 + 30 * 86_400 } }) }),
});
