import { maximumLifetime } from '../claims/lifetime.ts';
import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_LIFETIME } from '../evidence/sources.ts';
import { remint } from '../mend/remint.ts';
import { clockStamp, stamp, timesOf } from '../observe/token-times.ts';

interface LimitFacts extends Facts {
  readonly exp: number;
  readonly now: number;
  readonly maximumSeconds: number;
  readonly beyondSeconds: number;
  readonly rejects: boolean;
}

/** Left between a lifetime and the limit, so that neither clock nor latency decides. */
const HEADROOM_SECONDS = 60;

/** A limit of a minute leaves no minute of headroom: a quarter of it then. */
function withHeadroom(maximumSeconds: number): number {
  return maximumSeconds - Math.min(HEADROOM_SECONDS, Math.ceil(maximumSeconds / 4));
}

export const lifetimeAtLimit = defineCause<LimitFacts>({
  id: 'lifetime-at-limit',
  stage: 'time',
  cites: [
    {
      title: 'GitHub: Generating a JSON Web Token for a GitHub App',
      url: 'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app',
    },
    rfc(7519, '4.1.4'),
    VONAGE_LIFETIME,
  ],
  needs: ['token', 'now'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Token lifetime equal to the limit',
  searchedAs: ['exactly ten minutes', 'exp too far in the future by seconds'],
  article: {
    symptom: [
      paragraph('Some tokens are rejected as too long-lived, and most are accepted, with no change in between.'),
    ],
    cause: [
      paragraph(
        ...marked(
          "The token is made to live exactly as long as the provider allows. If the provider measures `exp` from its own clock, a sender's clock that is a second ahead pushes `exp` past the limit; a slow connection brings it back.",
        ),
      ),
    ],
    resolution: [
      steps(
        'Ask for a minute less than the limit.',
        marked('Set `iat` 60 seconds back where the provider advises it.'),
        'Set the clock with NTP.',
      ),
    ],
    additional: [
      list(
        'It fails only when clock and latency coincide, so a retry seems to fix it.',
        marked('Vonage measures from `iat`, and cuts longer lifetimes short: there it is a risk, not a fault.'),
      ),
    ],
  },
  related: ['lifetime-too-long', 'clock-ahead'],
  explains: ['lifetime-too-long'],

  find(evidence) {
    const { lifetime } = evidence.profile;
    const { beyondMaximum, measuredFrom } = lifetime;
    const maximumSeconds = maximumLifetime(lifetime, evidence.token?.payload.members);
    const times = timesOf(evidence);
    if (maximumSeconds === undefined || times?.iat === undefined || times.exp === undefined) return undefined;
    const { iat, exp, now, skewSeconds } = times;
    const beyondSeconds = exp - now - maximumSeconds;
    if (exp - iat !== maximumSeconds || beyondSeconds <= 0 || beyondSeconds > Math.max(skewSeconds, HEADROOM_SECONDS))
      return undefined;
    const rejects = beyondMaximum === 'reject' && measuredFrom === 'now';
    return {
      facts: { exp, now, maximumSeconds, beyondSeconds, rejects },
      at: { in: 'token', part: 'payload', pointer: '/exp' },
      severity: rejects ? 'fault' : 'risk',
    };
  },

  explain: ({ exp, now, maximumSeconds, beyondSeconds, rejects }) => ({
    title: rejects
      ? `The claim exp is ${describeDuration(beyondSeconds)} past the limit: the lifetime equals it, and the sender's clock is ahead.`
      : `The lifetime equals the limit, and the sender's clock is ${describeDuration(beyondSeconds)} ahead: there is no headroom.`,
    detail: [
      pairs(
        ['exp', stamp(exp)],
        [
          'latest allowed',
          `${clockStamp(now + maximumSeconds)}, ${describeDuration(maximumSeconds)} from the server's clock`,
        ],
        ['difference', `${describeDuration(beyondSeconds)} beyond`],
      ),
    ],
  }),

  fix: ({ maximumSeconds }) => ({
    applicability: 'certain',
    steps: [
      `Ask for ${describeDuration(withHeadroom(maximumSeconds))} instead of ${describeDuration(maximumSeconds)}.`,
      'Set the clock with NTP.',
    ],
  }),
  mend: (input, { maximumSeconds }) => remint(input, withHeadroom(maximumSeconds)),
  example: (kit) =>
    kit.input({
      profile: 'github',
      token: kit.mint({
        claims: { iss: 'Iv23liW1ZJDl0xk8oM7n', application_id: undefined, iat: kit.now + 4, exp: kit.now + 604 },
      }),
      request: { method: 'GET', target: '/app' },
    }),
});
