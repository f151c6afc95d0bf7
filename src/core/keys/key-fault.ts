import type { KeyFault, KeyFormat, KeyReading } from './reading.ts';

/** What makes a PEM of a key in a container, or of one behind a passphrase; FILE stands for its name. */
export const CONVERSIONS = {
  'encrypted-pkcs8-pem': 'openssl pkey -in FILE -out private.key',
  'encrypted-pkcs8-der': 'openssl pkcs8 -inform DER -in FILE -out private.key',
  'encrypted-legacy-pem': 'openssl pkey -in FILE -out private.key',
  'certificate-request-pem': 'openssl req -in FILE -noout -pubkey',
  'certificate-request-der': 'openssl req -inform DER -in FILE -noout -pubkey',
  'openssh-private': "ssh-keygen -p -N '' -m PKCS8 -f FILE",
  'openssh-public': 'ssh-keygen -e -m PKCS8 -f FILE',
  putty: 'puttygen FILE -O private-openssh -o private.key',
  pkcs7: 'openssl pkcs7 -in FILE -print_certs | openssl x509 -noout -pubkey',
  pkcs12: 'openssl pkcs12 -in FILE -nocerts -nodes -out private.key',
} as const satisfies { readonly [format in KeyFormat]?: string };

export type Container = keyof typeof CONVERSIONS;

/** A certificate revocation list (RFC 5280 §5.1): nothing takes a key out of it. */
export const REVOCATION_LIST: KeyFault = { kind: 'container-unsupported', format: 'crl', command: '' };

export function containerUnsupported(format: Container): KeyFault {
  return { kind: 'container-unsupported', format, command: CONVERSIONS[format] };
}

export function encrypted(format: Container): KeyFault {
  return { kind: 'encrypted', format, command: CONVERSIONS[format] };
}

/** RFC 7468 §2 leaves header lines to encrypted keys, and OpenSSL 3 refuses all others. */
export const HEADER_LINES: KeyFault = {
  kind: 'damaged',
  what: 'the header lines in the block',
  expected: 'base64 alone',
};

/** `name` is repeated only where it is the name of a key: anything else may be a secret. */
export function textAround(name: string): KeyFault {
  const named = /^[A-Za-z_.-]{1,40}$/.test(name) && /key|pem|cert|priv/i.test(name);
  const what = named ? `the text around the key, ${name}` : 'the text around the key';
  return { kind: 'damaged', what, expected: 'the key alone' };
}

/** What OpenSSL 3 lets pass, beside byte order marks and CRLF. */
export const TOLERATED = {
  textAround: textAround(''),
  spaces: { kind: 'damaged', what: 'the spaces in the lines', expected: 'lines without spaces' },
  lastCharacter: {
    kind: 'damaged',
    what: 'the last character of the body',
    expected: 'one whose unused bits are zero',
  },
} as const satisfies { readonly [name: string]: KeyFault };

export function refuse(fault: KeyFault, format?: KeyFormat): KeyReading & { readonly ok: false } {
  return { ok: false, ...(format && { format }), faults: [fault] };
}
