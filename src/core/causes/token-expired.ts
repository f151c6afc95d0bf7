import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_LIFETIME } from '../evidence/sources.ts';
import { remint } from '../mend/remint.ts';
import { clockRow, stamp, type TokenTimes, timesOf, zoneOffset } from '../observe/token-times.ts';

interface ExpiryFacts extends Facts {
  /** Nobody gave the time of the server: it is that of the machine that judges. */
  readonly isOwnClock?: true;
  readonly iat: number | null;
  readonly exp: number | null;
  readonly end: number;
  readonly endsBy: 'exp' | 'default' | 'maximum';
  readonly now: number;
  readonly lateSeconds: number;
  readonly skewSeconds: number;
}

/** With less than this left a token is still accepted; the next one may not be. */
const TO_SPARE_SECONDS = 5;

export const tokenExpired = defineCause<ExpiryFacts>({
  id: 'token-expired',
  stage: 'time',
  cites: [rfc(7519, '4.1.4'), VONAGE_LIFETIME],
  needs: ['token', 'now'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Token expired',
  searchedAs: [
    'expired token',
    'jwt expired',
    'exp is in the past',
    'how long does a token live',
    'lifetime of a token',
    'session expired',
    'signature has expired',
    'token no longer valid',
  ],
  article: {
    symptom: [paragraph('Requests fail with 401. The same token was accepted before, or a newer one is accepted.')],
    cause: [
      paragraph(
        ...marked(
          "By the server's clock, the token has expired. A token expires at `exp`; without `exp` it expires 15 minutes after `iat`; whatever `exp` says, it expires 24 hours after `iat`. A leeway is added, 30 seconds unless the server is set otherwise.",
        ),
      ),
    ],
    resolution: [
      steps(
        'Mint a new token and send the request again.',
        'Mint a token for each request, or keep one for at most 80 % of its lifetime.',
        marked('If new tokens arrive expired, compare `date -u` with the `Date` header of a response.'),
      ),
    ],
    additional: [
      list(
        "A token that is rejected at once was kept for a while before it was sent, or the sender's clock is behind.",
        'A token with less than 5 seconds left is accepted and reported as a risk: on a slow connection it arrives too late.',
      ),
    ],
  },
  related: ['token-cached-past-expiry', 'clock-behind', 'time-zone-offset', 'lifetime-impossible'],

  find(evidence) {
    const times = timesOf(evidence);
    if (times?.end === undefined) return undefined;
    const { end, now, skewSeconds, iat = null, exp = null } = times;
    const lateSeconds = now - end;
    if (lateSeconds <= -TO_SPARE_SECONDS) return undefined;
    return {
      facts: { iat, exp, end, endsBy: endsBy(times), now, lateSeconds, skewSeconds },
      at: { in: 'token', part: 'payload', pointer: exp === null ? '/iat' : '/exp' },
      severity: lateSeconds > skewSeconds ? 'fault' : 'risk',
    };
  },

  explain(facts) {
    const { iat, end, endsBy, now, lateSeconds, skewSeconds, isOwnClock } = facts;
    const amount = describeDuration(lateSeconds);
    const isLate = lateSeconds > 0;
    return {
      title: titleOf(facts),
      detail: [
        pairs(
          ...(iat === null ? [] : [['issued', stamp(iat)] as const]),
          ['ends', `${stamp(end)}, ${ENDS_BY[endsBy]}`],
          clockRow(now, isOwnClock),
          ['difference', `${amount} ${isLate ? 'after expiry' : 'left'}; leeway ${skewSeconds} s`],
        ),
        ...(lateSeconds > skewSeconds && iat !== null && now > iat ? [paragraph(...whatTheAgeSays(now - iat))] : []),
      ],
    };
  },

  fix: ({ lateSeconds, skewSeconds }) => ({
    applicability: 'certain',
    steps: [
      'Mint a new token and send the request again.',
      lateSeconds > skewSeconds
        ? 'If you keep tokens, mint the next one after 80 % of the lifetime.'
        : 'Mint the next token earlier: after 80 % of the lifetime.',
    ],
  }),
  mend: (input) => remint(input),
  example: (kit) => kit.input({ token: kit.mint({ claims: { iat: kit.now - 1000, exp: kit.now - 100 } }) }),
});

const ENDS_BY = {
  exp: 'by exp',
  default: 'by default, as there is no exp',
  maximum: 'by the longest lifetime allowed, as exp is beyond it',
} as const;

function endsBy({ exp, end }: TokenTimes): ExpiryFacts['endsBy'] {
  if (exp === undefined) return 'default';
  return exp === end ? 'exp' : 'maximum';
}

function titleOf({ lateSeconds, skewSeconds, isOwnClock }: ExpiryFacts): string {
  const amount = describeDuration(lateSeconds);
  if (lateSeconds > skewSeconds) {
    return isOwnClock
      ? `The token expired ${amount} ago, by the clock of this machine.`
      : `The token expired ${amount} before it was checked.`;
  }
  if (lateSeconds <= 0) return `The token expires in ${amount}.`;
  return `The token expired ${amount} ago; it is accepted only because of the leeway of ${skewSeconds} s.`;
}

/** A token alone cannot tell a long wait from a clock or a zone: all that fit are named. */
function whatTheAgeSays(ageSeconds: number) {
  const age = describeDuration(ageSeconds);
  const zone = zoneOffset(-ageSeconds) !== undefined ? ', or a time zone was added where none belongs' : '';
  return marked(
    `By \`iat\` it was issued ${age} before. Either it was kept that long, or the sender's clock is behind${zone}. The sender's time shows which: \`mintmark doctor --client-now SECONDS\`.`,
  );
}
