import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_401 } from '../evidence/sources.ts';
import { remint } from '../mend/remint.ts';
import { clockName, clockStamp, stamp, timesOf } from '../observe/token-times.ts';

interface ClockFacts extends Facts {
  /** Nobody gave the time of the server: it is that of the machine that judges. */
  readonly isOwnClock?: true;
  readonly end: number;
  readonly now: number;
  readonly clientNow: number;
  readonly behindSeconds: number;
  readonly skewSeconds: number;
}

export const clockBehind = defineCause<ClockFacts>({
  id: 'clock-behind',
  stage: 'time',
  cites: [rfc(7519, '4.1.4'), VONAGE_401],
  needs: ['token', 'now', 'clientNow'],
  certainty: 'proved',
  severity: 'fault',
  title: "Clock skew: the sender's clock is behind",
  searchedAs: [
    'clock is slow',
    'token expired immediately',
    'expires too early',
    'clock out of sync, NTP',
    'wrong system time',
  ],
  article: {
    symptom: [
      paragraph(
        'Tokens are rejected with 401 as expired, seconds after they were minted. A longer lifetime seems to fix it.',
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          "The clock of the machine that mints the token is behind by more than the token's lifetime. By that clock the token is fresh; by the server's clock it expired before it arrived.",
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Measure it: compare `date -u` with the `Date` header of a response (`curl -sI`).'),
        'Set the clock with NTP on the host. A container uses the clock of its host.',
        'Keep the lifetime as it was: a longer one only hides the clock error.',
      ),
    ],
    additional: [
      list(
        marked('Linux: `timedatectl set-ntp true`. Windows: `w32tm /resync`. macOS: `sudo sntp -sS time.apple.com`.'),
        'A clock that is ahead causes the opposite error: the token is rejected as one from the future.',
      ),
    ],
  },
  related: ['clock-ahead', 'token-expired', 'token-cached-past-expiry'],
  explains: ['token-expired'],

  find(evidence) {
    const times = timesOf(evidence);
    const { clientNow } = evidence;
    if (times?.end === undefined || clientNow === undefined) return undefined;
    const { end, now, skewSeconds } = times;
    const behindSeconds = now - clientNow;
    if (now <= end + skewSeconds || clientNow > end || behindSeconds <= skewSeconds) return undefined;
    return {
      facts: { end, now, clientNow, behindSeconds, skewSeconds },
      at: { in: 'token', part: 'payload', pointer: times.exp === undefined ? '/iat' : '/exp' },
    };
  },

  explain: ({ end, now, clientNow, behindSeconds, skewSeconds, isOwnClock }) => ({
    title: `The sender's clock is ${describeDuration(behindSeconds)} behind: the token had expired when it arrived.`,
    detail: [
      pairs(
        ['sender clock', `${clockStamp(clientNow)}, ${describeDuration(end - clientNow)} before expiry`],
        ['token expires', stamp(end)],
        [
          clockName(isOwnClock),
          `${clockStamp(now)}, ${describeDuration(now - end)} after expiry; leeway ${skewSeconds} s`,
        ],
        ['difference', `${describeDuration(behindSeconds)} behind`],
      ),
    ],
  }),

  fix: ({ behindSeconds }) => ({
    applicability: 'certain',
    steps: [`Set the sender's clock with NTP: it is ${describeDuration(behindSeconds)} behind.`],
    command: 'sudo timedatectl set-ntp true',
  }),
  mend: (input) => {
    const mended = remint(input);
    return mended && { ...mended, ...(mended.now !== undefined && { clientNow: mended.now }) };
  },
  example: (kit) =>
    kit.input({
      token: kit.mint({ claims: { iat: kit.now - 1505, exp: kit.now - 605 } }),
      clientNow: kit.now - 1500,
    }),
});
