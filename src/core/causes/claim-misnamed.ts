import { isUuid, misnamedClaims } from '../claims/claim-value.ts';
import type { Profile } from '../claims/profile.ts';
import type { JsonObject } from '../encoding/json.ts';
import { formatPointer } from '../encoding/json-pointer.ts';
import { defineCause } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { observe } from '../observe/observe.ts';

type Facts = {
  readonly claims: readonly {
    readonly expected: string;
    /** At most 80 characters. */
    readonly found: string;
    readonly required: boolean;
  }[];
};

export const claimMisnamed = defineCause<Facts>({
  id: 'claim-misnamed',
  stage: 'claims',
  cites: [VONAGE_AUTHENTICATION, rfc(7519, '4')],
  needs: ['token'],
  certainty: 'proved',
  title: 'Wrong claim name',
  searchedAs: ['applicationId instead of application_id', 'typo in a claim', 'camel case claim'],
  related: ['claim-missing', 'identity-claim-mistaken'],
  explains: ['claim-missing'],
  article: {
    symptom: [paragraph('The token shows every value that it should have, and is rejected as if one were missing.')],
    cause: [
      paragraph('A claim has a name that nobody reads. Claim names are exact, and case matters:'),
      list(
        marked('`applicationId`, `app_id` or `application-id` instead of `application_id`;'),
        marked('the id of the application in `iss` or `sub`, where other providers want it;'),
        marked('`issued_at` instead of `iat`, `expires_at` instead of `exp`;'),
        marked('the name of an option of a library, such as `notBefore`, passed on as a claim.'),
      ),
    ],
    resolution: [
      steps('Rename the claim. Write claim names as the documentation spells them, not as your language does.'),
    ],
    additional: [
      paragraph(
        ...marked(
          'Unknown claims are ignored, not rejected: so a wrong name goes unnoticed where the claim is optional, and `exp` has no effect.',
        ),
      ),
    ],
  },
  find({ token, profile, registry, expected }) {
    const claims = token?.payload.members;
    if (claims === undefined) return undefined;
    const misnamed = misnamedClaims(claims, profile);
    if (misnamed.length === 0) return idElsewhere(claims, profile, registry?.application?.id ?? expected?.application);
    if (misnamed[0] === undefined) return undefined;
    return {
      facts: {
        claims: misnamed.map(({ rule, found }) => ({
          expected: rule.name,
          found: found.slice(0, 80),
          required: rule.required,
        })),
      },
      at: { in: 'token', part: 'payload', pointer: formatPointer([misnamed[0].found]) },
      severity: misnamed.some(({ rule }) => rule.required) ? 'fault' : 'risk',
    };
  },
  explain({ claims }) {
    const names = claims.map(({ found }) => found).join(' and ');
    return {
      title: `The token has ${names} instead of ${claims.map(({ expected }) => expected).join(' and ')}.`,
      detail: [
        pairs(
          ...claims.map(
            ({ expected, found, required }) =>
              [expected, `absent${required ? ', and required' : ''}; its value is under ${found}`] as const,
          ),
        ),
      ],
    };
  },
  fix: ({ claims }) => ({
    applicability: 'certain',
    steps: claims.map(({ expected, found }) => `Rename ${found} to ${expected} where the token is made.`),
  }),
  mend(input, { claims: facts }) {
    const claims = observe(input).token?.payload.members;
    if (claims === undefined) return undefined;
    const change = facts.flatMap(({ expected, found }) => [
      [found, undefined] as const,
      [expected, claims[found]] as const,
    ]);
    return reissue(input, { claims: Object.fromEntries(change) });
  },
  example: (kit) =>
    kit.input({ token: kit.mint({ claims: { application_id: undefined, applicationId: kit.applicationId } }) }),
});

/** The id of the application in a claim that means something else: `iss` and `sub` of other providers name the sender. */
function idElsewhere(claims: JsonObject, profile: Profile, id: string | undefined) {
  const { identityClaim, acl } = profile;
  if (!acl || claims[identityClaim] !== undefined) return undefined;
  const isIt = (name: string) => (id === undefined ? name === 'iss' && isUuid(claims[name]) : claims[name] === id);
  const found = ['iss', 'sub', 'client_id'].find(isIt);
  if (found === undefined) return undefined;
  return {
    facts: { claims: [{ expected: identityClaim, found, required: true }] },
    at: { in: 'token', part: 'payload', pointer: `/${found}` } as const,
    ...(id === undefined && { certainty: 'likely' as const }),
  };
}
