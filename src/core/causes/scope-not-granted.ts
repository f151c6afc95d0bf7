import type { JsonObject } from '../encoding/json.ts';
import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';
import { excerpt } from '../observe/excerpt.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { hintOf, saidBy } from '../observe/sound-token.ts';

interface ScopeFacts extends Facts {
  /** `claim`: a word that is always needed is not in it. `answer`: the server says so. `elsewhere`: in another claim. */
  readonly by: 'claim' | 'answer' | 'elsewhere';
  /** The claim that has the permissions, where it is another one, or `scope` as an array. */
  readonly claim: string | null;
  readonly received: string;
  readonly missing: readonly string[];
  /** Words that are joined by something else than a blank. */
  readonly isJoined: boolean;
  /** The claim with all that is needed; `null` where that is not known. */
  readonly meant: string | null;
}

export const scopeNotGranted = defineCause<ScopeFacts>({
  id: 'scope-not-granted',
  stage: 'claims',
  status: 403,
  challenge: 'insufficient_scope',
  cites: [
    rfc(6749, '3.3'),
    { title: 'DocuSign: JWT Grant', url: 'https://developers.docusign.com/platform/auth/jwt-grant/jwt-get-token/' },
  ],
  needs: [],
  needsOneOf: ['token', 'response'],
  certainty: 'proved',
  party: ({ by }) => (by === 'elsewhere' ? 'verifier' : 'sender'),
  title: 'Invalid or insufficient scope',
  searchedAs: [
    '403 forbidden',
    'missing scope',
    'insufficient permissions',
    'missing role',
    'access denied although the token is valid',
    'not authorized to perform this action',
  ],
  related: ['consent-missing', 'path-not-in-acl', 'credential-type-not-allowed'],
  appliesTo: ['DocuSign', 'Google', 'Adobe', 'OAuth token requests'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          '`invalid_scope`, `insufficient_scope`, `consent_required`, or 403 for some requests and not for others.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked('The claim `scope` asks for less than is needed, or for more than was granted. Common mistakes:'),
      ),
      list(
        marked('`impersonation` left out, which the JWT grant of DocuSign always needs;'),
        'words that are joined by a comma or a literal plus instead of a space;',
        marked(
          'the permissions are in `scp` (Entra, Okta), `roles` or `permissions` (Auth0), and the verifier looks in `scope`;',
        ),
        'a permission that the app, or its administrator, never granted.',
      ),
    ],
    resolution: [
      steps(
        'Write every scope that is needed, separated by spaces.',
        'Ask only for scopes that were granted; if one is new, have it granted first.',
      ),
    ],
    additional: [list('The provider knows what was granted, the token does not: compare the two lists there.')],
  },
  find(evidence) {
    const scope = evidence.token?.payload.members?.['scope'];
    const needed = evidence.profile.scopes ?? [];
    if (typeof scope === 'string' && scope !== '' && needed.length > 0) {
      const words = scope.split(' ');
      const missing = needed.filter((word) => !words.includes(word));
      if (missing.length > 0) {
        const parts = scope.split(/[\s,+]+/).filter((word) => word !== '');
        const facts: ScopeFacts = {
          by: 'claim',
          claim: null,
          received: excerpt(scope),
          missing,
          isJoined: missing.every((word) => parts.includes(word)),
          meant: [...new Set([...parts, ...missing])].join(' ').slice(0, 160),
        };
        return { facts, at: { in: 'token', part: 'payload', pointer: '/scope' } };
      }
    }
    const certainty = hintOf(evidence, 'scope-not-granted');
    const message = observedAnswer(evidence)?.message;
    // A text that is known for another cause first is left to that.
    if (!certainty || message?.causes[0] !== 'scope-not-granted') return undefined;
    const received = saidBy(evidence, message.text);
    const held = elsewhereIn(evidence.token?.payload.members);
    if (held !== undefined) {
      const facts: ScopeFacts = { ...ANSWERED, by: 'elsewhere', ...held };
      return { facts, at: { in: 'token', part: 'payload', pointer: `/${held.claim}` }, certainty: 'likely' };
    }
    const facts: ScopeFacts = { ...ANSWERED, received };
    return { facts, at: { in: 'response' }, certainty };
  },
  explain: ({ by, received, missing, isJoined, claim }) => ({
    title:
      by === 'elsewhere'
        ? claim === 'scope'
          ? 'The scopes are an array in the claim scope; many verifiers read only text with spaces.'
          : `The token has its permissions in the claim ${claim}, and has no claim scope.`
        : by === 'answer'
          ? 'The server says that a scope is not granted.'
          : isJoined
            ? 'The words of the claim scope are not separated by spaces.'
            : `The claim scope lacks ${missing.join(' and ')}.`,
    detail: [
      pairs(
        [
          'expected',
          by === 'elsewhere'
            ? 'the claim that the verifier reads its scopes from'
            : by === 'answer'
              ? 'scopes that were granted'
              : `${missing.join(' ')} among the words of scope`,
        ],
        [by === 'answer' ? 'answer' : 'received', received],
      ),
    ],
  }),
  fix: ({ meant, claim }) => ({
    applicability: meant === null ? 'guess' : 'certain',
    steps:
      claim !== null
        ? stepsFor(claim)
        : [
            meant === null
              ? 'Compare the scopes that the token asks for with those that the provider shows as granted.'
              : `Set scope to ${JSON.stringify(meant)}.`,
          ],
    ...(meant !== null && { artefact: JSON.stringify({ scope: meant }) }),
  }),
  mend: (input, { meant }) => (meant === null ? undefined : reissue(input, { claims: { scope: meant } })),
  example: (kit) => ({
    profile: 'docusign',
    now: kit.now,
    token: kit.mint({
      claims: {
        application_id: undefined,
        jti: undefined,
        iss: '4f1a3c2e-8b7d-4c69-9e5f-0a2b3c4d5e6f',
        sub: '9d2c1b0a-7f6e-4d5c-8b4a-3e2d1c0b9a8f',
        aud: 'account-d.docusign.com',
        scope: 'signature',
      },
    }),
  }),
});

const ANSWERED = { by: 'answer', claim: null, missing: [], isJoined: false, meant: null } as const;

/** Where the permissions of a token without the text `scope` are. */
function elsewhereIn(claims: JsonObject = {}): { readonly claim: string; readonly received: string } | undefined {
  if (typeof claims['scope'] === 'string') return undefined;
  const claim = ['scope', 'scp', 'permissions', 'roles'].find((name) => isFilled(claims[name]));
  return claim === undefined ? undefined : { claim, received: excerpt(claims[claim]) };
}

function isFilled(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || (Array.isArray(value) && value.length > 0);
}

function stepsFor(claim: string): readonly string[] {
  return [
    `Let the verifier read the claim ${claim}. Spring: JwtGrantedAuthoritiesConverter.setAuthoritiesClaimName("${claim}"); ASP.NET: RequireClaim("${claim}", …); express: compare it yourself.`,
    'Or let the issuer put the permissions into scope, as text with spaces: a claim mapping, an action or a mapper.',
  ];
}
