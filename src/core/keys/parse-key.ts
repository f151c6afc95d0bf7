import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../encoding/json.ts';
import { readPem } from '../encoding/pem.ts';
import { readJwk } from './jwk.ts';
import { containerUnsupported, encrypted, opensshReading, readKeyBlock, refuse } from './key-block.ts';
import { formatOf } from './key-label.ts';
import { readOpensshPublic } from './openssh.ts';
import { readDerKey } from './read-der-key.ts';
import type { KeyFault, KeyReading } from './reading.ts';

/** Tells what a text or the bytes of a file hold, and reads the key. Never throws. */
export function parseKey(input: string | Uint8Array): KeyReading {
  if (typeof input !== 'string' && input[0] === 0x30) {
    const der = readDer(input);
    if (der) return der;
  }
  const text = typeof input === 'string' ? input : decodeText(input);
  return readWholeText(text) ?? refuse(text.trim() === '' ? { kind: 'empty' } : { kind: 'unrecognised' });
}

/** The key of a text that is whole: PEM, JWK, OpenSSH. `undefined` where it is none of these. */
export function readWholeText(text: string): KeyReading | undefined {
  const blocks = readPem(text).map(readKeyBlock);
  const block = mostTelling(blocks);
  if (block) return block.ok ? withTolerated(block, text) : block;
  if (/^\s*\{/.test(text)) {
    const value = parseJson(text).value;
    if (isJsonObject(value)) return readJsonKey(value);
  }
  const openssh = readOpensshPublic(text);
  return openssh && opensshReading(openssh, 'openssh-public');
}

/** Of several blocks, what OpenSSL would take first: a private key, then another key, then what comes first. */
function mostTelling(blocks: readonly KeyReading[]): KeyReading | undefined {
  const known = blocks.filter((block) => block.ok || block.faults[0].kind !== 'unrecognised');
  return known.find((block) => block.ok && block.key.type === 'private') ?? known.find((block) => block.ok) ?? known[0];
}

function withTolerated(reading: KeyReading & { readonly ok: true }, text: string): KeyReading {
  const tolerated: KeyFault[] = [...(reading.tolerated ?? [])];
  if (text.startsWith('\ufeff')) tolerated.push({ kind: 'encoding', found: 'byte-order-mark' });
  return tolerated.length > 0 ? { ...reading, tolerated } : reading;
}

function readDer(bytes: Uint8Array): KeyReading | undefined {
  const read = readDerKey(bytes);
  if (!read.ok && read.structure === undefined && read.fault.kind !== 'algorithm-unsupported') return undefined;
  const format = formatOf(read.structure ?? 'pkcs8', 'der');
  if (format === 'pkcs12' || format === 'certificate-request-der') {
    return { ...refuse(containerUnsupported(format), format), ...('key' in read && read.key && { key: read.key }) };
  }
  if (read.ok) return { ok: true, format, key: read.key };
  return {
    ...refuse(read.fault.kind === 'encrypted' ? encrypted(format) : read.fault, format),
    ...(read.key && { key: read.key }),
  };
}

function readJsonKey(members: JsonObject): KeyReading | undefined {
  if (typeof members['kty'] === 'string') return jwkReading(members, 'jwk');
  const keys = members['keys'];
  if (!Array.isArray(keys)) return undefined;
  const [only, ...more] = (keys as JsonValue[]).filter((key) => isJsonObject(key) && key['kty'] !== 'oct');
  if (isJsonObject(only) && more.length === 0) return jwkReading(only, 'jwks');
  const expected = `one key, not ${more.length + (only === undefined ? 0 : 1)}`;
  return refuse({ kind: 'damaged', what: 'the JWK Set', expected }, 'jwks');
}

function jwkReading(members: JsonObject, format: 'jwk' | 'jwks'): KeyReading {
  const read = readJwk(members);
  return 'kind' in read ? refuse(read, format) : { ok: true, format, key: read };
}

function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
