import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { remint } from '../mend/remint.ts';
import { clockRow, stamp, timesOf } from '../observe/token-times.ts';

interface NotYetFacts extends Facts {
  /** Nobody gave the time of the server: it is that of the machine that judges. */
  readonly isOwnClock?: true;
  readonly claim: 'iat' | 'nbf';
  readonly value: number;
  readonly now: number;
  readonly aheadSeconds: number;
  readonly skewSeconds: number;
}

export const tokenNotYetValid = defineCause<NotYetFacts>({
  id: 'token-not-yet-valid',
  stage: 'time',
  cites: [rfc(7519, '4.1.5'), rfc(7519, '4.1.6'), VONAGE_AUTHENTICATION],
  needs: ['token', 'now'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Token not yet valid',
  searchedAs: ['nbf in the future', 'not before', 'used before nbf'],
  article: {
    symptom: [paragraph('A new token is rejected with 401, and the same token is accepted some time later.')],
    cause: [
      paragraph(
        ...marked(
          "By the server's clock, the token is not valid yet: `nbf` (not before) or `iat` (issued at) is further ahead than the leeway, which is 30 seconds unless the server is set otherwise.",
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Leave `nbf` out, unless the token is meant to start later. Vonage does not ask for it.'),
        marked('Set `iat` to the time of minting, in seconds since 1970-01-01 UTC.'),
        marked('If both are right by your own clock, compare `date -u` with the `Date` header of a response.'),
      ),
    ],
    additional: [
      list(
        marked('A token made for a later time is rejected until `nbf`, and accepted from then on.'),
        'Retrying without a pause hides this fault: the second or third attempt is late enough.',
      ),
    ],
  },
  related: ['clock-ahead', 'time-zone-offset', 'time-in-milliseconds'],

  find(evidence) {
    const times = timesOf(evidence);
    if (!times) return undefined;
    const { now, skewSeconds, iat, nbf } = times;
    const limit = now + skewSeconds;
    const claim = iat !== undefined && iat > limit ? 'iat' : 'nbf';
    const value = claim === 'iat' ? iat : nbf;
    if (value === undefined || value <= limit) return undefined;
    return {
      facts: { claim, value, now, aheadSeconds: value - now, skewSeconds },
      at: { in: 'token', part: 'payload', pointer: `/${claim}` },
    };
  },

  explain: ({ claim, value, now, aheadSeconds, skewSeconds, isOwnClock }) => ({
    title: `The token becomes valid in ${describeDuration(aheadSeconds)}: ${claim} is ahead of ${isOwnClock ? "this machine's clock" : "the server's clock"}.`,
    detail: [
      pairs([claim, stamp(value)], clockRow(now, isOwnClock), [
        'difference',
        `${describeDuration(aheadSeconds)} ahead; leeway ${skewSeconds} s`,
      ]),
    ],
  }),

  fix: ({ claim, now }) => ({
    applicability: 'likely',
    steps: [
      claim === 'nbf'
        ? 'Leave nbf out, or set it to the time of minting.'
        : 'Set iat to the time of minting, in seconds since 1970-01-01 UTC.',
      'If the value is right by your own clock, set that clock with NTP.',
    ],
    artefact: JSON.stringify({ [claim]: Math.floor(now) }),
  }),
  mend: (input) => remint(input),
  example: (kit) => kit.input({ token: kit.mint({ claims: { nbf: kit.now + 480 } }) }),
});
