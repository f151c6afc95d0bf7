import { defineCause } from '../diagnosis/cause.ts';
import { findKeyFault, type KeyTextFacts, keyPairs, NODE_KEYS } from '../diagnosis/key-faults.ts';
import { rfc } from '../diagnosis/sources.ts';
import type { KeyFormat } from '../keys/reading.ts';
import { command, list, marked, paragraph, steps } from '../prose/doc.ts';

interface EncryptedFacts extends KeyTextFacts {
  readonly format: KeyFormat;
  readonly decrypt: string | null;
}

export const keyPassphraseWrong = defineCause<EncryptedFacts>({
  id: 'key-passphrase-wrong',
  stage: 'key',
  cites: [rfc(5958, '3'), rfc(7468, '11'), NODE_KEYS],
  needs: ['key'],
  certainty: 'proved',
  title: 'Encrypted private key, read without its passphrase',
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
          'The private key is encrypted: its file begins with `-----BEGIN ENCRYPTED PRIVATE KEY-----`, or has the line `Proc-Type: 4,ENCRYPTED`. Without the passphrase it cannot be used, and here none was given.',
        ),
      ),
    ],
    resolution: [
      steps(
        'Hand the passphrase to the library, from a secret store.',
        'Or keep the key without a passphrase, in a file that its process alone may read:',
      ),
      command('openssl pkcs8 -in private.key -topk8 -nocrypt -out plain.key'),
    ],
    additional: [
      list(
        marked('`chmod 600 plain.key`, and keep it out of repositories and images.'),
        'A lost passphrase cannot be found again: generate a new key pair and save it.',
      ),
    ],
  },
  find: (evidence) =>
    findKeyFault(evidence, ['encrypted'], ({ format, command: decrypt }) => ({ format, decrypt: decrypt ?? null })),
  explain: (facts) => ({
    title: 'The private key is encrypted, and no passphrase was given.',
    detail: [
      keyPairs('a private key that can be read, or its passphrase', `an encrypted key (${facts.format})`, facts),
    ],
  }),
  fix: ({ decrypt }) => ({
    applicability: 'certain',
    steps: [
      'Write the key without its passphrase, for its process alone to read; you are asked for the passphrase.',
      'Or hand the passphrase to the library that reads the key.',
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
