import { issuerOf } from '../claims/issuers/index.ts';
import { describeDuration, readNumericDate } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Input } from '../evidence/input.ts';
import { rfc, VONAGE_401 } from '../evidence/sources.ts';
import { remint } from '../mend/remint.ts';
import { isSpokenOf } from '../observe/observed-answer.ts';
import {
  clockRow,
  clockStamp,
  stamp,
  type TokenTimes,
  TRANSIT_SECONDS,
  timesOf,
  zoneOffset,
} from '../observe/token-times.ts';

interface ClockFacts extends Facts {
  /** Nobody gave the time of the server: it is that of the machine that judges. */
  readonly isOwnClock?: true;
  readonly claim: 'iat' | 'nbf';
  readonly value: number;
  readonly now: number;
  readonly clientNow: number | null;
  /** Name of a hosted identity provider that made the token: its clock is right, and the server's is behind. */
  readonly issuer?: string;
  readonly aheadSeconds: number;
  readonly skewSeconds: number;
  /** Within the usual leeway, and the server says that it is too far ahead. */
  readonly isRefused: boolean;
}

const DAY_SECONDS = 86_400;

/** Clocks of two machines that are both set by NTP may differ by this. */
const USUAL_SECONDS = 30;

export const clockAhead = defineCause<ClockFacts>({
  id: 'clock-ahead',
  stage: 'time',
  cites: [rfc(7519, '4.1.6'), VONAGE_401],
  needs: ['token', 'now'],
  certainty: 'proved',
  severity: 'fault',
  party: ({ issuer }) => (issuer === undefined ? 'sender' : 'verifier'),
  title: "Clock skew: the sender's clock is ahead",
  searchedAs: [
    'issued in the future',
    'iat in the future',
    'clock is fast',
    'token used too early',
    'not yet valid',
    'clock out of sync, NTP',
    'wrong time on the server, VM or container',
  ],
  article: {
    symptom: [
      paragraph(
        'New tokens are rejected with 401. The same code works on another machine, or the same token works a little later.',
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          "The clock of the machine that mints the token is ahead. `iat`, the time of issue, is then in the server's future by more than the leeway, and a token from the future is rejected. Virtual machines that were suspended, containers and machines without NTP drift most.",
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Measure it: compare `date -u` with the `Date` header of a response (`curl -sI`).'),
        'Set the clock with NTP on the host. A container uses the clock of its host.',
        marked('Until then, set `iat` back by as much as the clock is ahead, and by at least 60 seconds.'),
      ),
    ],
    additional: [
      list(
        marked('Linux: `timedatectl set-ntp true`. Windows: `w32tm /resync`. macOS: `sudo sntp -sS time.apple.com`.'),
        marked('If the clock is right and the times differ by whole hours, it is a time zone: see `time-zone-offset`.'),
        'Within the leeway a token is accepted; when more than half of the leeway is used up, that is reported as a risk.',
      ),
    ],
  },
  related: ['clock-behind', 'time-zone-offset', 'token-not-yet-valid'],
  explains: ['lifetime-at-limit', 'lifetime-too-long', 'token-not-yet-valid'],

  find(evidence) {
    const times = timesOf(evidence);
    if (!times) return undefined;
    const { now, skewSeconds, iat, nbf } = times;
    const { clientNow } = evidence;
    // An nbf in the future may be meant; one that the sender's own clock has reached is not.
    const claim = clientNow !== undefined && nbf !== undefined && nbf > (iat ?? nbf - 1) ? 'nbf' : 'iat';
    const value = times[claim];
    // A server that says "not yet valid" of a token from its future allows less than the usual leeway.
    const isNamed = isSpokenOf(evidence, ['clock-ahead', 'token-not-yet-valid']);
    if (value === undefined || value - now <= (isNamed ? 0 : skewSeconds / 2)) return undefined;
    if (readNumericDate(value).kind !== 'seconds') return undefined;
    const aheadSeconds = value - now;
    const isRefused = isNamed && aheadSeconds <= skewSeconds;
    if (clientNow === undefined ? zoneOffset(aheadSeconds) !== undefined : value > clientNow + TRANSIT_SECONDS) {
      return undefined;
    }
    return {
      facts: {
        claim,
        value,
        now,
        clientNow: clientNow ?? null,
        ...hostedIssuer(evidence),
        aheadSeconds,
        skewSeconds,
        isRefused,
      },
      at: { in: 'token', part: 'payload', pointer: `/${claim}` },
      certainty: isRefused || (clientNow === undefined && aheadSeconds > DAY_SECONDS) ? 'likely' : 'proved',
      severity:
        isRefused || (aheadSeconds > skewSeconds && !isAtLimit(evidence, times, aheadSeconds)) ? 'fault' : 'risk',
    };
  },

  explain(facts) {
    const { claim, value, now, clientNow, aheadSeconds, skewSeconds, isRefused, isOwnClock } = facts;
    return {
      title: titleOf(facts),
      detail: [
        pairs(
          [claim, stamp(value)],
          clockRow(now, isOwnClock),
          ...(clientNow === null ? [] : [['sender clock', clockStamp(clientNow)] as const]),
          [
            'difference',
            `${describeDuration(aheadSeconds)} ahead; ${isRefused ? 'the server allows less' : `leeway ${skewSeconds} s`}`,
          ],
        ),
      ],
    };
  },

  fix: ({ aheadSeconds, now, isRefused, issuer, isOwnClock }) => ({
    applicability: isRefused || isOwnClock ? 'likely' : 'certain',
    steps: [
      ...(isOwnClock ? [COMPARE] : []),
      issuer === undefined
        ? `Set the sender's clock with NTP: it is ${describeDuration(aheadSeconds)} ahead.`
        : `Set the clock of ${isOwnClock ? 'this machine' : 'the server'} with NTP: it is ${describeDuration(aheadSeconds)} behind.`,
      ...(isRefused ? ['Allow a leeway for clocks (clock skew) of 30 to 60 seconds where the token is verified.'] : []),
      ...(issuer === undefined
        ? [`Until then, set iat ${describeDuration(Math.max(60, Math.ceil(aheadSeconds)))} back.`]
        : []),
    ],
    command: 'sudo timedatectl set-ntp true',
    ...(issuer === undefined && { artefact: JSON.stringify({ iat: Math.floor(now) }) }),
  }),
  mend: (input, { issuer, value }) =>
    issuer === undefined ? remint(input) : { ...withoutDates(input), now: Math.ceil(value), isOwnClock: false },
  example: (kit) =>
    kit.input({
      token: kit.mint({ claims: { iat: kit.now + 252, exp: kit.now + 1152 } }),
      clientNow: kit.now + 254,
    }),
});

/** A lifetime of exactly the limit leaves no room for what clocks differ by anyway: then that is the fault. */
function isAtLimit({ profile }: Evidence, { iat, exp }: TokenTimes, aheadSeconds: number): boolean {
  const { maximumSeconds, measuredFrom, beyondMaximum } = profile.lifetime;
  if (measuredFrom !== 'now' || beyondMaximum !== 'reject' || iat === undefined || exp === undefined) return false;
  return exp - iat === maximumSeconds && aheadSeconds <= USUAL_SECONDS;
}

/** A service keeps its clock right; what people run themselves may not. */
function hostedIssuer({ token }: Evidence): { readonly issuer?: string } {
  const issuer = token?.payload.members && issuerOf(token.payload.members);
  return issuer?.isHosted === true ? { issuer: issuer.name } : {};
}

const COMPARE =
  "Nobody gave the server's time, so this machine's stands in for it. Compare it first: --server-date DATE with the Date of a response, or --clock URL.";

function titleOf({ aheadSeconds, skewSeconds, isRefused, issuer, isOwnClock }: ClockFacts): string {
  const amount = describeDuration(aheadSeconds);
  const isFault = aheadSeconds > skewSeconds || isRefused;
  const leeway = `the token is accepted only because of the leeway of ${skewSeconds} s`;
  const here = isOwnClock ? 'This machine' : 'The server';
  if (issuer !== undefined) {
    const behind = `${here}'s clock is ${amount} behind the one of ${issuer}, which issued the token`;
    return isFault ? `${behind}.` : `${behind}; ${leeway}.`;
  }
  return isFault
    ? `The sender's clock is ${amount} ahead of ${isOwnClock ? "this machine's" : "the server's"}.`
    : `The sender's clock is ${amount} ahead; ${leeway}.`;
}

/** Without the times of the response: what is judged again has the clock that is right. */
function withoutDates({ serverDate: _, response, ...input }: Input): Input {
  const fields = response?.fields?.filter(([name]) => name.toLowerCase() !== 'date');
  return { ...input, ...(response && { response: { ...response, ...(fields && { fields }) } }) };
}
