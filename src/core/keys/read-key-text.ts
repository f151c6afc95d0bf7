import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../encoding/json.ts';
import { readPem } from '../encoding/pem.ts';
import { readJwk } from './jwk.ts';
import { readKeyBlock } from './key-block.ts';
import { containerUnsupported, encrypted, refuse, TOLERATED } from './key-fault.ts';
import { opensshReading, readOpensshPublic } from './openssh.ts';
import type { KeyFault, KeyReading } from './reading.ts';

/** Reads the key of a text that is well-formed: PEM as OpenSSL 3 takes it, JWK, OpenSSH. `undefined` for any other text. */
export function readKeyText(text: string): KeyReading | undefined {
  if (text.includes('-----BEGIN PGP ')) return refuse({ kind: 'algorithm-unsupported', algorithm: 'PGP' });
  // OpenSSL takes a BEGIN line only where it begins a line.
  if (/[^\r\n\ufeff]-----BEGIN /.test(text)) return undefined;
  const block = mostTelling(readPem(text).map(readKeyBlock));
  if (block) return block.ok ? withTolerated(block, text) : block;
  if (/^\s*\{/.test(text)) {
    const { value, faults } = parseJson(text);
    const read = isJsonObject(value) ? readJsonKey(value) : undefined;
    const [fault] = faults;
    return read && fault ? refuse({ kind: 'damaged', what: 'the JSON of the JWK', expected: fault.expected }) : read;
  }
  if (/^\s*PuTTY-User-Key-File-\d/.test(text)) {
    const fault = /^Encryption: *none\s*$/m.test(text) ? containerUnsupported('putty') : encrypted('putty');
    return refuse(fault, 'putty');
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
  if (text.includes('\r')) tolerated.push({ kind: 'encoding', found: 'crlf' });
  const alone = text.trim();
  if (!alone.startsWith('-----BEGIN ') || !alone.slice(alone.lastIndexOf('\n') + 1).startsWith('-----END ')) {
    tolerated.push(TOLERATED.textAround);
    // mutants: dashes alone are a line without spaces
  } else if (alone.split(/\r?\n/).some((line) => !/^(?:[!-~]+|-----[ -~]+-----)$/.test(line))) {
    tolerated.push(TOLERATED.spaces);
  }
  return tolerated.length > 0 ? { ...reading, tolerated } : reading;
}

function readJsonKey(members: JsonObject): KeyReading | undefined {
  if (typeof members['kty'] === 'string') return jwkReading(members, 'jwk');
  const keys = members['keys'];
  if (!Array.isArray(keys)) return undefined;
  const [only, ...more] = (keys as JsonValue[]).filter((key) => isJsonObject(key) && key['kty'] !== 'oct');
  if (isJsonObject(only) && more.length === 0) return jwkReading(only, 'jwks');
  return refuse({ kind: 'key-set', keys: more.length + (only === undefined ? 0 : 1) }, 'jwks');
}

function jwkReading(members: JsonObject, format: 'jwk' | 'jwks'): KeyReading {
  const read = readJwk(members);
  return 'kind' in read ? refuse(read, format) : { ok: true, format, key: read };
}
