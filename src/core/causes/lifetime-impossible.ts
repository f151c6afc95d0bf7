import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { remint } from '../mend/remint.ts';
import { stamp, timesOf } from '../observe/token-times.ts';

interface LifetimeFacts extends Facts {
  readonly claim: 'iat' | 'nbf';
  readonly from: number;
  readonly exp: number;
  readonly lifetimeSeconds: number;
  readonly minimumSeconds: number;
}

export const lifetimeImpossible = defineCause<LifetimeFacts>({
  id: 'lifetime-impossible',
  stage: 'time',
  cites: [rfc(7519, '4.1.4'), rfc(7519, '4.1.5'), VONAGE_AUTHENTICATION],
  needs: ['token', 'now'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Token lifetime zero, negative or too short',
  searchedAs: ['exp before iat', 'negative lifetime', 'expires at once', 'exp equals iat'],
  article: {
    symptom: [paragraph('No token is ever accepted, however fast it is sent; or now and then one is.')],
    cause: [
      paragraph(
        ...marked(
          'The token expires before it becomes valid: `exp` is not later than `iat`, or earlier than `nbf`. It was never valid. Usual reasons: a lifetime of 0 from an unset option, a lifetime that was subtracted, or `exp` taken from a different clock or time zone than `iat`.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Set `exp` to `iat` plus the lifetime in seconds: `exp = iat + 900`.'),
        marked('Take `iat`, `nbf` and `exp` from one reading of the clock.'),
        marked('Or leave `exp` out: with Vonage the token then expires 15 minutes after `iat`.'),
      ),
    ],
    additional: [
      list(
        'A lifetime above zero and below the documented minimum (30 seconds with Vonage) is accepted, and reported as a risk: on a slow connection it is too short.',
      ),
    ],
  },
  related: ['duration-in-place-of-time', 'time-zone-offset', 'token-expired'],
  explains: ['token-expired', 'token-not-yet-valid'],

  find(evidence) {
    const times = timesOf(evidence);
    if (times?.exp === undefined) return undefined;
    const { exp, iat, nbf } = times;
    const { minimumSeconds = 0, beyondMaximum } = evidence.profile.lifetime;
    const isReversed = nbf !== undefined && exp < nbf && (iat === undefined || exp > iat);
    const from = isReversed ? nbf : iat;
    if (from === undefined) return undefined;
    const lifetimeSeconds = exp - from;
    if (lifetimeSeconds > 0 && lifetimeSeconds >= minimumSeconds) return undefined;
    return {
      facts: { claim: isReversed ? 'nbf' : 'iat', from, exp, lifetimeSeconds, minimumSeconds },
      at: { in: 'token', part: 'payload', pointer: '/exp' },
      // Where more than the maximum is cut, less than the minimum is accepted as well, with a warning.
      severity: lifetimeSeconds <= 0 || beyondMaximum === 'reject' ? 'fault' : 'risk',
    };
  },

  explain: ({ claim, from, exp, lifetimeSeconds, minimumSeconds }) => {
    const size = describeDuration(lifetimeSeconds);
    return {
      title:
        lifetimeSeconds > 0
          ? `The token lives for ${size}; the documented minimum is ${describeDuration(minimumSeconds)}.`
          : lifetimeSeconds === 0
            ? `The token expires the moment it is issued: exp equals ${claim}.`
            : `The token expires ${size} before it becomes valid: exp is earlier than ${claim}.`,
      detail: [
        pairs(
          [claim, stamp(from)],
          ['exp', stamp(exp)],
          ['lifetime', `${lifetimeSeconds} s; expected at least ${Math.max(1, minimumSeconds)} s`],
        ),
        ...(lifetimeSeconds <= -3600 && lifetimeSeconds % 300 === 0
          ? [
              paragraph(
                'A lifetime that is negative by round minutes is often a time zone: one of the two times is local.',
              ),
            ]
          : []),
      ],
    };
  },

  fix: ({ claim, from }) => ({
    applicability: 'certain',
    steps: [
      claim === 'iat' ? 'Set exp to iat plus the lifetime in seconds.' : 'Leave nbf out, or set it to iat.',
      'Check the lifetime for an unset option, a minus sign and the unit.',
    ],
    artefact: JSON.stringify({ [claim]: from, exp: from + 900 }),
  }),
  mend: (input) => remint(input),
  example: (kit) => kit.input({ token: kit.mint({ claims: { iat: kit.now - 2, exp: kit.now - 2 } }) }),
});
