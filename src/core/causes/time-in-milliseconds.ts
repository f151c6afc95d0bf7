import { type NumericDateReading, readNumericDate } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { unitsMixed } from '../observe/mixed-units.ts';
import { clockRow, stamp, timesOf } from '../observe/token-times.ts';

interface MisstatedTime extends Facts {
  readonly claim: 'iat' | 'nbf' | 'exp';
  readonly value: number;
  readonly unit: Unit;
  readonly meant: number;
}
interface UnitFacts extends Facts {
  /** Nobody gave the time of the server: it is that of the machine that judges. */
  readonly isOwnClock?: true;
  readonly times: readonly MisstatedTime[];
  /** `null`: no clock is known. */
  readonly now: number | null;
}
type Unit = Exclude<NumericDateReading['kind'], 'seconds' | 'duration' | 'out-of-range' | 'wrong-type'>;

/** Read in its own unit, a time that somebody meant lies within ten years of now. */
const NEAR_SECONDS = 10 * 31_557_600;
/** Without a clock: between the years 2001 and 2100. */
const EARLIEST = 978_307_200;
const LATEST = 4_102_444_800;
const PER_SECOND = { milliseconds: '1000', microseconds: '1,000,000', nanoseconds: '1,000,000,000' } as const;

export const timeInMilliseconds = defineCause<UnitFacts>({
  id: 'time-in-milliseconds',
  stage: 'time',
  cites: [rfc(7519, '2'), VONAGE_AUTHENTICATION],
  needs: ['token'],
  byAnyClock: true,
  certainty: 'proved',
  severity: 'fault',
  title: 'Time in milliseconds or microseconds, not in seconds',
  searchedAs: [
    'Date.now()',
    'getTime',
    'milliseconds instead of seconds',
    'exp in the year 50000',
    '13 digits timestamp',
  ],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'Every token is rejected with 401, as not yet valid; or tokens never seem to expire. A decoder shows a year such as 58692.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          '`iat`, `nbf` and `exp` are seconds since 1970-01-01 UTC. Here they are milliseconds (or microseconds), which are read as seconds tens of thousands of years from now. JavaScript, Java and Dart count in milliseconds by default.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('JavaScript: `Math.floor(Date.now() / 1000)`. Java: `Instant.now().getEpochSecond()`.'),
        marked(
          'Dart: `DateTime.now().millisecondsSinceEpoch ~/ 1000`. C#: `DateTimeOffset.UtcNow.ToUnixTimeSeconds()`.',
        ),
        'Divide before a lifetime in seconds is added, not after.',
      ),
    ],
    additional: [
      list(
        "Today's time has ten digits in seconds, thirteen in milliseconds and sixteen in microseconds.",
        marked(
          'A token with only `exp` in milliseconds is rejected as well: it would not expire when its sender meant it to.',
        ),
      ),
    ],
  },
  related: ['time-units-mixed', 'claim-type-wrong', 'lifetime-too-long'],
  explains: ['lifetime-impossible', 'lifetime-too-long', 'token-not-yet-valid', 'token-expired'],

  find(evidence) {
    const { now } = evidence;
    // No clock makes milliseconds seconds.
    const times = timesOf(now === undefined ? { ...evidence, now: 0 } : evidence);
    if (!times) return undefined;
    const mixed = unitsMixed(times);
    const misstated: MisstatedTime[] = [];
    for (const claim of ['iat', 'nbf', 'exp'] as const) {
      const value = times[claim];
      // Below, no unit but the second can be meant: nothing to read for an ordinary token.
      if (value === undefined || value < 1e12 || (claim === 'exp' && mixed)) continue;
      const reading = readNumericDate(value);
      if (!isUnit(reading) || !isPlausible(reading.meant, now)) continue;
      misstated.push({ claim, value, unit: reading.kind, meant: reading.meant });
    }
    const first = misstated[0];
    return (
      first && {
        facts: { times: misstated, now: now ?? null },
        at: { in: 'token', part: 'payload', pointer: `/${first.claim}` },
        ...(now === undefined && { certainty: 'likely' as const }),
      }
    );
  },

  explain: ({ times, now, isOwnClock }) => {
    const names = times.map(({ claim }) => claim).join(' and ');
    const unit = times[0]?.unit ?? 'milliseconds';
    return {
      title: `The ${times.length === 1 ? 'claim' : 'claims'} ${names} ${times.length === 1 ? 'is' : 'are'} in ${unit}; seconds are expected.`,
      detail: [
        pairs(
          ...times.flatMap(({ claim, value, meant }) => [
            [claim, `${value}, read as seconds: the year ${yearOf(value)}`] as const,
            [`${claim} intended`, stamp(meant)] as const,
          ]),
          ...(now === null ? [] : [clockRow(now, isOwnClock)]),
        ),
      ],
    };
  },

  fix: ({ times }) => ({
    applicability: 'certain',
    steps: [
      `Divide by ${PER_SECOND[times[0]?.unit ?? 'milliseconds']} and drop the fraction, before the lifetime is added.`,
      'JavaScript: Math.floor(Date.now() / 1000).',
    ],
    artefact: JSON.stringify(corrected(times)),
  }),
  mend: (input, { times }) => reissue(input, { claims: corrected(times) }),
  example: (kit) => {
    const milliseconds = kit.now * 1000 - 9_583;
    return kit.input({ token: kit.mint({ claims: { iat: milliseconds, exp: milliseconds + 900_000 } }) });
  },
});

function isPlausible(meant: number, now: number | undefined): boolean {
  return now === undefined ? meant >= EARLIEST && meant < LATEST : Math.abs(meant - now) <= NEAR_SECONDS;
}

function isUnit(reading: NumericDateReading): reading is Extract<NumericDateReading, { readonly kind: Unit }> {
  return reading.kind === 'milliseconds' || reading.kind === 'microseconds' || reading.kind === 'nanoseconds';
}

function corrected(times: readonly MisstatedTime[]): { [claim: string]: number } {
  return Object.fromEntries(times.map(({ claim, meant }) => [claim, meant]));
}

function yearOf(seconds: number): number {
  return Math.floor(1970 + seconds / 31_556_952);
}
