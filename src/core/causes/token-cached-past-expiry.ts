import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_LIFETIME } from '../evidence/sources.ts';
import { remint } from '../mend/remint.ts';
import { clockRow, stamp, timesOf } from '../observe/token-times.ts';

interface CacheFacts extends Facts {
  /** Nobody gave the time of the server: it is that of the machine that judges. */
  readonly isOwnClock?: true;
  readonly iat: number;
  readonly end: number;
  readonly now: number;
  readonly ageSeconds: number;
  readonly lifetimeSeconds: number;
  /** An earlier use of the same token, while it was valid. */
  readonly firstSeenAt: number | null;
}

/** No queue and no slow network holds a token back for so many of its lifetimes: it was kept. */
const KEPT_LIFETIMES = 8;
/** Older than this, iat is more likely a wrong number than a time. */
const OLDEST_SECONDS = 2 * 31_557_600;

export const tokenCachedPastExpiry = defineCause<CacheFacts>({
  id: 'token-cached-past-expiry',
  stage: 'time',
  cites: [rfc(7519, '4.1.4'), VONAGE_LIFETIME],
  needs: ['token', 'now'],
  certainty: 'likely',
  severity: 'fault',
  title: 'Token cached past its expiry',
  searchedAs: [
    'works after restart',
    '401 after some time',
    'works for a while and then fails',
    'token not refreshed',
    'long running process, singleton client',
    'fails after 15 minutes',
  ],
  article: {
    symptom: [
      paragraph(
        'Requests are accepted after a start or a deployment, and fail with 401 some time later, all of them from one moment on. A restart fixes it.',
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'A token is minted once, at start-up or in a constructor, and sent with every request. `iat` is the time of the start. When the token expires, nothing mints another.',
        ),
      ),
    ],
    resolution: [
      steps(
        'Mint a token for each request: it takes about a millisecond.',
        'Or keep it, and mint the next one after 80 % of the lifetime.',
        'On a 401 for an expired token, mint a new one, once.',
      ),
    ],
    additional: [
      list(
        'A client object that takes a finished token cannot renew it: give it the key, or create the object again.',
        marked(
          'A longer lifetime only delays the failure: with Vonage the token expires after 24 hours at the latest.',
        ),
      ),
    ],
  },
  related: ['token-expired', 'clock-behind', 'token-replayed'],
  explains: ['token-expired'],

  find(evidence) {
    const times = timesOf(evidence);
    if (times?.iat === undefined || times.end === undefined) return undefined;
    const { iat, end, now, skewSeconds } = times;
    const lifetimeSeconds = end - iat;
    if (now <= end + skewSeconds || lifetimeSeconds <= 0) return undefined;
    const ageSeconds = now - iat;
    const firstSeenAt = usedBefore(evidence.replay?.firstSeenAt, end);
    if (!isKeptToken(ageSeconds, lifetimeSeconds) && firstSeenAt === null) return undefined;
    return {
      facts: { iat, end, now, ageSeconds, lifetimeSeconds, firstSeenAt },
      at: { in: 'token', part: 'payload', pointer: '/iat' },
      ...(firstSeenAt !== null && { certainty: 'proved' }),
    };
  },

  explain: ({ iat, end, now, ageSeconds, lifetimeSeconds, firstSeenAt, isOwnClock }) => ({
    title: `The token was minted ${describeDuration(ageSeconds)} before it was sent, with a lifetime of ${describeDuration(lifetimeSeconds)}.`,
    detail: [
      pairs(
        ['issued', stamp(iat)],
        ...(firstSeenAt === null ? [] : [['first used', stamp(firstSeenAt)] as const]),
        ['ended', stamp(end)],
        clockRow(now, isOwnClock),
        ['difference', `${describeDuration(now - end)} after expiry`],
      ),
      ...(firstSeenAt === null ? [paragraph(...marked('Did something of yours start at the time in `iat`?'))] : []),
    ],
  }),

  fix: ({ lifetimeSeconds }) => ({
    applicability: 'likely',
    steps: [
      `Mint a token for each request, or a new one after ${describeDuration(lifetimeSeconds * 0.8)}.`,
      'Look for a token made in a constructor, at start-up or in a module variable.',
    ],
  }),
  mend: (input) => remint(input),
  example: (kit) => kit.input({ token: kit.mint({ claims: { iat: kit.now - 40_117, exp: kit.now - 39_217 } }) }),
});

/** Whether a token that has ended is so much older than its lifetime that it must have been kept. */
export function isKeptToken(ageSeconds: number, lifetimeSeconds: number): boolean {
  return ageSeconds >= KEPT_LIFETIMES * lifetimeSeconds && ageSeconds < OLDEST_SECONDS;
}

function usedBefore(firstSeenAt: number | null | undefined, end: number): number | null {
  return typeof firstSeenAt === 'number' && firstSeenAt <= end ? firstSeenAt : null;
}
