import { defineCause, type Facts } from '../evidence/cause.ts';
import { code, command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';

interface FileFacts extends Facts {
  readonly path: string;
  readonly error: keyof typeof WORDS | 'other';
  readonly mode: string | null;
  readonly owner: string | null;
  readonly user: string | null;
}

const WORDS = {
  EACCES: 'the process may not read it',
  EPERM: 'the process may not read it',
  ENOENT: 'there is no file of this name',
  ENOTDIR: 'a part of the path is a file, not a directory',
  EISDIR: 'this is a directory',
} as const;

export const keyFileUnreadable = defineCause<FileFacts>({
  id: 'key-file-unreadable',
  stage: 'key',
  cites: [
    { title: 'Node.js: Common system errors', url: 'https://nodejs.org/api/errors.html#common-system-errors' },
    { title: 'POSIX: open', url: 'https://pubs.opengroup.org/onlinepubs/9799919799/functions/open.html' },
  ],
  needs: ['keyFile'],
  certainty: 'proved',
  title: 'Key file cannot be read',
  searchedAs: [
    'ENOENT no such file',
    'EACCES permission denied',
    'private.key not found',
    'file does not exist in the container',
  ],
  related: ['key-path-in-place-of-key', 'stale-key-in-process', 'key-text-damaged'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'No token can be minted, or requests go out without one: `EACCES: permission denied`, `ENOENT: no such file or directory`. The same command works for another user.',
        ),
      ),
    ],
    cause: [
      paragraph('The key file cannot be opened by the process that signs:'),
      list(
        'the file belongs to another user, and its mode does not let anyone else read it;',
        'a directory on its path cannot be entered;',
        'the volume is not mounted in the container, or the path is different there;',
        'the path is relative, and the service starts in another directory.',
      ),
    ],
    resolution: [
      steps(
        'Try it as the user of the service:',
        'Give the file to the group of the service, and to nobody else: owner root, mode 0640.',
        'Use an absolute path.',
      ),
      command('sudo -u SERVICE_USER head -c 27 /etc/app/private.key'),
    ],
    additional: [
      list(
        'A private key that everybody can read is the opposite mistake: use 0600 or 0640, never 0644.',
        marked('`namei -l /etc/app/private.key` shows the mode of every directory on the path.'),
      ),
    ],
  },
  find({ keyFile }) {
    if (!keyFile) return undefined;
    const { path, error, mode = null, owner = null, user = null } = keyFile;
    return {
      facts: { path: path.slice(0, 160), error: isKnown(error) ? error : 'other', mode, owner, user },
      at: { in: 'key' },
    };
  },
  explain: ({ path, error, mode, owner, user }) => ({
    title: `The key file cannot be read${error === 'other' ? '' : `: ${WORDS[error]}`}.`,
    detail: [
      pairs(
        ['file', code(path)],
        ['received', error === 'other' ? 'a system error' : `${error}: ${WORDS[error]}`],
        ...(mode === null ? [] : [['mode', mode] as const]),
        ...(owner === null ? [] : [['owner', owner] as const]),
        ...(user === null ? [] : [['process', `runs as ${user}`] as const]),
      ),
    ],
  }),
  fix: ({ error }) => ({
    applicability: 'likely',
    steps:
      error === 'ENOENT' || error === 'ENOTDIR'
        ? ['Correct the path: make it absolute, as seen on the machine or in the container of the process.']
        : error === 'EISDIR'
          ? ['Name the file inside that directory.']
          : [
              'Let the user of the process read the file: give it the group of the service and the mode 0640.',
              'Check the directories on the path as well: that user has to be able to enter each of them.',
            ],
  }),
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    keyFile: { path: '/etc/app/private.key', error: 'EACCES', mode: '0600', owner: 'root', user: 'app' },
  }),
});

function isKnown(error: string): error is keyof typeof WORDS {
  return Object.hasOwn(WORDS, error);
}
