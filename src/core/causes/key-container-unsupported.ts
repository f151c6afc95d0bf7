import { defineCause } from '../evidence/cause.ts';
import { command, list, marked, paragraph, steps } from '../evidence/doc.ts';
import { rfc } from '../evidence/sources.ts';
import type { KeyFormat } from '../keys/reading.ts';
import { findKeyFault, type KeyTextFacts, keyFix, keyPairs, NODE_KEYS, withKeyMended } from '../observe/key-faults.ts';

interface ContainerFacts extends KeyTextFacts {
  readonly format: KeyFormat;
  /** Of a BEGIN line that names another format than its body has. */
  readonly label: string | null;
  /** Converts it; `null` where Mintmark's own repair does. */
  readonly convert: string | null;
}

const HOLDS_PUBLIC: readonly string[] = [
  'pkcs7',
  'certificate-request-pem',
  'certificate-request-der',
  'openssh-public',
];

export const keyContainerUnsupported = defineCause<ContainerFacts>({
  id: 'key-container-unsupported',
  stage: 'key',
  cites: [rfc(7468, '10'), rfc(8017, 'A.1.2'), NODE_KEYS],
  needs: ['key'],
  certainty: 'proved',
  title: 'Key file in a format that is not read',
  related: ['key-passphrase-wrong', 'public-key-in-place-of-private', 'algorithm-key-mismatch'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The file holds a key, one program reads it and the library does not: `unsupported`, `no start line`, `RSA key format is not supported`.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'A key can be kept in many formats. Libraries read PEM in PKCS#8 (`-----BEGIN PRIVATE KEY-----`). Often seen instead:',
        ),
      ),
      list(
        marked('`-----BEGIN OPENSSH PRIVATE KEY-----`, which `ssh-keygen` writes;'),
        marked('`PuTTY-User-Key-File`, from PuTTYgen;'),
        'a PKCS#12 file (.p12, .pfx), which holds a certificate as well;',
        marked('a PKCS#1 body under the label of PKCS#8, or the other way round, after the BEGIN line was edited.'),
      ),
    ],
    resolution: [
      steps('Convert the file; the key pair stays the same.', 'Then compare the fingerprint before and after.'),
      command('mintmark keys convert private.key --to pkcs8'),
    ],
    additional: [
      list(
        marked('OpenSSH: `ssh-keygen -p -N "" -m PKCS8 -f private.key` writes the same file in PKCS#8.'),
        marked('PuTTY: `puttygen private.ppk -O private-openssh -o private.key`, then as above.'),
        marked('PKCS#12: `openssl pkcs12 -in private.p12 -nocerts -nodes`.'),
      ),
    ],
  },
  find: (evidence) =>
    findKeyFault(evidence, 'key-container-unsupported', (fault) =>
      fault.kind === 'label-mismatch'
        ? { format: fault.holds, label: fault.label.slice(0, 80), convert: null }
        : { format: fault.format, label: null, convert: fault.command || null },
    ),
  explain: (facts) => ({
    title:
      facts.label === null
        ? `The key is in the format ${facts.format}, which JWT libraries do not read.`
        : `The BEGIN line says ${facts.label}, and the body is in another format.`,
    detail: [
      keyPairs(
        facts.label === null ? 'PKCS#8 in PEM: -----BEGIN PRIVATE KEY-----' : `a body in the format of ${facts.label}`,
        facts.format,
        facts,
      ),
    ],
  }),
  fix: (facts) => {
    const step =
      facts.label !== null
        ? 'Write the label that fits.'
        : HOLDS_PUBLIC.includes(facts.format)
          ? 'Take the public key out of it; no private key is in there.'
          : 'Convert the file to PKCS#8: the key pair stays the same.';
    const fix = keyFix(facts, step);
    return facts.convert === null ? fix : { ...fix, command: facts.convert };
  },
  mend: withKeyMended,
  example: (kit) => ({
    profile: 'vonage',
    now: kit.now,
    key: kit.privateKey('active').replaceAll('PRIVATE', 'RSA PRIVATE'),
  }),
});
