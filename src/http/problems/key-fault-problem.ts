import type { CauseId } from '../../core/evidence/cause-id.ts';
import type { KeyFault } from '../../core/keys/reading.ts';

interface Telling<Fault> {
  /** The cause whose article tells more. */
  readonly cause?: CauseId;
  readonly reason: (fault: Fault) => string;
}
type Tellings = { readonly [Kind in KeyFault['kind']]: Telling<Extract<KeyFault, { kind: Kind }>> };

const WHAT_TO_SEND = 'send the lines from -----BEGIN PUBLIC KEY----- to -----END PUBLIC KEY-----';

/** Reasons as they follow the name of a parameter. Nothing of the key's text is in them. */
const tellings: Tellings = {
  empty: { reason: () => 'is empty; leave it out to have a key pair generated' },
  path: { cause: 'key-path-in-place-of-key', reason: () => 'is the path of a file; send the text of the file' },
  'newlines-escaped': {
    cause: 'key-newlines-escaped',
    reason: () => 'has its line breaks written as \\n once too often; send them as line breaks of the JSON string',
  },
  quoted: { cause: 'key-in-quotes', reason: () => 'is in quotes once too often; take the outer pair away' },
  'line-breaks-lost': {
    cause: 'key-line-breaks-lost',
    reason: () => 'has lost its line breaks; the BEGIN and END lines stand on lines of their own',
  },
  encoding: {
    cause: 'key-file-encoding',
    reason: ({ found }) => `has the wrong encoding (${found}); save it as UTF-8 with line feeds`,
  },
  'wrapped-in-base64': { cause: 'key-text-damaged', reason: () => 'is base64 around a PEM text; decode it once' },
  encrypted: { reason: () => 'is encrypted, so it is a private key; send the public one' },
  'container-unsupported': {
    cause: 'key-container-unsupported',
    reason: ({ format, command }) => `is of the format ${format}, not a public key in PEM; convert it: ${command}`,
  },
  damaged: {
    cause: 'key-text-damaged',
    reason: ({ what, expected, line, column }) => {
      const place = line === undefined ? '' : ` at line ${line}${column === undefined ? '' : `, column ${column}`}`;
      return `is damaged in ${what}${place}; expected ${expected}`;
    },
  },
  'label-mismatch': {
    cause: 'key-text-damaged',
    reason: ({ label, holds }) => `is labelled ${label} and holds ${holds}; correct the BEGIN and END lines`,
  },
  secret: { reason: ({ looksLike }) => `is not a key but looks like ${looksLike}; ${WHAT_TO_SEND}` },
  'algorithm-unsupported': {
    reason: ({ algorithm }) => `is a key for ${algorithm}; tokens are signed with RS256, so it must be RSA`,
  },
  inconsistent: { reason: () => 'has numbers that do not fit each other; get the key again from where it was made' },
  unrecognised: { reason: () => `is not a key; ${WHAT_TO_SEND}` },
};

export function keyFaultReason(fault: KeyFault): string {
  return (tellings[fault.kind] as Telling<KeyFault>).reason(fault);
}

export function keyFaultCause(fault: KeyFault): CauseId | undefined {
  return tellings[fault.kind].cause;
}
