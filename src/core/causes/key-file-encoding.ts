import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import { findKeyFault, type KeyTextFacts, keyFix, keyPairs, NODE_KEYS, withKeyMended } from '../observe/key-faults.ts';

interface EncodingFacts extends KeyTextFacts {
  readonly found: 'utf-16' | 'cr-only' | 'crlf' | 'byte-order-mark';
}

const WORDS = {
  'utf-16': ['The key file is written in UTF-16.', 'UTF-16: every character takes two bytes'],
  'cr-only': ['The lines of the key file end in CR alone.', 'line endings CR, byte 0d'],
  crlf: ['The lines of the key file end in CR LF; OpenSSL reads that, other libraries do not.', 'CR LF, bytes 0d 0a'],
  'byte-order-mark': [
    'The key file begins with a byte order mark; OpenSSL ignores it, other libraries do not.',
    'the bytes ef bb bf before BEGIN',
  ],
} as const;

export const keyFileEncoding = defineCause<EncodingFacts>({
  id: 'key-file-encoding',
  stage: 'key',
  cites: [rfc(7468, '2'), NODE_KEYS],
  needs: ['key'],
  certainty: 'proved',
  title: 'Key file has the wrong encoding or line endings',
  searchedAs: ['UTF-16, BOM, CRLF', 'Windows line endings', 'saved with Notepad'],
  related: ['key-text-damaged', 'key-line-breaks-lost'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The file looks right in an editor, and no program reads it: `no start line`, `Illegal base64 character d`, `Private key should be provided in PEM format`.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The characters are right and the bytes are not. PEM text is ASCII with LF line endings. Windows PowerShell writes UTF-16 with `>`, some editors add a byte order mark, others end lines in CR LF or CR.',
        ),
      ),
    ],
    resolution: [
      steps(
        'Save the file again as UTF-8 without a byte order mark, with LF line endings.',
        marked('PowerShell: `Set-Content -Encoding ascii`, or redirect in `cmd`.'),
        marked('In a repository, protect `*.key` and `*.pem` from conversion: `*.pem -text` in .gitattributes.'),
      ),
      command('mintmark keys repair private.key --out mended.key'),
    ],
    additional: [
      list(
        marked('Look at the bytes: `head -c 16 private.key | od -c`.'),
        'OpenSSL 3 reads CR LF and a byte order mark, so these two are a risk here; nothing reads UTF-16 or CR alone.',
      ),
    ],
  },
  find: (evidence) => findKeyFault(evidence, 'key-file-encoding', ({ found }) => ({ found })),
  explain: (facts) => ({
    title: WORDS[facts.found][0],
    detail: [keyPairs('ASCII, with LF line endings', WORDS[facts.found][1], facts)],
  }),
  fix: (facts) => keyFix(facts, 'Save the key file as UTF-8 without a byte order mark, with LF line endings.'),
  mend: withKeyMended,
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    key: kit.privateKey('active').replaceAll('\n', '\r'),
  }),
});
