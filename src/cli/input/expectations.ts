import { describeDuration } from '../../core/claims/numeric-date.ts';
import type { Input } from '../../core/evidence/input.ts';
import { ALGORITHMS_OF_SECRETS, readAlgorithmNames } from '../../core/jws/algorithms.ts';
import { type KeySet, readWholeKeySet } from '../../core/keys/key-set.ts';
import { secretForms } from '../../core/keys/secret-forms.ts';
import { standInFor } from '../../core/keys/stand-in.ts';
import { usage } from '../terminal/failure.ts';
import { fetchKeySet, isUrl } from './fetch-key-set.ts';
import { readTextArgument, readTextFile } from './text-argument.ts';

/** Flags of what the verifier has configured, the same in every command that judges. */
export const EXPECTATIONS = {
  issuer: {
    value: 'VALUE',
    many: true,
    brief: 'The issuer (iss) that the verifier expects, exactly; repeatable.',
  },
  audience: { value: 'VALUE', many: true, brief: 'An audience (aud) that the verifier accepts; repeatable.' },
  algorithms: { value: 'LIST', brief: 'The algorithms that the verifier accepts, with commas: RS256,ES256.' },
  jwks: {
    value: 'FILE|URL',
    many: true,
    brief: 'The key set (JWKS) or discovery document of the issuer; several, oldest first, show a rotation.',
  },
  secret: {
    value: 'VALUE',
    brief: 'The shared secret of HS256: text, @FILE or env:NAME. It is tried in every encoding.',
  },
} as const;

export interface ExpectationFlags {
  readonly issuer: readonly string[];
  readonly audience: readonly string[];
  readonly algorithms: string | undefined;
  readonly jwks: readonly string[];
  readonly secret: string | undefined;
}

/** What programs write for nothing. */
const UNSET = /^(?:undefined|null|nil|none|\[object Object\])$/i;

/** What was expected, read: the newest set comes last. */
export interface Expectations {
  readonly input: Pick<Input, 'expected' | 'algorithms' | 'secrets'>;
  readonly sets: readonly KeySet[];
  /** How far the clock of the machine that publishes the keys is ahead of this one's, where they differ. */
  readonly clockAhead?: number;
  /** Something of this was given: then the token is judged as one of the verifier's own issuer. */
  readonly isGiven: boolean;
}

/**
 * @param profileKeys the URL of the key set that the profile names
 * @throws Failure (usage) that names the flag; Failure (server) where a URL does not answer
 */
export async function readExpectations(
  flags: ExpectationFlags,
  say: (line: string) => void,
  profileKeys?: string,
): Promise<Expectations> {
  const { issuer, audience, algorithms, secret } = flags;
  const jwks = profileKeys === undefined ? flags.jwks : [profileKeys];
  if (profileKeys !== undefined) say(`The key set is fetched from ${profileKeys}, as the profile says`);
  const found = [];
  for (const source of jwks) found.push(isUrl(source) ? await fetchKeySet(source, say) : { set: readSet(source) });
  const clockAhead = clockAheadIn(found, say);
  const issuers = [
    ...issuer,
    ...(issuer.length === 0 && profileKeys === undefined
      ? found.flatMap((one) => ('issuer' in one ? [one.issuer] : []))
      : []),
  ];
  const expected = {
    ...(issuers.length > 0 && { issuers: issuers.map((value) => given(value, '--issuer')) }),
    ...(audience.length > 0 && { audiences: audience.map((value) => given(value, '--audience')) }),
  };
  return {
    input: {
      ...(Object.keys(expected).length > 0 && { expected }),
      ...(algorithms !== undefined && { algorithms: readAlgorithms(algorithms) }),
      ...(secret !== undefined && { secrets: formsOf(readTextArgument(secret, '--secret', String), say) }),
    },
    sets: found.map(({ set }) => set),
    ...(clockAhead !== undefined && { clockAhead }),
    isGiven: issuer.length + audience.length + flags.jwks.length > 0 || (algorithms ?? secret) !== undefined,
  };
}

/** Clocks that are both right may differ by this, and so may a Date that is a few seconds old. */
const USUAL_SECONDS = 10;

/** What the newest set that was fetched tells of the clock at the issuer. */
function clockAheadIn(found: readonly { readonly clockAhead?: number }[], say: (line: string) => void) {
  const [clockAhead] = found.flatMap((one) => one.clockAhead ?? []).slice(-1);
  if (clockAhead === undefined || Math.abs(clockAhead) <= USUAL_SECONDS) return undefined;
  const amount = describeDuration(Math.abs(clockAhead));
  const side = clockAhead > 0 ? 'ahead of' : 'behind';
  say(`By the Date of the response with the key set, the clock there is ${amount} ${side} the one of this machine`);
  return clockAhead;
}

function given(value: string, flag: string): string {
  if (value === '') throw usage(`${flag} is empty: is the variable set?`);
  return value;
}

function readSet(file: string): KeySet {
  const text = readTextFile(file, '--jwks');
  const set = readWholeKeySet(text);
  if ('keys' in set) return set;
  throw usage(
    `--jwks: ${file} holds ${set.instead}`,
    'Expected a JWK Set: {"keys": [ … ]}, as the issuer publishes it',
  );
}

function readAlgorithms(list: string): readonly string[] {
  const { names, unknown } = readAlgorithmNames(list);
  if (names.length > 0 && unknown === undefined) return names;
  throw usage(
    names.length === 0 ? '--algorithms is empty' : `--algorithms: there is no algorithm ${unknown}`,
    'Expected names of RFC 7518 with commas between them: RS256,ES256,HS256',
  );
}

/**
 * A verifier that has a secret and nothing else takes what a secret verifies, whatever the token says.
 * @param others whatever else tells of keys or of rules: one that is there leaves the algorithms to it
 */
export function withSecretAlone(expectations: Expectations, others: readonly unknown[]): Expectations {
  const { input, sets } = expectations;
  const isAlone = sets.length === 0 && others.every((other) => other === undefined);
  if (input.secrets === undefined || input.algorithms !== undefined || !isAlone) return expectations;
  return { ...expectations, input: { ...input, algorithms: ALGORITHMS_OF_SECRETS } };
}

/** The same characters are another secret to whoever decodes them first. */
function formsOf(text: string, say: (line: string) => void): NonNullable<Input['secrets']> {
  if (text === '') throw usage('--secret is empty: is the variable set?');
  if (/[\r\n]$/.test(text)) {
    say('The secret ends in a line break, which is left out here: a program that reads it whole has another secret.');
  }
  const standIn = standInFor(text.trim());
  if (standIn !== undefined) say(`The secret looks like ${standIn.what}. ${standIn.next}`);
  else if (UNSET.test(text.trim())) {
    say('The secret is a word that programs make of a variable that is not set: is it set where the verifier runs?');
  }
  return secretForms(text);
}
