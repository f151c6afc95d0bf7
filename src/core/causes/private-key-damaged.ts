import { defineCause, type Facts } from '../evidence/cause.ts';
import { command, list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { faultFor } from '../evidence/key-fault-cause.ts';
import { rfc } from '../evidence/sources.ts';
import { withKeyMended } from '../observe/key-faults.ts';

interface DamageFacts extends Facts {
  /** Relations of RFC 8017 §3.2 that do not hold. */
  readonly relations: readonly string[];
  /** The numbers that are damaged, where the others prove it: the rest can then be computed anew. */
  readonly numbers: readonly string[];
  readonly line: number | null;
  readonly column: number | null;
}

export const privateKeyDamaged = defineCause<DamageFacts>({
  id: 'private-key-damaged',
  stage: 'signature',
  cites: [rfc(8017, '3.2'), rfc(8017, '5.2.1')],
  needs: ['key'],
  certainty: 'proved',
  severity: 'fault',
  title: 'Private key damaged',
  searchedAs: ['private key corrupted', 'key bytes changed'],
  article: {
    symptom: [
      paragraph(
        'The private key is read without an error and signs without an error, and every token is rejected with 401 for its signature.',
      ),
    ],
    cause: [
      paragraph(
        'A character of the key file was changed. The file is still well-formed, but its numbers no longer belong together: what they sign does not verify with any key. Cryptographic libraries rarely check this.',
      ),
      paragraph(
        'The numbers of an intact RSA key have fixed relations: the modulus is the product of the two primes, and the exponents undo each other. Here some of them do not hold.',
      ),
    ],
    resolution: [
      steps(
        'Get the file again from where it was first stored: a download, a secret store, a backup.',
        'If there is no other copy, generate a new key pair and save it.',
      ),
      paragraph('If only numbers that follow from the others are damaged, they can be computed again:'),
      command('mintmark keys repair private.key'),
    ],
    additional: [
      list(
        'Copying through a chat, a spreadsheet or an editor with automatic corrections changes characters.',
        marked('`openssl rsa -check -in private.key` does the same test.'),
        'A key that was made up for an example fails as well: its numbers belong to no pair.',
      ),
    ],
  },
  related: ['key-text-damaged', 'signed-by-unknown-key', 'key-too-weak'],
  explains: ['signed-by-unknown-key'],

  find({ key, signature }) {
    const fault = key && faultFor(key, 'private-key-damaged');
    if (!fault) return undefined;
    const { relations, numbers = [], line = null, column = null } = fault;
    return {
      facts: { relations: relations.slice(0, 12), numbers: numbers.slice(0, 12), line, column },
      at: { in: 'key' },
      // OpenSSL goes round damaged CRT numbers: such a key may have signed this very token.
      severity: signature?.verifiedBy ? 'risk' : 'fault',
    };
  },

  explain: ({ relations, numbers, line, column }) => ({
    title: 'The private key is damaged: its numbers do not belong together.',
    detail: [
      pairs(
        ['expected', 'a key whose numbers match each other'],
        ...relations.map((relation) => ['does not hold', relation] as const),
        ...(numbers.length === 0 ? [] : [['damaged', numbers.join(', ')] as const]),
        ...(line === null
          ? []
          : [['where', `line ${line}${column === null ? '' : `, column ${column}`} of the key text`] as const]),
      ),
    ],
  }),

  fix: ({ numbers }) =>
    numbers.length > 0
      ? {
          applicability: 'likely',
          steps: ['Compute the damaged numbers again, or get the file again.', 'Then compare the fingerprint.'],
          command: 'mintmark keys repair private.key',
        }
      : {
          applicability: 'certain',
          steps: [
            'Get the private key file again from where it was first stored.',
            'If there is no other copy, generate a new key pair and save it.',
          ],
        },
  mend: withKeyMended,
  example: (kit) => {
    const lines = kit.privateKey('active').split('\n');
    const line = lines[16] ?? '';
    lines[16] = line.slice(0, 30) + (line[30] === 'A' ? 'B' : 'A') + line.slice(31);
    return kit.input({ token: kit.mint({ key: 'stranger' }), key: lines.join('\n') });
  },
});
