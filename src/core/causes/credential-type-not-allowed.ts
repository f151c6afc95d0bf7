import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { hintOf, saidBy } from '../observe/sound-token.ts';

interface CredentialFacts extends Facts {
  readonly provider: string;
  readonly claim: string | null;
  readonly received: string;
  readonly expected: string;
}

export const credentialTypeNotAllowed = defineCause<CredentialFacts>({
  id: 'credential-type-not-allowed',
  stage: 'claims',
  cites: [
    { title: 'Twilio: Access Tokens', url: 'https://www.twilio.com/docs/iam/access-tokens' },
    { title: 'Twilio: Error 20103', url: 'https://www.twilio.com/docs/api/errors/20103' },
  ],
  needs: [],
  needsOneOf: ['token', 'response'],
  certainty: 'proved',
  title: 'Wrong type of credential for minting tokens',
  searchedAs: ['Twilio auth token instead of API key', 'cannot mint tokens with this key'],
  related: ['identity-claim-mistaken', 'credential-type-retired', 'scope-not-granted'],
  explains: ['identity-claim-mistaken'],
  appliesTo: ['Twilio', 'Vonage', 'JSON Web Token (JWT)'],
  article: {
    symptom: [paragraph('The credential is valid and works for other requests; tokens made with it are rejected.')],
    cause: [
      paragraph('Not every credential may be used to mint tokens:'),
      list(
        marked(
          'Twilio: `iss` is the SID of a standard API key (`SK…`), whose secret signs. The account SID with its auth token, and restricted keys, cannot mint access tokens;',
        ),
        'elsewhere: a master key, a read-only key, or one that is limited to a product.',
      ),
    ],
    resolution: [
      steps(
        'Create a credential of the type that the provider requires for tokens.',
        'Sign with its secret, and name it in the token.',
      ),
    ],
    additional: [list('A restricted key looks like a standard one: only the provider shows its type.')],
  },
  find(evidence) {
    const { profile, token } = evidence;
    for (const { claim, matches, words } of profile.otherCredentials ?? []) {
      const value = token?.payload.members?.[claim];
      if (typeof value !== 'string' || !matches.test(value)) continue;
      const expected = profile.claims.find(({ name }) => name === claim)?.form?.words ?? 'another credential';
      return {
        facts: { provider: profile.name, claim, received: words, expected },
        at: { in: 'token', part: 'payload', pointer: `/${claim}` },
      };
    }
    const certainty = hintOf(evidence, 'credential-type-not-allowed');
    if (!certainty) return undefined;
    const received = saidBy(evidence, observedAnswer(evidence)?.message?.text);
    const expected = 'a credential that may mint such tokens';
    return { facts: { provider: profile.name, claim: null, received, expected }, at: { in: 'response' }, certainty };
  },
  explain: ({ provider, claim, received, expected }) => ({
    title:
      claim === null
        ? `${provider} may not accept tokens that are made with this type of credential.`
        : `The claim ${claim} names ${received}, which cannot mint such a token.`,
    detail: [pairs(['expected', expected], [claim === null ? 'answer' : 'received', received])],
  }),
  fix: ({ claim, expected }) => ({
    applicability: claim === null ? 'guess' : 'likely',
    steps: [
      claim === null
        ? 'Look up the type of the credential at the provider: it has to be a standard one.'
        : `Set ${claim} to ${expected}, and sign with its secret.`,
    ],
  }),
  example: (kit) => ({
    profile: 'twilio',
    now: kit.now,
    token: kit.mint({
      header: { alg: 'HS256', cty: 'twilio-fpa;v=1' },
      claims: { application_id: undefined, iss: SID, sub: SID, grants: { identity: 'alice' } },
    }),
  }),
});

/** Of the form of an account SID, and nobody's: the digits count up. */
const SID = `AC${'0123456789abcdef'.repeat(2)}`;
