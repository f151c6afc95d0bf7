import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { remint } from '../mend/remint.ts';
import { clockRow, stamp, timesOf } from '../observe/token-times.ts';

interface DurationFacts extends Facts {
  /** Nobody gave the time of the server: it is that of the machine that judges. */
  readonly isOwnClock?: true;
  /** `duration`: `exp` is one. `time-added`: a time was added to a time. */
  readonly kind: 'duration' | 'time-added';
  readonly exp: number;
  readonly now: number;
  readonly durationSeconds: number;
}

/** 1973-03-03. No token was ever meant to end before. */
const FIRST_TIME = 1e8;
const DAY_SECONDS = 86_400;

export const durationInPlaceOfTime = defineCause<DurationFacts>({
  id: 'duration-in-place-of-time',
  stage: 'time',
  cites: [rfc(7519, '4.1.4'), rfc(7519, '2'), VONAGE_AUTHENTICATION],
  needs: ['token', 'now'],
  byAnyClock: true,
  certainty: 'proved',
  severity: 'fault',
  title: 'Invalid exp: duration and time mixed up',
  searchedAs: ['exp 3600', 'expiresIn is not a time', 'lifetime instead of timestamp', 'timestamp instead of duration'],
  article: {
    symptom: [
      paragraph(
        ...marked('Every token is rejected with 401 as expired since 1970; or a decoder shows an `exp` decades away.'),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          '`exp` is a point in time, in seconds since 1970-01-01 UTC. Here it holds a duration (`900`), or the sum of two times: a function that expects a duration was given a time, and added the current time to it.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Set `exp` to the time of minting plus the lifetime: `exp = iat + 900`.'),
        marked(
          'Check what the parameter means: `expiresIn`, `ttl` and `expires_in` are durations; `exp`, `expiresAt` and `expire` are usually times.',
        ),
      ),
    ],
    additional: [
      list(
        marked('`@vonage/jwt` takes `ttl` in seconds as a duration, and `exp` as a time.'),
        marked('If you leave `exp` out, the token expires 15 minutes after `iat` with Vonage.'),
      ),
    ],
  },
  related: ['lifetime-impossible', 'lifetime-too-long', 'token-expired'],
  explains: ['lifetime-impossible', 'lifetime-too-long', 'token-expired'],

  find(evidence) {
    const times = timesOf(evidence);
    if (times?.exp === undefined) return undefined;
    const { exp, iat, now } = times;
    const at = { in: 'token', part: 'payload', pointer: '/exp' } as const;
    if (exp > 0 && exp < FIRST_TIME && now > FIRST_TIME) {
      return { facts: { kind: 'duration', exp, now, durationSeconds: exp }, at };
    }
    // A time that was never set (0) is no time to add to.
    if (iat !== undefined && iat < FIRST_TIME) return undefined;
    const added = exp - (iat ?? now) - now;
    if (now < FIRST_TIME || added < -DAY_SECONDS || added > 2 * DAY_SECONDS) return undefined;
    return {
      facts: { kind: 'time-added', exp, now, durationSeconds: added },
      at,
      certainty: 'likely',
      severity: evidence.profile.lifetime.beyondMaximum === 'cut' ? 'risk' : 'fault',
    };
  },

  explain: ({ kind, exp, now, durationSeconds, isOwnClock }) =>
    kind === 'duration'
      ? {
          title: `The claim exp is ${exp}, a duration of ${describeDuration(exp)}; a time is expected.`,
          detail: [
            pairs(['exp', stamp(exp)], clockRow(now, isOwnClock), [
              'exp meant',
              `${stamp(Math.floor(now) + exp)}, if it is counted from now`,
            ]),
          ],
        }
      : {
          title: 'The claim exp is the sum of two times: a time was given where a duration was expected.',
          detail: [
            pairs(['exp', stamp(exp)], clockRow(now, isOwnClock), [
              'exp minus now',
              `${stamp(exp - now)}, which is a time as well`,
            ]),
            paragraph('Look for a line that adds the current time twice: ', code('now + (now + ttl)'), '.'),
            ...(durationSeconds > 0
              ? [paragraph(`The intended lifetime is about ${describeDuration(durationSeconds)}.`)]
              : []),
          ],
        },

  fix: ({ kind, exp, now, durationSeconds }) => {
    const iat = Math.floor(now);
    const lifetime = kind === 'duration' ? exp : Math.max(900, durationSeconds);
    return {
      applicability: kind === 'duration' ? 'certain' : 'likely',
      steps: [
        kind === 'duration'
          ? 'Set exp to the time of minting plus this duration: exp = iat + ttl.'
          : 'Pass the lifetime alone where the library adds the time: 900, not now + 900.',
      ],
      artefact: JSON.stringify({ iat, exp: iat + lifetime }),
    };
  },
  mend: (input, { kind, exp }) =>
    remint(input, kind === 'duration' && exp >= 30 && exp <= DAY_SECONDS ? exp : undefined),
  example: (kit) => kit.input({ token: kit.mint({ claims: { exp: 900 } }) }),
});
