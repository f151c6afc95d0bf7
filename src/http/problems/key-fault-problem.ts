import type { KeyFault } from '../../core/keys/reading.ts';

type Reasons = { readonly [Kind in KeyFault['kind']]: (fault: Extract<KeyFault, { kind: Kind }>) => string };

const WHAT_TO_SEND = 'send the lines from -----BEGIN PUBLIC KEY----- to -----END PUBLIC KEY-----';

/** Reasons as they follow the name of a parameter. Nothing of the key's text is in them. */
const reasons: Reasons = {
  empty: () => 'is empty; leave it out to have a key pair generated',
  path: () => 'is the path of a file; send the text of the file',
  'stand-in': ({ what }) => `is ${what}; ${WHAT_TO_SEND}`,
  'newlines-escaped': () => 'has its line breaks written as the characters \\\\n; in JSON, write each of them as \\n',
  quoted: () => 'has an extra pair of quotes around it; remove it',
  'line-breaks-lost': () => 'has lost its line breaks; put the BEGIN and END lines on lines of their own',
  encoding: ({ found }) => `has the wrong encoding (${found}); save it as UTF-8 with line feeds`,
  'wrapped-in-base64': () => 'is a PEM text encoded in base64; decode it once',
  encrypted: () => 'is encrypted, so it is a private key; send the public one',
  'container-unsupported': ({ format, command }) =>
    `is in the format ${format}, not a public key in PEM; ${command === '' ? WHAT_TO_SEND : `convert it: ${command}`}`,
  damaged: ({ what, expected, line, column }) => {
    const place = line === undefined ? '' : ` at line ${line}${column === undefined ? '' : `, column ${column}`}`;
    return `is damaged in ${what}${place}; expected ${expected}`;
  },
  'label-mismatch': ({ label, holds }) => `is labelled ${label} but holds ${holds}; correct the BEGIN and END lines`,
  secret: ({ looksLike }) => `is not a key but looks like ${looksLike}; ${WHAT_TO_SEND}`,
  'algorithm-unsupported': ({ algorithm, accepted }) =>
    accepted === undefined
      ? `is a key for ${algorithm}; tokens are signed with RS256, so it must be RSA`
      : `is a key for ${algorithm}; by the profile of this server it must be ${accepted.join(' or ')}`,
  inconsistent: () => 'has numbers that do not belong together; copy the key again from where it was made',
  'key-set': ({ keys }) => `is a JWK Set of ${keys} keys; send one key`,
  unrecognised: ({ looksLike }) => `is ${looksLike ?? 'not a key'}; ${WHAT_TO_SEND}`,
};

export function keyFaultReason(fault: KeyFault): string {
  return (reasons[fault.kind] as (fault: KeyFault) => string)(fault);
}
