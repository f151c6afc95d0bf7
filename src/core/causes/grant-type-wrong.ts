import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { hintOf, saidBy } from '../observe/sound-token.ts';
import { bodyMember } from '../request/body-member.ts';

interface GrantFacts extends Facts {
  readonly received: string | null;
  readonly expected: string;
  readonly answer: string | null;
}

export const grantTypeWrong = defineCause<GrantFacts>({
  id: 'grant-type-wrong',
  stage: 'environment',
  cites: [
    rfc(7523, '2.1'),
    {
      title: 'Google: Using OAuth 2.0 for server to server applications',
      url: 'https://developers.google.com/identity/protocols/oauth2/service-account',
    },
  ],
  needs: [],
  needsOneOf: ['request', 'response'],
  certainty: 'proved',
  title: 'Wrong grant_type for a JWT assertion',
  searchedAs: ['grant_type jwt-bearer', 'unsupported_grant_type', 'invalid_grant'],
  related: ['signed-by-replaced-key', 'signed-by-unknown-key', 'audience-form-mismatch'],
  appliesTo: ['Google', 'DocuSign', 'Salesforce', 'Box', 'OAuth token requests'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The token endpoint answers `Invalid JWT Signature` or `unsupported_grant_type`, although the signature is valid.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The assertion is sent with a different `grant_type` than the one for JWTs, or to an older endpoint. An older grant of Google knows only keys from before a certain date, so it works with old keys, fails with every new one, and blames the signature.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked('Send `grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer`, with the token as `assertion`.'),
        'Send it to the endpoint in the current documentation, with a current library.',
      ),
    ],
    additional: [
      list(
        'Verify the signature yourself first: if it is valid, the message is not about the signature.',
        marked('The colons may be percent-encoded in a form; the value is the same.'),
      ),
    ],
  },
  find(evidence) {
    const { profile, request, response } = evidence;
    if (profile.grantType === undefined) return undefined;
    const received = request?.body === undefined ? undefined : bodyMember(request.body, 'grant_type');
    const isWrong = received !== undefined && received !== profile.grantType;
    // With the right grant type in sight, no answer speaks against it.
    const certainty = isWrong ? 'proved' : received === undefined ? hintOf(evidence, 'grant-type-wrong') : undefined;
    if (!certainty) return undefined;
    return {
      facts: {
        received: received?.slice(0, 80) ?? null,
        expected: profile.grantType,
        answer: response ? saidBy(evidence, observedAnswer(evidence)?.message?.text) : null,
      },
      at: { in: isWrong ? 'request' : 'response' },
      certainty,
    };
  },
  explain: ({ received, expected, answer }) => ({
    title:
      received === null
        ? 'The assertion may have been sent with a grant type that is not the one for JWTs.'
        : 'The assertion was sent with a grant type that is not the one for JWTs.',
    detail: [
      pairs(
        ['expected', code(expected)],
        ['received', received === null ? 'not known' : code(received)],
        ...(answer === null ? [] : [['answer', answer] as const]),
      ),
    ],
  }),
  fix: ({ received, expected }) => ({
    applicability: received === null ? 'guess' : 'certain',
    steps: [`Send grant_type=${expected}, and the token as assertion.`],
  }),
  example: (kit) => {
    const token = kit.mint({
      claims: {
        application_id: undefined,
        jti: undefined,
        iss: 'reports@example-project.iam.gserviceaccount.com',
        scope: 'https://www.googleapis.com/auth/spreadsheets',
        aud: 'https://oauth2.googleapis.com/token',
      },
    });
    const body = `grant_type=assertion&assertion_type=http%3A%2F%2Foauth.net%2Fgrant_type%2Fjwt%2F1.0%2Fbearer&assertion=${token}`;
    return {
      profile: 'google',
      now: kit.now,
      request: { method: 'POST', target: '/token', fields: [['Host', 'oauth2.googleapis.com']], body },
    };
  },
});
