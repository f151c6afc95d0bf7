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
  /** Of a JWK Set: how many keys are in it. */
  readonly keys: number | null;
}

const TAKE_OUT = 'Extract the public key from it; it contains no private key.';
const STEPS: { readonly [format in KeyFormat]?: string } = {
  pkcs7: TAKE_OUT,
  'certificate-request-pem': TAKE_OUT,
  'certificate-request-der': TAKE_OUT,
  'openssh-public': TAKE_OUT,
  crl: 'Give the key file instead: a revocation list contains no key.',
  jwks: 'Extract the right key from it: the token names it by kid.',
};

function titleOf({ format, label, keys }: ContainerFacts): string {
  if (label !== null) return `The BEGIN line says ${label}, and the body is in another format.`;
  if (keys !== null)
    return keys === 0
      ? 'This is a JWK Set without a key in it.'
      : `This is a JWK Set of ${keys} keys; one key is needed.`;
  if (format === 'crl') return 'This is a certificate revocation list (CRL), which holds no key.';
  return `The key is in the format ${format}, which JWT libraries do not read.`;
}

export const keyContainerUnsupported = defineCause<ContainerFacts>({
  id: 'key-container-unsupported',
  stage: 'key',
  cites: [rfc(7468, '10'), rfc(8017, 'A.1.2'), NODE_KEYS],
  needs: ['key'],
  certainty: 'proved',
  title: 'Unsupported key format',
  searchedAs: ['PuTTY ppk', 'OpenSSH private key', 'BEGIN OPENSSH PRIVATE KEY', 'p12, PFX, PKCS12', 'DER file'],
  related: ['key-passphrase-wrong', 'public-key-in-place-of-private', 'algorithm-key-mismatch'],
  article: {
    symptom: [
      paragraph(
        ...marked(
          'The file holds a key that one program reads and the library does not: `unsupported`, `no start line`, `RSA key format is not supported`.',
        ),
      ),
    ],
    cause: [
      paragraph(
        ...marked(
          'A key can be stored in many formats. Libraries read PEM in PKCS#8 (`-----BEGIN PRIVATE KEY-----`). Common other formats:',
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
        ? { format: fault.holds, label: fault.label.slice(0, 80), convert: null, keys: null }
        : fault.kind === 'key-set'
          ? { format: 'jwks', label: null, convert: null, keys: fault.keys }
          : { format: fault.format, label: null, convert: fault.command || null, keys: null },
    ),
  explain: (facts) => ({
    title: titleOf(facts),
    detail: [
      keyPairs(
        facts.label === null ? 'PKCS#8 in PEM: -----BEGIN PRIVATE KEY-----' : `a body in the format of ${facts.label}`,
        facts.keys === null ? facts.format : `a JWK Set of ${facts.keys} keys`,
        facts,
      ),
    ],
  }),
  fix: (facts) => {
    const step =
      facts.label !== null
        ? 'Write the label that matches the body.'
        : (STEPS[facts.format] ?? 'Convert the file to PKCS#8: the key pair stays the same.');
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
