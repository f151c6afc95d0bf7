import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, pairs, paragraph, steps } from '../evidence/doc.ts';
import type { Party } from '../evidence/rules.ts';
import { rfc } from '../evidence/sources.ts';
import { observedAnswer } from '../observe/observed-answer.ts';
import { saidBy } from '../observe/sound-token.ts';

interface AfterFacts extends Facts {
  readonly product: string;
  readonly answer: string;
  /** What refused it, after "The token was accepted; ". */
  readonly what: string;
  readonly party: Party;
  readonly step: string;
}

export const refusedAfterAuthentication = defineCause<AfterFacts>({
  id: 'refused-after-authentication',
  stage: 'environment',
  status: 403,
  challenge: null,
  party: ({ party }) => party,
  cites: [
    rfc(9110, '15.5.4'),
    {
      title: 'GitHub: Suspending a GitHub App installation',
      url: 'https://docs.github.com/en/apps/maintaining-github-apps/suspending-a-github-app-installation',
    },
  ],
  needs: [],
  needsOneOf: ['response', 'said', 'failure'],
  certainty: 'likely',
  title: 'Rejected after authentication: suspended, not approved or not found',
  searchedAs: ['account not approved', 'installation suspended', 'token is accepted and the request is refused'],
  related: ['scope-not-granted', 'consent-missing', 'application-suspended'],
  appliesTo: ['GitHub Apps', 'App Store Connect', 'APNs', 'Salesforce', 'Box', 'Snowflake'],
  article: {
    symptom: [
      paragraph(
        'The response speaks of an installation, an agreement, an approval, a role, a topic or a repository, and not of the token.',
      ),
    ],
    cause: [
      paragraph('The credentials were accepted. The request is rejected for another reason:'),
      list(
        'the installation of the app is suspended;',
        'an agreement is unsigned, or an admin has not approved the app or the user;',
        'the app, the role or the address may not do this;',
        'the id in the path is not the one that belongs there.',
      ),
    ],
    resolution: [
      steps(
        'Leave the token and the key as they are: a new one is rejected as well.',
        'Do what the report says, or ask somebody: most of it only an owner or an admin can do.',
      ),
    ],
  },
  find(evidence) {
    const match = observedAnswer(evidence)?.message?.match;
    const after = match?.message.after;
    if (match === undefined || after === undefined) return undefined;
    const isSole = Object.keys(match.message.means).length === 1;
    return {
      facts: {
        product: match.product.name,
        answer: saidBy(evidence, observedAnswer(evidence)?.message?.text),
        what: after.what,
        party: after.party,
        step: after.step,
      },
      at: { in: 'response' },
      certainty: isSole ? 'likely' : 'possible',
    };
  },
  explain: ({ product, answer, what }) => ({
    title: `${product} accepted the credentials: ${what}.`,
    detail: [pairs(['answer', answer], ['token and key', 'fine, as far as this response shows'])],
  }),
  fix: ({ step }) => ({ applicability: 'likely', steps: [step] }),
  example: (kit) => ({
    profile: 'github',
    now: kit.now,
    response: { status: 403, body: '{"message":"This installation has been suspended"}' },
  }),
});
