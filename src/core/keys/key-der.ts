import { containerUnsupported, refuse } from './key-fault.ts';
import { formatOf } from './key-label.ts';
import { readDerKey } from './read-der-key.ts';
import type { KeyReading } from './reading.ts';

/** Reads the bytes of a file that is DER: a key by itself, or a container. `undefined` where they are not DER. */
export function readKeyDer(bytes: Uint8Array): KeyReading | undefined {
  const read = readDerKey(bytes);
  if (!read.ok) {
    const known = read.structure !== undefined || read.fault.kind === 'algorithm-unsupported';
    const format = read.structure && formatOf(read.structure, 'der');
    return known ? { ...refuse(read.fault, format), ...(read.key && { key: read.key }) } : undefined;
  }
  const format = formatOf(read.structure, 'der');
  if (format !== 'certificate-request-der') return { ok: true, format, key: read.key };
  return { ...refuse(containerUnsupported(format), format), key: read.key };
}
