import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import type { KeyFormat } from '../keys/reading.ts';
import { findKeyFault, type KeyTextFacts, keyPairs, NODE_KEYS } from '../observe/key-faults.ts';

interface EncryptedFacts extends KeyTextFacts {
  readonly format: KeyFormat;
  readonly decrypt: string | null;
  /** `none`: none was given. `not-tried`: nothing here opens this format. */
  readonly passphrase: 'none' | 'wrong' | 'not-tried';
}

const TITLES = {
  none: 'The private key is encrypted, and no passphrase was given.',
  wrong: 'The private key is encrypted, and the passphrase that was given does not open it.',
  'not-tried': 'The private key is encrypted, in a format for which passphrases cannot be checked here.',
} as const;

const RECEIVED = {
  none: 'no passphrase',
  wrong: 'a passphrase that does not decrypt it',
  'not-tried': 'a passphrase, which was not tried',
} as const;

export const keyPassphraseWrong = defineCause<EncryptedFacts>({
  id: 'key-passphrase-wrong',
  stage: 'key',
  cites: [rfc(5958, '3'), rfc(7468, '11'), NODE_KEYS],
  needs: ['key'],
  certainty: 'proved',
  title: 'Encrypted private key needs its passphrase',
  searchedAs: [
    'encrypted key',
    'bad decrypt',
    'password of the private key',
    'BEGIN ENCRYPTED PRIVATE KEY',
    'passphrase required',
  ],
  related: ['key-container-unsupported', 'private-key-damaged'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The key cannot be read: `ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED` without a passphrase, `ERR_OSSL_BAD_DECRYPT` with a wrong one. Some libraries hide either behind `Unable to create a signed JWT`.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'The private key is encrypted: its file begins with `-----BEGIN ENCRYPTED PRIVATE KEY-----`, or has the line `Proc-Type: 4,ENCRYPTED`. It cannot be used without the passphrase, and here it was missing or wrong.',
        ),
      ),
    ],
    resolution: [
      steps(
        'Pass the passphrase to the library, from a secret store.',
        'Or keep the key without a passphrase, in a file that only its process can read:',
      ),
      command('openssl pkcs8 -in private.key -topk8 -nocrypt -out plain.key'),
    ],
    additional: [
      list(
        marked('`chmod 600 plain.key`, and keep it out of repositories and images.'),
        marked(
          'The right passphrase often arrives changed: a trailing line break, quotation marks around it, a `$` that a shell expanded.',
        ),
        'If the encrypted text itself is damaged, no passphrase opens it: get the file again.',
        'A lost passphrase cannot be recovered: generate a new key pair and save it.',
      ),
    ],
  },
  find: (evidence) =>
    findKeyFault(evidence, 'key-passphrase-wrong', ({ format, command: decrypt }) => ({
      format,
      decrypt: decrypt ?? null,
      passphrase: evidence.passphrase ?? 'none',
    })),
  explain: (facts) => ({
    title: TITLES[facts.passphrase],
    detail: [
      keyPairs(
        'a private key that can be read, or its passphrase',
        `an encrypted key (${facts.format}), and ${RECEIVED[facts.passphrase]}`,
        facts,
      ),
    ],
  }),
  fix: ({ decrypt, passphrase }) => ({
    applicability: passphrase === 'wrong' ? 'likely' : 'certain',
    steps:
      passphrase === 'wrong'
        ? [
            'Give the passphrase that this file was encrypted with: no line break, no quotation marks, nothing expanded.',
            'Try it on the file by hand; if it is right and still rejected, the file is damaged: get it again.',
          ]
        : [
            'Save the key without its passphrase, readable only by its process; you are asked for the passphrase.',
            'Or pass the passphrase to the library that reads the key; Mintmark takes it from MINTMARK_PASSPHRASE.',
          ],
    command: decrypt ?? 'openssl pkcs8 -in private.key -topk8 -nocrypt -out plain.key',
  }),
  example: (kit) => ({ profile: 'vonage', now: kit.now, key: ENCRYPTED_KEY }),
});

/** An Ed25519 key, made for this example and encrypted with a passphrase that nobody kept. */
const ENCRYPTED_KEY = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgM6tIQylemgwICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEKwC4joQjN/4SN709GrVD90EQBVe
72uXqGYx9RGbdqSavvq+SAwEWCAQN1DOjv2Alu6ZS3AIru6NjpYvfLsXfUEoUOED
eaAwfDycifmoEe/Dzsk=
-----END ENCRYPTED PRIVATE KEY-----
`;
