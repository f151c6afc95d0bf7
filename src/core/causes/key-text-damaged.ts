import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { findKeyFault, type KeyTextFacts, keyFix, keyPairs, NODE_KEYS, withKeyMended } from '../observe/key-faults.ts';

interface DamageFacts extends KeyTextFacts {
  /** The part that is damaged; `null` where nothing in the text is of a key. */
  readonly part: string | null;
  /** What a text without a key is instead, where that shows. */
  readonly looksLike: string | null;
  readonly expected: string;
  /** From 1, in the text of the key as it was unwrapped. */
  readonly line: number | null;
  readonly column: number | null;
}

export const keyTextDamaged = defineCause<DamageFacts>({
  id: 'key-text-damaged',
  stage: 'key',
  cites: [rfc(7468, '2'), rfc(7468, '3'), NODE_KEYS],
  needs: ['key'],
  certainty: 'proved',
  title: 'Invalid key: its text is damaged or holds no key',
  searchedAs: [
    'could not parse the key',
    'invalid PEM',
    'asn1 error',
    'key incomplete',
    'BEGIN line missing',
    'not a key',
  ],
  related: ['private-key-damaged', 'key-line-breaks-lost', 'key-file-encoding', 'key-wrapped-in-base64'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The key cannot be read: `DECODER routines::unsupported`, `no start line`, `bad base64 decode`, `not enough data`. It could be read before it was copied.',
        ),
      ),
    ],
    cause: [
      paragraph('The text of the key was changed. Common ways:'),
      list(
        'the BEGIN or the END line is missing, or has four dashes;',
        'the end was not selected, or a form field cut it off;',
        'each line begins with spaces, from a YAML file or a quoted mail;',
        'a chat or an editor changed a character, or inserted an invisible one.',
      ),
    ],
    resolution: [
      steps(
        'Copy the file itself, byte for byte, not what a screen shows of it.',
        'If nothing was lost, the text can be repaired:',
      ),
      command('mintmark keys repair private.key --out mended.key'),
      paragraph('If characters are lost, get the file again from where it was first stored, or generate a new pair.'),
    ],
    additional: [
      list(
        'A repair is offered only when it is proved: the data is complete, and the numbers of the key match each other.',
        marked(
          'The body of a key is complete when its length is a multiple of four characters, including `=` at the end.',
        ),
      ),
    ],
  },
  find: (evidence) =>
    findKeyFault(evidence, 'key-text-damaged', (fault) =>
      fault.kind === 'unrecognised'
        ? {
            part: null,
            looksLike: fault.looksLike?.slice(0, 80) ?? null,
            expected: 'the text of a key: -----BEGIN PRIVATE KEY-----',
            line: null,
            column: null,
          }
        : {
            part: fault.what.slice(0, 80),
            looksLike: null,
            expected: fault.expected.slice(0, 80),
            line: fault.line ?? null,
            column: fault.column ?? null,
          },
    ),
  explain: (facts) => {
    const { part, looksLike, line, column } = facts;
    const place = line === null ? '' : `, line ${line}${column === null ? '' : `, column ${column}`}`;
    return {
      title:
        part !== null
          ? 'The text of the key is damaged.'
          : `This text holds no key${looksLike === null ? '' : `: it is ${looksLike}`}.`,
      detail: [keyPairs(facts.expected, part === null ? 'text that holds no key' : `${part}${place}`, facts)],
    };
  },
  fix: (facts) =>
    facts.type === null
      ? keyFix(facts, 'Get the key file again, byte for byte, from where it was first stored.')
      : keyFix(facts, 'Repair the text: nothing of the key is missing. Or copy the file again, byte for byte.'),
  mend: withKeyMended,
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    key: kit.privateKey('active').replace('-----BEGIN', '----BEGIN'),
  }),
});
