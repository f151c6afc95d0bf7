import { defineCause, type Facts } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';

interface SuspendedFacts extends Facts {
  readonly applicationId: string;
  readonly applicationName: string;
}

export const applicationSuspended = defineCause<SuspendedFacts>({
  id: 'application-suspended',
  stage: 'registry',
  party: 'issuer',
  cites: [
    { title: 'Vonage: API errors, application-suspended', url: 'https://developer.vonage.com/en/api-errors' },
    rfc(6750, '3.1'),
  ],
  audience: 'owner',
  needs: ['registry'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Application suspended',
  searchedAs: ['application disabled', 'account suspended, blocked'],
  article: {
    symptom: [paragraph('From one moment on, every request of one application fails with 401, on all machines.')],
    cause: [
      paragraph(
        'The application was suspended. Its keys are still registered and its tokens are well made, but none is accepted until the suspension is lifted.',
      ),
    ],
    resolution: [
      steps(
        'Ask the person who runs the account why the application was suspended.',
        'Have the suspension lifted. Nothing about the token or the key has to be changed.',
      ),
    ],
    additional: [
      list(
        marked(
          'Callers are told the general cause, `signed-by-unknown-key`, so that nobody can find out which applications exist.',
        ),
      ),
    ],
  },
  related: ['application-unknown', 'no-active-key'],
  explains: ['signed-by-unknown-key'],

  find({ registry }) {
    const application = registry?.application;
    if (!application?.suspended) return undefined;
    return { facts: { applicationId: application.id, applicationName: application.name.slice(0, 80) } };
  },

  explain: ({ applicationId, applicationName }) => ({
    title: 'The application is suspended: none of its tokens is accepted.',
    detail: [pairs(['application', `${applicationId} (${applicationName})`], ['state', 'suspended; expected: active'])],
  }),

  fix: () => ({
    applicability: 'certain',
    steps: ['Ask whoever runs the account to lift the suspension. The token and the key can stay as they are.'],
  }),
  example: (kit) => {
    const input = kit.input();
    const { registry } = input;
    if (!registry?.application) return input;
    return { ...input, registry: { ...registry, application: { ...registry.application, suspended: true } } };
  },
});
