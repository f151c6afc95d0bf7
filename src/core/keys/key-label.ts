import type { DerStructure } from './der-key-reading.ts';
import type { KeyFormat } from './reading.ts';

/** PEM labels (RFC 7468 §4, OpenSSL) and the structure that stands under each. */
const LABELS: readonly (readonly [label: string, holds: DerStructure | 'openssh-private'])[] = [
  ['PRIVATE KEY', 'pkcs8'],
  ['PUBLIC KEY', 'spki'],
  ['RSA PRIVATE KEY', 'pkcs1-private'],
  ['RSA PUBLIC KEY', 'pkcs1-public'],
  ['EC PRIVATE KEY', 'sec1'],
  ['ENCRYPTED PRIVATE KEY', 'encrypted-pkcs8'],
  ['CERTIFICATE', 'certificate'],
  ['X509 CERTIFICATE', 'certificate'],
  ['CERTIFICATE REQUEST', 'certificate-request'],
  ['NEW CERTIFICATE REQUEST', 'certificate-request'],
  ['OPENSSH PRIVATE KEY', 'openssh-private'],
];

export function structureOf(label: string): DerStructure | 'openssh-private' | undefined {
  return LABELS.find(([known]) => known === label)?.[1];
}

export function labelOf(structure: DerStructure): string | undefined {
  return LABELS.find(([, holds]) => holds === structure)?.[0];
}

export function formatOf(structure: DerStructure, coding: 'pem' | 'der'): KeyFormat {
  return structure === 'pkcs12' ? 'pkcs12' : `${structure}-${coding}`;
}

/** The command that makes a PEM of a key in a container, or without its passphrase; FILE stands for its name. */
export const CONVERSIONS: { readonly [format in KeyFormat]?: string } = {
  'encrypted-pkcs8-pem': 'openssl pkey -in FILE -out private.key',
  'encrypted-pkcs8-der': 'openssl pkcs8 -inform DER -in FILE -out private.key',
  'encrypted-legacy-pem': 'openssl pkey -in FILE -out private.key',
  'certificate-request-pem': 'openssl req -in FILE -noout -pubkey',
  'certificate-request-der': 'openssl req -inform DER -in FILE -noout -pubkey',
  'openssh-private': "ssh-keygen -p -N '' -m PKCS8 -f FILE",
  'openssh-public': 'ssh-keygen -e -m PKCS8 -f FILE',
  putty: 'puttygen FILE -O private-openssh -o private.key',
  pkcs12: 'openssl pkcs12 -in FILE -nocerts -nodes -out private.key',
};
