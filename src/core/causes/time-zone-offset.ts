import { describeDuration, readNumericDate } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { remint } from '../mend/remint.ts';
import { clockRow, clockStamp, stamp, timesOf, zoneOffset } from '../observe/token-times.ts';

interface ZoneFacts extends Facts {
  /** Nobody gave the time of the server: it is that of the machine that judges. */
  readonly isOwnClock?: true;
  readonly iat: number;
  readonly now: number;
  readonly clientNow: number | null;
  /** Of `iat` from the true time; negative: in the past. */
  readonly offsetSeconds: number;
  readonly skewSeconds: number;
}

export const timeZoneOffset = defineCause<ZoneFacts>({
  id: 'time-zone-offset',
  stage: 'time',
  cites: [rfc(7519, '2'), VONAGE_AUTHENTICATION],
  needs: ['token', 'now'],
  certainty: 'likely',
  severity: 'fault',
  title: 'Time zone error in iat',
  searchedAs: [
    'one hour off',
    'local time instead of UTC',
    'utcnow timestamp',
    'daylight saving time',
    'token expires hours too early',
    'time zones, timezone, GMT',
  ],
  article: {
    symptom: [
      paragraph(
        'Tokens work in CI and on servers that run in UTC, and are rejected with 401 elsewhere: as expired, or as not yet valid.',
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'Times in a token are seconds since 1970-01-01 00:00:00 UTC, and have no time zone. Here a local time was taken for UTC, or UTC for a local time, so that `iat` is wrong by exactly the offset of the zone: a multiple of 15 minutes. The clock itself is right.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Take the time from a function that gives seconds since 1970 and nothing else.'),
        marked(
          'Python: `time.time()` or `datetime.now(timezone.utc).timestamp()`, never `datetime.utcnow().timestamp()`.',
        ),
        marked('JavaScript: `Math.floor(Date.now() / 1000)`. PHP: `time()`. Java: `Instant.now().getEpochSecond()`.'),
      ),
    ],
    additional: [
      list(
        'West of UTC such a token lies in the future; east of UTC it lies in the past and may have expired on arrival.',
        marked('NTP does not fix this, and setting `TZ=UTC` hides it.'),
      ),
    ],
  },
  related: ['clock-ahead', 'clock-behind', 'token-expired'],
  explains: [
    'lifetime-at-limit',
    'lifetime-too-long',
    'token-cached-past-expiry',
    'token-not-yet-valid',
    'token-expired',
  ],

  find(evidence) {
    const times = timesOf(evidence);
    if (times?.iat === undefined || readNumericDate(times.iat).kind !== 'seconds') return undefined;
    const { iat, now, skewSeconds, end } = times;
    const offsetSeconds = zoneOffset(iat - (evidence.clientNow ?? now));
    if (offsetSeconds === undefined || clockIsWrong(evidence)) return undefined;
    // An old token lies in the past as well: without the sender's time there is nothing to tell them apart by.
    const isPast = end !== undefined && now > end + skewSeconds;
    if (offsetSeconds < 0 ? !isPast || evidence.clientNow === undefined : iat <= now + skewSeconds) return undefined;
    return {
      facts: { iat, now, clientNow: evidence.clientNow ?? null, offsetSeconds, skewSeconds },
      at: { in: 'token', part: 'payload', pointer: '/iat' },
    };
  },

  explain: ({ iat, now, clientNow, offsetSeconds, isOwnClock }) => {
    const offset = describeDuration(offsetSeconds);
    const side = offsetSeconds > 0 ? 'ahead' : 'behind';
    return {
      title: `The claim iat is exactly ${offset} ${side}: a time zone offset, not a wrong clock.`,
      detail: [
        pairs(
          ['iat', stamp(iat)],
          clockRow(now, isOwnClock),
          ...(clientNow === null ? [] : [['sender clock', clockStamp(clientNow)] as const]),
          ['difference', `${offset} ${side}, ${Math.abs(offsetSeconds) / 900} times 15 min`],
        ),
      ],
    };
  },

  fix: ({ now }) => ({
    applicability: 'likely',
    steps: [
      'Take iat from seconds since 1970-01-01 UTC, without going through a local date and time.',
      'Python: time.time(). JavaScript: Math.floor(Date.now() / 1000).',
    ],
    artefact: JSON.stringify({ iat: Math.floor(now) }),
  }),
  mend: (input) => remint(input),
  example: (kit) => kit.input({ token: kit.mint({ claims: { iat: kit.now + 17_999, exp: kit.now + 18_899 } }) }),
});

function clockIsWrong({ clientNow, now, skewSeconds }: Evidence): boolean {
  return clientNow !== undefined && now !== undefined && Math.abs(clientNow - now) > skewSeconds;
}
