import { type Base64Reading, decodeBase64 } from '../encoding/base64.ts';
import { type PemBlock, placeInBlock } from '../encoding/pem.ts';
import { CONVERSIONS, formatOf, structureOf } from './key-label.ts';
import { isOpensshPrivate, type OpensshReading, readOpensshPrivate } from './openssh.ts';
import { readDerKey } from './read-der-key.ts';
import type { KeyFault, KeyFormat, KeyReading } from './reading.ts';

/** RFC 7468 §2 leaves header lines to encrypted keys, and OpenSSL 3 refuses all others. */
export const HEADERS: KeyFault = { kind: 'damaged', what: 'the header lines in the block', expected: 'base64 alone' };

/** Reads the key in a well-formed PEM block. */
export function readKeyBlock(block: PemBlock): KeyReading {
  if (block.headers.some((header) => /^Proc-Type:.*ENCRYPTED/.test(header))) {
    return refuse(encrypted('encrypted-legacy-pem'), 'encrypted-legacy-pem');
  }
  if (block.headers.length > 0) return refuse(HEADERS);
  const decoded = decodeBase64(block.body);
  if (!decoded.ok && decoded.bytes === undefined) return refuse(bodyFault(block, decoded));
  const bytes = decoded.bytes as Uint8Array;
  const holds = structureOf(block.label);
  if (holds === 'openssh-private' || isOpensshPrivate(bytes))
    return opensshReading(readOpensshPrivate(bytes), 'openssh-private');
  if (holds === undefined) return refuse({ kind: 'unrecognised' });
  const read = readDerKey(bytes);
  const format = formatOf(read.structure ?? holds, 'pem');
  if (!read.ok) {
    if (read.fault.kind === 'encrypted') return refuse(encrypted('encrypted-pkcs8-pem'), 'encrypted-pkcs8-pem');
    const fault =
      read.at === undefined ? read.fault : { ...read.fault, ...placeInBlock(block, Math.floor((read.at * 4) / 3)) };
    return { ...refuse(fault, format), ...(read.key && { key: read.key }) };
  }
  if (read.structure === 'certificate-request') {
    return { ...refuse(containerUnsupported('certificate-request-pem'), format), key: read.key };
  }
  const tolerated: KeyFault[] = [];
  if (read.structure !== holds) {
    const fault: KeyFault = { kind: 'label-mismatch', label: block.label, holds: format };
    // OpenSSL 3 looks into what is under these two; the other labels have to be right.
    if (read.structure !== 'pkcs8' || !['pkcs1-private', 'encrypted-pkcs8'].includes(holds))
      return { ...refuse(fault, format), key: read.key };
    tolerated.push(fault);
  }
  if (!decoded.ok) tolerated.push(bodyFault(block, decoded));
  return { ok: true, format, key: read.key, ...(tolerated.length > 0 && { tolerated }) };
}

/** The reading of an OpenSSH container: never taken as it stands, with the key where nothing hides it. */
export function opensshReading(read: OpensshReading, format: 'openssh-private' | 'openssh-public'): KeyReading {
  if (read === undefined) return refuse({ kind: 'damaged', what: 'the OpenSSH key', expected: 'a whole one' }, format);
  if (read === 'encrypted') return refuse(encrypted(format), format);
  if (read === 'other-algorithm') {
    return refuse(
      { kind: 'algorithm-unsupported', algorithm: 'an OpenSSH key that is not RSA, ECDSA or Ed25519' },
      format,
    );
  }
  return { ...refuse(containerUnsupported(format), format), key: read };
}

export function containerUnsupported(format: KeyFormat): KeyFault {
  return { kind: 'container-unsupported', format, command: CONVERSIONS[format] ?? '' };
}

export function encrypted(format: KeyFormat): KeyFault {
  const command = CONVERSIONS[format];
  return { kind: 'encrypted', format, ...(command && { command }) };
}

export function refuse(fault: KeyFault, format?: KeyFormat): KeyReading & { readonly ok: false } {
  return { ok: false, ...(format && { format }), faults: [fault] };
}

function bodyFault(block: PemBlock, decoded: Base64Reading & { readonly ok: false }): KeyFault {
  const expected = {
    character: 'a base64 character: A-Z, a-z, 0-9, + or /',
    padding: '= at the end of the body alone',
    length: 'a body of whole groups of four characters',
    'trailing-bits': 'a last character whose unused bits are zero',
  };
  return { kind: 'damaged', what: 'the body', ...placeInBlock(block, decoded.at), expected: expected[decoded.reason] };
}
