import { decodeBase64 } from '../encoding/base64.ts';
import type { PemBlock } from '../encoding/pem.ts';
import { containerUnsupported, encrypted, HEADER_LINES, refuse, TOLERATED } from './key-fault.ts';
import { formatOf, structureOf } from './key-label.ts';
import { isOpensshPrivate, opensshReading, readOpensshPrivate } from './openssh.ts';
import { readDerKey } from './read-der-key.ts';
import type { KeyFault, KeyReading } from './reading.ts';

/** Reads the key in a well-formed PEM block, as strictly as OpenSSL 3 does. Where a body breaks is left to `mendKey`. */
export function readKeyBlock(block: PemBlock): KeyReading {
  if (block.headers.some((header) => /^Proc-Type:.*ENCRYPTED/.test(header))) {
    return refuse(encrypted('encrypted-legacy-pem'), 'encrypted-legacy-pem');
  }
  if (block.headers.length > 0) return refuse(HEADER_LINES);
  if (CERTIFICATE_BUNDLES.includes(block.label)) return refuse(containerUnsupported('pkcs7'), 'pkcs7');
  const [, parameters] = /(.+) PARAMETERS$/.exec(block.label) ?? [];
  if (parameters !== undefined) return refuse({ kind: 'algorithm-unsupported', algorithm: `${parameters} parameters` });
  if (block.label === 'DSA PRIVATE KEY') return refuse({ kind: 'algorithm-unsupported', algorithm: 'DSA' });
  const decoded = decodeBase64(block.body);
  if (decoded.bytes === undefined) return refuse(BODY);
  if (isOpensshPrivate(decoded.bytes)) return opensshReading(readOpensshPrivate(decoded.bytes), 'openssh-private');
  const holds = structureOf(block.label);
  if (holds === undefined) return refuse({ kind: 'unrecognised' });
  const read = readDerKey(decoded.bytes);
  const format = read.structure && formatOf(read.structure, 'pem');
  if (!read.ok) {
    if (read.fault.kind === 'encrypted') return refuse(encrypted('encrypted-pkcs8-pem'), 'encrypted-pkcs8-pem');
    return { ...refuse(read.fault, format), ...(read.key && { key: read.key }) };
  }
  if (read.structure === 'certificate-request') {
    return { ...refuse(containerUnsupported('certificate-request-pem'), format), key: read.key };
  }
  const tolerated: KeyFault[] = decoded.ok ? [] : [TOLERATED.lastCharacter];
  if (read.structure !== holds) {
    const fault: KeyFault = { kind: 'label-mismatch', label: block.label, holds: formatOf(read.structure, 'pem') };
    if (read.structure !== 'pkcs8' || !LABELS_OF_ANY_PKCS8.includes(block.label)) {
      return { ...refuse(fault, format), key: read.key };
    }
    tolerated.push(fault);
  }
  const reading = { ok: true, format: formatOf(read.structure, 'pem'), key: read.key } as const;
  return tolerated.length > 0 ? { ...reading, tolerated } : reading;
}

/** PKCS#7 and its successor hold certificates, never a private key. */
const CERTIFICATE_BUNDLES: readonly string[] = ['PKCS7', 'PKCS #7 SIGNED DATA', 'CMS'];

/** OpenSSL 3 looks at what is under these; under any other label the structure has to be the one of the label. */
const LABELS_OF_ANY_PKCS8: readonly string[] = ['RSA PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'];

const BODY: KeyFault = { kind: 'damaged', what: 'the body', expected: 'base64' };
