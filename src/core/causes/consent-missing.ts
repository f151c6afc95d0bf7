import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { hintOf, saidBy } from '../observe/sound-token.ts';

interface ConsentFacts extends Facts {
  readonly provider: string;
  readonly answer: string;
}

export const consentMissing = defineCause<ConsentFacts>({
  id: 'consent-missing',
  stage: 'environment',
  cites: [
    {
      title: 'DocuSign: How to obtain individual consent',
      url: 'https://developers.docusign.com/platform/auth/consent/obtaining-individual-consent/',
    },
    rfc(7523, '3.1'),
  ],
  needs: ['response'],
  certainty: 'possible',
  title: 'Consent not given',
  related: ['scope-not-granted', 'audience-of-other-environment', 'registration-not-propagated'],
  appliesTo: ['DocuSign', 'Salesforce', 'Google domain-wide delegation', 'Client assertions'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          "The assertion is signed well, and is answered with `consent_required`, `user hasn't approved this consumer` or `unauthorized_client`.",
        ),
      ),
    ],
    cause: [
      paragraph(
        'Before an app may act for a user, the user or an administrator has to agree once, for every scope that the app asks for. Nothing in the token can take the place of that.',
      ),
    ],
    resolution: [
      steps(
        marked(
          'DocuSign: open the consent address once, with `scope=signature%20impersonation`, as the user of `sub`.',
        ),
        'Salesforce: permit the app for the profile or the permission set of the user, or approve it once.',
        'Google: have an administrator grant the client id its scopes, under domain-wide delegation.',
      ),
    ],
    additional: [
      list(
        'Consent is given in one environment: the sandbox knows nothing of what was agreed in production.',
        marked(
          'A scope that is asked for later needs consent anew. A blank in an address is `%20`: a literal plus is not read as one everywhere.',
        ),
      ),
    ],
  },
  find(evidence) {
    const certainty = hintOf(evidence, 'consent-missing');
    if (!certainty) return undefined;
    const answer = saidBy(evidence, observedAnswer(evidence)?.message?.text);
    return { facts: { provider: evidence.profile.name, answer }, at: { in: 'response' }, certainty };
  },
  explain: ({ provider, answer }) => ({
    title: 'The app was not given consent to act for this user.',
    detail: [pairs(['answer', answer], ['expected', `consent for every scope that is asked for (${provider})`])],
  }),
  fix: () => ({
    applicability: 'likely',
    steps: ['Have the user or an administrator give consent once, for every scope, in this environment.'],
  }),
  example: (kit) => ({
    profile: 'docusign',
    now: kit.now,
    response: { status: 400, body: '{"error":"consent_required"}' },
  }),
});
