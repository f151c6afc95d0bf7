import { defineCause } from '../evidence/cause.ts';
import { code, command, list, marked, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { findKeyFault, type KeyTextFacts, keyFix, keyPairs, NODE_KEYS, withKeyMended } from '../observe/key-faults.ts';

interface EscapedFacts extends KeyTextFacts {
  /** 1 for `\n`, 2 for `\\n`. */
  readonly depth: number;
}

export const keyNewlinesEscaped = defineCause<EscapedFacts>({
  id: 'key-newlines-escaped',
  stage: 'key',
  cites: [rfc(7468, '2'), NODE_KEYS],
  needs: ['key'],
  certainty: 'proved',
  title: 'Escaped newlines (\\n) in the key',
  searchedAs: [
    '\\n in the private key',
    'replace(/\\\\n/g)',
    'private key in an environment variable',
    'PEM no start line',
    'invalid PEM formatted message',
    'cannot read the private key',
    'DECODER routines unsupported',
    'secretOrPrivateKey must be an asymmetric key',
    'dotenv, Vercel, Heroku, GitHub secret',
  ],
  related: ['key-in-quotes', 'key-line-breaks-lost', 'key-wrapped-in-base64', 'stale-key-in-process'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The key works from its file, but not from the environment variable: `DECODER routines::unsupported`, `Invalid PEM formatted message`, `secretOrPrivateKey must be an asymmetric key when using RS256`.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The text of the key has `\\n`, a backslash and an n, instead of line breaks. Environment variables, JSON and many settings pages hold only one line, so line breaks are escaped, and nothing unescaped them.',
        ),
      ),
    ],
    resolution: [
      steps(
        marked(
          "JavaScript: `process.env.PRIVATE_KEY.replace(/\\\\n/g, '\\n')`. Python: `key.replace('\\\\n', '\\n')`.",
        ),
        marked('In YAML, use double quotes or a block scalar (`|`): single quotes keep `\\n` as two characters.'),
        marked('Or store the file as base64 in the variable, and decode it once.'),
        'Or keep the path in the variable, and read the file.',
      ),
      command('mintmark keys repair env:VONAGE_PRIVATE_KEY --out private.key'),
    ],
    additional: [
      list(
        marked('`\\\\n`, with two backslashes, was escaped twice: by the shell and by JSON, or by two pages.'),
        'OpenSSL reports this with the same message as twenty other faults of a key text.',
      ),
    ],
  },
  find: (evidence) => findKeyFault(evidence, 'key-newlines-escaped', ({ depth }) => ({ depth })),
  explain: (facts) => ({
    title:
      facts.depth > 1
        ? `The line breaks of the key are escaped ${facts.depth} times.`
        : 'The line breaks of the key are written as a backslash and an n.',
    detail: [keyPairs('line breaks', code(`${'\\'.repeat(facts.depth)}n`), facts)],
  }),
  fix: (facts) =>
    keyFix(
      facts,
      "Unescape them where the key is read: .replace(/\\\\n/g, '\\n'), or store the key as base64. In YAML, single quotes keep them: use double ones, or a block scalar (|).",
    ),
  mend: withKeyMended,
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    key: kit.privateKey('active').trimEnd().replaceAll('\n', '\\n'),
  }),
});
