import { defineCause } from '../evidence/cause.ts';
import { list, marked, paragraph, steps } from '../evidence/doc.ts';
import { findKeyFault, type KeyTextFacts, keyPairs, NODE_KEYS } from '../observe/key-faults.ts';

interface ReferenceFacts extends KeyTextFacts {
  readonly what: string;
  readonly next: string;
}

export const keyReferenceUnresolved = defineCause<ReferenceFacts>({
  id: 'key-reference-unresolved',
  stage: 'key',
  cites: [NODE_KEYS],
  needs: ['key'],
  title: 'Placeholder, reference or encrypted file instead of the key',
  searchedAs: [
    'op:// reference',
    '${{ secrets.KEY }}',
    'ARN instead of the secret',
    'masked *** key',
    'vault reference',
    'secret not replaced',
    'environment variable not set, empty key',
  ],
  related: ['key-path-in-place-of-key', 'stale-key-in-process', 'secret-in-place-of-private-key'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'No token can be minted: `secretOrPrivateKey must be an asymmetric key`, `Could not deserialize key data`, `PEM routines: no start line`.',
        ),
      ),
    ],
    cause: [
      paragraph('Instead of the key, there is something that only leads to it:'),
      list(
        marked('an expression or placeholder that nothing expanded: `${{ secrets.NAME }}`, `{{ key }}`;'),
        marked('a reference to a secret manager: an ARN, `op://…`, `@Microsoft.KeyVault(…)`;'),
        'the name of the environment variable instead of its value;',
        'a placeholder from an example, or a BEGIN and an END line with nothing of a key between them;',
        'what a log shows instead of a hidden value;',
        'a file that is still encrypted: openssl enc, age, sops, ansible-vault, git-crypt, or a Git LFS pointer.',
      ),
    ],
    resolution: [
      steps(
        'Resolve it where the program starts, so that the variable or file holds the lines of the key.',
        marked('Look at its first line there: it has to be `-----BEGIN PRIVATE KEY-----`.'),
      ),
    ],
  },
  find: (evidence) => findKeyFault(evidence, 'key-reference-unresolved', ({ what, next }) => ({ what, next })),
  explain: (facts) => ({
    title: `This is not the key: it is ${facts.what}.`,
    detail: [keyPairs('the text of a key', facts.what, facts)],
  }),
  fix: ({ next }) => ({ applicability: 'likely', steps: [next] }),
  example: (kit) => ({ profile: 'vonage', now: kit.now, key: 'APP_PRIVATE_KEY' }),
});
