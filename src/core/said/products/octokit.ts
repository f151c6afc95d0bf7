import type { Product } from '../../evidence/said.ts';
import { KEY_LOOK } from './usual-means.ts';

export const octokit: Product = {
  id: 'octokit',
  name: 'Octokit',
  source: 'https://github.com/octokit/auth-app.js',
  look: { 'key-text': KEY_LOOK },
  messages: [
    {
      id: 'private-key',
      says: [
        'privateKey option is required',
        'Input required and not supplied: private-key',
        "'privateKey' option is required",
      ],
      means: { 'key-path-in-place-of-key': 3, 'stale-key-in-process': 1, 'key-newlines-escaped': 1 },
      note: 'the secret is empty here: workflows of forks and of Dependabot get no secrets, and reusable workflows only with `secrets:`; or the variable is not set',
      sample: 'Error: [@octokit/auth-app] privateKey option is required',
      decides: {
        'key-path-in-place-of-key':
          'Print in that step whether the environment variable is empty (test -n "$PRIVATE_KEY" && echo set), and where the secret is defined: repository, organisation or environment.',
      },
    },
    {
      id: 'app-id',
      says: ['appId option is required', 'Input required and not supplied: app-id'],
      means: { 'identity-claim-mistaken': 3, 'claim-missing': 2 },
      sample: 'Error: [@octokit/auth-app] appId option is required',
    },
  ],
};
