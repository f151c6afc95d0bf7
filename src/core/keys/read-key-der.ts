import { containerUnsupported, encrypted, refuse } from './key-block.ts';
import { formatOf } from './key-label.ts';
import { readDerKey } from './read-der-key.ts';
import type { KeyReading } from './reading.ts';

/** Reads the bytes of a file that is DER: a key by itself, or a container. `undefined` where they are not DER. */
export function readKeyDer(bytes: Uint8Array): KeyReading | undefined {
  if (bytes[0] !== 0x30) return undefined;
  const read = readDerKey(bytes);
  if (read.structure === undefined)
    return read.ok || read.fault.kind !== 'algorithm-unsupported' ? undefined : refuse(read.fault);
  const format = formatOf(read.structure, 'der');
  if (format === 'pkcs12') return refuse(containerUnsupported(format), format);
  if (read.ok) {
    if (format !== 'certificate-request-der') return { ok: true, format, key: read.key };
    return { ...refuse(containerUnsupported(format), format), key: read.key };
  }
  const fault = read.fault.kind === 'encrypted' ? encrypted(format) : read.fault;
  return { ...refuse(fault, format), ...(read.key && { key: read.key }) };
}
