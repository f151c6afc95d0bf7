import { type Emptiness, emptinessOf, misnamedClaims } from '../claims/claim-value.ts';
import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Input } from '../evidence/input.ts';
import { rfc, VONAGE_AUTHENTICATION, VONAGE_LIFETIME } from '../evidence/sources.ts';
import { isMintable, mintCommand } from '../mend/mint-command.ts';
import { reissue } from '../mend/reissue.ts';

type Facts = {
  readonly claims: readonly { readonly name: string; readonly state: Emptiness; readonly means: string }[];
  readonly isMintable: boolean;
};

const WORDS = {
  absent: 'absent',
  null: 'null',
  false: 'false',
  empty: 'an empty string',
  placeholder: 'still a placeholder',
} as const satisfies Record<Emptiness, string>;

export const claimMissing = defineCause<Facts>({
  id: 'claim-missing',
  stage: 'claims',
  cites: [VONAGE_AUTHENTICATION, VONAGE_LIFETIME, rfc(7519, '4.1')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Required claim missing',
  searchedAs: [
    'missing claim',
    'application_id missing',
    'jti missing, iat missing, exp missing, sub missing',
    'claim is required',
    'claim is empty or null',
    'no iss',
  ],
  related: ['claim-misnamed', 'identity-claim-mistaken', 'claim-type-wrong'],
  article: {
    symptom: [paragraph('The token is well-formed and signed with the right key, and is rejected.')],
    cause: [
      paragraph('A required claim is absent, empty, or still the placeholder of an example. Usual reasons:'),
      list(
        marked(
          'an environment variable that is not set where the token is made, so that `application_id` is null or empty;',
        ),
        marked('a general JWT library, which adds `iat` but knows nothing of `application_id`;'),
        marked('`jti` left out, because most other services do not ask for it;'),
        marked('`YOUR_APP_ID`, copied from an example and never replaced.'),
      ),
    ],
    resolution: [
      steps(
        marked('Set `application_id`, `iat` (now, in seconds) and `jti` (new for each token).'),
        'Stop when a variable is not set, before a token is made with it.',
      ),
      command('mintmark mint --app APPLICATION_ID --key private.key'),
    ],
    additional: [paragraph(...marked('`exp` is optional: a token without it expires 15 minutes after `iat`.'))],
  },
  find({ token, profile }) {
    const members = token?.payload.members;
    if (members === undefined) return undefined;
    const empty: Facts['claims'][number][] = [];
    for (const { name, required, unless, means, inHeader } of profile.claims) {
      const isElsewhere = inHeader === true && token?.header.members?.[name] !== undefined;
      const isNeeded = required && !isElsewhere && (unless === undefined || members[unless] === undefined);
      const state = isNeeded ? emptinessOf(members[name]) : undefined;
      if (state !== undefined) empty.push({ name, state, means });
    }
    if (empty.length === 0) return undefined;
    // A value under another name is a cause of its own.
    const misnamed = misnamedClaims(members, profile).map(({ rule }) => rule.name);
    const claims = empty.filter(({ name }) => !misnamed.includes(name));
    const [first] = claims;
    if (first === undefined) return undefined;
    const pointer = first.state === 'absent' ? {} : { pointer: `/${first.name}` };
    return { facts: { claims, isMintable: isMintable(profile) }, at: { in: 'token', part: 'payload', ...pointer } };
  },
  explain({ claims }) {
    const names = claims.map(({ name }) => name);
    const [first] = claims;
    return {
      title:
        claims.length === 1 && first !== undefined && first.state !== 'absent'
          ? `The claim ${names[0]} is ${WORDS[first.state]}.`
          : `The token has no ${[names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' or ')}.`,
      detail: [pairs(...claims.map(({ name, state, means }) => [name, `${WORDS[state]}. ${means}`] as const))],
    };
  },
  fix: ({ claims, isMintable }) => ({
    applicability: 'likely',
    steps: claims.map(({ name, state }) =>
      state === 'absent'
        ? `Add ${name} to the claims.`
        : `Set ${name} to its real value; check the variable that it comes from.`,
    ),
    ...mintCommand(isMintable),
  }),
  mend(input, { claims }) {
    const known = claims.flatMap(({ name }) => {
      const value = valueFor(name, input);
      return value === undefined ? [] : [[name, value] as const];
    });
    return known.length === 0 ? undefined : reissue(input, { claims: Object.fromEntries(known) });
  },
  example: (kit) => kit.input({ token: kit.mint({ claims: { jti: undefined } }) }),
});

function valueFor(name: string, input: Input): string | number | undefined {
  if (name === 'jti') return 'a-new-value-for-each-token';
  if (name === 'iat') return input.clientNow ?? input.now;
  return name === 'application_id' ? input.registry?.application?.id : undefined;
}
