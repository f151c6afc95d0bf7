import type { DerStructure } from './der-key-reading.ts';
import type { KeyFormat } from './reading.ts';

/** PEM labels (RFC 7468 §4, OpenSSL) and the structure that stands under each. */
const LABELS = new Map<string, DerStructure | 'openssh-private'>([
  ['PRIVATE KEY', 'pkcs8'],
  ['PUBLIC KEY', 'spki'],
  ['RSA PRIVATE KEY', 'pkcs1-private'],
  ['RSA PUBLIC KEY', 'pkcs1-public'],
  ['EC PRIVATE KEY', 'sec1'],
  ['ENCRYPTED PRIVATE KEY', 'encrypted-pkcs8'],
  ['CERTIFICATE', 'certificate'],
  ['X509 CERTIFICATE', 'certificate'],
  ['X509 CRL', 'crl'],
  ['CERTIFICATE REQUEST', 'certificate-request'],
  ['NEW CERTIFICATE REQUEST', 'certificate-request'],
  ['OPENSSH PRIVATE KEY', 'openssh-private'],
]);

export function structureOf(label: string): DerStructure | 'openssh-private' | undefined {
  return LABELS.get(label);
}

export function formatOf(structure: DerStructure, coding: 'pem' | 'der'): KeyFormat {
  return structure === 'pkcs12' || structure === 'pkcs7' || structure === 'crl' ? structure : `${structure}-${coding}`;
}
