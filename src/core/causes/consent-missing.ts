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
  title: 'Consent required',
  searchedAs: ['consent_required', 'user has not approved the app', 'admin consent', 'pre-authorize'],
  related: ['scope-not-granted', 'audience-of-other-environment', 'registration-not-propagated'],
  appliesTo: ['DocuSign', 'Salesforce', 'Google domain-wide delegation', 'Client assertions'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          "The assertion is signed correctly, and the response is `consent_required`, `user hasn't approved this consumer` or `unauthorized_client`.",
        ),
      ),
    ],
    cause: [
      paragraph(
        'Before an app may act for a user, the user or an administrator has to agree once, to every scope that the app asks for. Nothing in the token can replace that.',
      ),
    ],
    resolution: [
      steps(
        marked('DocuSign: open the consent URL once, with `scope=signature%20impersonation`, as the user in `sub`.'),
        'Salesforce: permit the app for the profile or the permission set of the user, or approve it once.',
        'Google: ask an administrator to grant the scopes to the client id, under domain-wide delegation.',
      ),
    ],
    additional: [
      list(
        'Consent applies to one environment: production consent does not count in the sandbox.',
        marked(
          'A scope that you add later needs new consent. Write a space in a URL as `%20`: not every server reads a plus as a space.',
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
    title: 'The app has no consent to act for this user.',
    detail: [pairs(['answer', answer], ['expected', `consent to every scope that is asked for (${provider})`])],
  }),
  fix: () => ({
    applicability: 'likely',
    steps: ['Ask the user or an administrator to consent once, to every scope, in this environment.'],
  }),
  example: (kit) => ({
    profile: 'docusign',
    now: kit.now,
    response: { status: 400, body: '{"error":"consent_required"}' },
  }),
});
