import { describeDuration } from '../claims/numeric-date.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_LIFETIME } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { type MixedUnits, unitsMixed } from '../observe/mixed-units.ts';
import { stamp, timesOf } from '../observe/token-times.ts';

interface MixedFacts extends Facts {
  readonly kind: MixedUnits['kind'];
  readonly iat: number;
  readonly exp: number;
  readonly lifetimeSeconds: number;
  readonly restMilliseconds: number;
  readonly meant: number;
}

export const timeUnitsMixed = defineCause<MixedFacts>({
  id: 'time-units-mixed',
  stage: 'time',
  cites: [rfc(7519, '2'), VONAGE_LIFETIME],
  needs: ['token', 'now'],
  byAnyClock: true,
  certainty: 'proved',
  severity: 'fault',
  title: 'Seconds and milliseconds mixed in exp',
  searchedAs: ['iat in seconds and exp in milliseconds', 'token never expires'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'A decoder shows an `exp` tens of thousands of years away, or years later than intended; `iat` looks right.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          '`exp` was computed from two units: a lifetime in seconds was added to a time in milliseconds (`Date.now() + 900`), or a lifetime in milliseconds to a time in seconds (`iat + 900000`). The sum gives it away: `exp - 1000 * iat` is a usual number of seconds plus less than 1000.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Convert first, add afterwards: `const iat = Math.floor(Date.now() / 1000); const exp = iat + 900;`'),
        marked('Name variables with their unit: `ttlSeconds`, `nowMilliseconds`.'),
      ),
    ],
    additional: [
      list(
        'Some servers accepted such tokens for years, which hides other faults of the same code.',
        marked('If the sum is still a plausible time, it is cut to the longest lifetime and reported as a risk.'),
      ),
    ],
  },
  related: ['time-in-milliseconds', 'lifetime-too-long', 'path-not-in-acl'],
  explains: ['lifetime-too-long'],

  find(evidence) {
    const times = timesOf(evidence);
    const mixed = times && unitsMixed(times);
    if (!mixed || times.iat === undefined || times.exp === undefined) return undefined;
    const { iat, exp } = times;
    const isCut = mixed.kind === 'milliseconds-to-seconds' && evidence.profile.lifetime.beyondMaximum === 'cut';
    return {
      facts: { ...mixed, iat, exp, meant: Math.floor(iat) + mixed.lifetimeSeconds },
      at: { in: 'token', part: 'payload', pointer: '/exp' },
      certainty: mixed.kind === 'milliseconds-to-seconds' ? 'likely' : 'proved',
      severity: isCut ? 'risk' : 'fault',
    };
  },

  explain({ kind, iat, exp, lifetimeSeconds, restMilliseconds, meant }) {
    const toMilliseconds = kind === 'seconds-to-milliseconds';
    return {
      title: toMilliseconds
        ? `The claim exp is milliseconds plus ${lifetimeSeconds} seconds: the lifetime was added before the time was converted.`
        : `The claim exp is iat plus ${lifetimeSeconds * 1000}: a lifetime in milliseconds was added to a time in seconds.`,
      detail: [
        pairs(
          ['iat', stamp(iat)],
          ['exp', `${exp}`],
          toMilliseconds
            ? [
                'exp - 1000 * iat',
                `${lifetimeSeconds + restMilliseconds} = ${lifetimeSeconds} s + ${restMilliseconds} ms`,
              ]
            : ['exp - iat', `${exp - iat} = 1000 * ${lifetimeSeconds}`],
          ['exp intended', `${stamp(meant)}, ${describeDuration(lifetimeSeconds)} after iat`],
        ),
        paragraph(
          'Look for this line: ',
          code(toMilliseconds ? `Date.now() + ${lifetimeSeconds}` : `iat + ${lifetimeSeconds * 1000}`),
          '.',
        ),
      ],
    };
  },

  fix: ({ iat, lifetimeSeconds, meant }) => ({
    applicability: 'certain',
    steps: [
      `Convert to seconds before the lifetime is added: Math.floor(Date.now() / 1000) + ${lifetimeSeconds}.`,
      'Mint a new token.',
    ],
    artefact: JSON.stringify({ iat, exp: meant }),
  }),
  mend: (input, { meant }) => reissue(input, { claims: { exp: meant } }),
  example: (kit) => kit.input({ token: kit.mint({ claims: { exp: (kit.now - 10) * 1000 + 149 + 21_600 } }) }),
});
