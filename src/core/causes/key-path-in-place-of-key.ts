import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_401 } from '../evidence/sources.ts';
import { findKeyFault, type KeyTextFacts, keyPairs, NODE_KEYS, quoted } from '../observe/key-faults.ts';

interface PathFacts extends KeyTextFacts {
  /** The path itself, cut at 80 characters: it names a file and holds no key. */
  readonly path: string;
  readonly isRelative: boolean;
}

export const keyPathInPlaceOfKey = defineCause<PathFacts>({
  id: 'key-path-in-place-of-key',
  stage: 'key',
  cites: [NODE_KEYS, rfc(7468, '2'), VONAGE_401],
  needs: ['key'],
  certainty: 'proved',
  title: 'Key file path used as the key',
  searchedAs: ['path instead of contents', 'file name used as the key', 'PRIVATE_KEY_PATH', 'readFileSync missing'],
  related: ['secret-in-place-of-private-key', 'key-file-unreadable', 'stale-key-in-process'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'No token can be minted: `secretOrPrivateKey must be an asymmetric key when using RS256`, `Expecting a PEM-formatted key`, `no start line`. Or tokens are minted with `HS256`, and every one is rejected with 401.',
        ),
      ),
    ],
    cause: [
      paragraph(
        'The text that was given as the key is the path of a file. The library does not open files, or it looked for one, found none, and took the path itself for the key. Some then sign with HMAC, with the path as the secret.',
      ),
    ],
    resolution: [
      steps(
        marked("Read the file, and pass its contents: `readFileSync('/etc/app/private.key', 'utf8')`."),
        'Use an absolute path: a relative one depends on the directory in which the process was started.',
        'Stop when the file cannot be read, before a token is made.',
      ),
      command('mintmark keys check private.key'),
    ],
    additional: [
      list(
        'Libraries differ, and so do versions of one library: some accept a path, some the text, some either.',
        marked('Here a key argument can be a file, `-`, `env:NAME` or the text itself.'),
      ),
    ],
  },
  find: (evidence) =>
    findKeyFault(evidence, 'key-path-in-place-of-key', ({ text }) => ({
      path: text.slice(0, 80),
      isRelative: !/^(?:\/|[A-Za-z]:|\\\\|~|\$|file:)/.test(text),
    })),
  explain: (facts) => ({
    title: 'This is the path of a file, not the key in it.',
    detail: [keyPairs('the text of a key: -----BEGIN PRIVATE KEY-----', quoted(facts.path), facts)],
  }),
  fix: ({ isRelative }) => ({
    applicability: 'certain',
    steps: [
      'Read the file, and pass its text instead of its path.',
      isRelative
        ? 'Use an absolute path: this one depends on where the process is started.'
        : 'Check that the file exists on the machine that runs the process, and that the process may read it.',
    ],
  }),
  example: (kit) => ({ profile: 'vonage', now: kit.now, key: './keys/private.key' }),
});
