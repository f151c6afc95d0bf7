import { differenceOf } from '../claims/difference.ts';
import type { SaidMatch } from '../evidence/said.ts';

/** A value that no configuration means: a variable was not set, or was not filled in. */
const UNSET = /(?:^|[/:.=])(?:undefined|null|None|nil|NaN)(?:$|\/)|\$\{|\{\{|<[A-Z_a-z -]+>|\[object Object\]/;

/** Audiences that tell by themselves who they are for. */
const TELLING: readonly (readonly [RegExp, string])[] = [
  [
    /\.apps\.googleusercontent\.com$/,
    'that is a client id of Google: an ID token of Google Sign-In was sent (Firebase makes its own: user.getIdToken())',
  ],
  [/^(?:00000003-0000-0000-c000-000000000000|https:\/\/graph\.microsoft\.com\/?)$/, 'that is Microsoft Graph'],
  [/\/userinfo$/, 'that is the userinfo of the issuer: no API was asked for'],
  [/\/resources$/, 'that is the issuer itself: no scope of the API was asked for'],
  [/^account$/, 'that is what Keycloak gives where no audience is mapped'],
  [/^https:\/\/github\.com\/[\w.-]+$/, 'that is what GitHub Actions gives where no audience is asked for'],
  [
    /^(?:https:\/\/)?kubernetes\.default\.svc/,
    'that is the API server of the cluster, for which pods get their tokens',
  ],
  [/IdentityToolkit$/, 'that is a custom token of Firebase, which is exchanged for an ID token first'],
];

const SPELLED = {
  slash: 'by the slash at the end',
  case: 'in upper and lower case',
  blank: 'by a space or a line break',
  scheme: 'by the scheme (https://)',
  port: 'by the port',
  version: 'by the version of Entra (v1.0 and v2.0 have issuers of their own)',
  host: 'by the host name',
} as const;

/** The values that a message states, in words. */
export function statesOf({ states }: SaidMatch): string[] {
  const told = Object.entries(states).filter(([, value]) => value.trim() !== '');
  return told.map(
    ([name, value]) =>
      `${OF_TOKEN.has(name) ? name : `expected ${name === 'also' ? 'claim' : name}`}: ${shown(value.slice(0, 120))}`,
  );
}

/** What a message tells of the token, or of the verifier's clock; everything else is what was expected. */
const OF_TOKEN: ReadonlySet<string> = new Set('received iat nbf exp now time kid url library path reason'.split(' '));

/** A message that states a time of the token and that of the verifier: how far they are apart. */
function secondsApart(states: SaidMatch['states']): string | undefined {
  const claim = ['iat', 'nbf', 'exp'].find((name) => states[name] !== undefined);
  const [time, now] = [Number(states[claim ?? '']), Number(states['now'])];
  if (claim === undefined || !(time > 0 && now > 0)) return undefined;
  const seconds = Math.round(Math.abs(time - now));
  return `${claim} lies ${seconds} s ${time > now ? 'after' : 'before'} the clock of the verifier`;
}

/** What the stated values show by themselves, without the token and the configuration that they come from. */
export function oddOf({ states }: SaidMatch): string[] {
  const apart = secondsApart(states);
  if (apart !== undefined) return [apart];
  const { received } = states;
  const expected = states['audience'] ?? states['issuer'];
  if (expected === undefined) return [];
  if (UNSET.test(expected)) return ['the verifier does not know its own value: a variable is not set where it runs'];
  if (expected !== expected.trim()) return ['the expected value has a space or a line break around it'];
  if (received === undefined) return [];
  if (/^(?:|empty|null|none|undefined)$/i.test(received.trim())) {
    return [states['audience'] === undefined ? 'the token has no issuer' : 'the token has no audience'];
  }
  if (UNSET.test(received)) return ['the sender does not know its own value: a variable is not set where it runs'];
  const told = TELLING.find(([pattern]) => pattern.test(received.trim()))?.[1];
  if (told !== undefined) return [told];
  const difference = differenceOf(expected, received);
  if (/^api:\/\//.test(expected) !== /^api:\/\//.test(received) && bare(expected) === bare(received)) {
    return ['they are one application, with api:// and without'];
  }
  return difference in SPELLED ? [`they differ only ${SPELLED[difference as keyof typeof SPELLED]}`] : [];
}

const bare = (value: string) => value.replace(/^api:\/\//, '').replace(/\/$/, '');

/** In quotation marks, where a blank at its ends could not be seen otherwise. */
function shown(value: string): string {
  return value === value.trim() ? value : JSON.stringify(value);
}
