import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { findKeyFault, type KeyTextFacts, keyFix, keyPairs, NODE_KEYS, withKeyMended } from '../observe/key-faults.ts';

interface BreaksFacts extends KeyTextFacts {
  readonly replacedBy: 'nothing' | 'spaces' | 'other';
}

const WORDS = {
  nothing: 'one line, with nothing instead of the line breaks',
  spaces: 'one line, with spaces instead of the line breaks',
  other: 'one line, with other characters instead of the line breaks',
} as const;

export const keyLineBreaksLost = defineCause<BreaksFacts>({
  id: 'key-line-breaks-lost',
  stage: 'key',
  cites: [rfc(7468, '2'), NODE_KEYS],
  needs: ['key'],
  certainty: 'proved',
  title: 'Line breaks missing from the key',
  searchedAs: [
    'private key on one line',
    'newlines removed, replaced by spaces',
    'YAML folded the key',
    'single line key',
  ],
  related: ['key-newlines-escaped', 'key-text-damaged', 'key-wrapped-in-base64'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The key was pasted into a form, a secret store or a variable, and can no longer be read: `DECODER routines::unsupported`, `Invalid PEM formatted message`.',
        ),
      ),
    ],
    cause: [
      paragraph(
        'The key is on one line. PEM text needs BEGIN and END on lines of their own. A single-line form field, an unquoted shell variable or a settings page replaced the line breaks with spaces, or removed them.',
      ),
    ],
    resolution: [
      steps(
        marked('In a shell, put quotation marks around the variable: `printf %s "$PRIVATE_KEY"`.'),
        'In a form, use a field of several lines, or upload the file.',
        marked(
          'In YAML, write it as a block scalar (`|`): a folded (`>`) or plain one turns its line breaks into spaces.',
        ),
        'Or store the file as base64, which is one line, and decode it once.',
      ),
      command('mintmark keys repair env:VONAGE_PRIVATE_KEY --out private.key'),
    ],
    additional: [
      list(
        'All characters are there, so the key can be restored without loss: lines of 64 characters, BEGIN and END alone.',
        'Support articles that ask for a key without return characters mean the form field, not the file.',
      ),
    ],
  },
  find: (evidence) => findKeyFault(evidence, 'key-line-breaks-lost', ({ replacedBy }) => ({ replacedBy })),
  explain: (facts) => ({
    title: 'The line breaks of the key are lost: it is all on one line.',
    detail: [keyPairs('BEGIN and END on lines of their own', WORDS[facts.replacedBy], facts)],
  }),
  fix: (facts) =>
    keyFix(
      facts,
      'Put the line breaks back: BEGIN and END alone, the body in lines of 64 characters. In YAML, use a block scalar (|).',
    ),
  mend: withKeyMended,
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    key: kit.privateKey('active').trimEnd().replaceAll('\n', ' '),
  }),
});
