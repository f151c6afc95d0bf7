import { characterCodes, decodedLength, decodeInto } from '../encoding/base64url.ts';
import { isJsonObject, type JsonValue, parseJsonObject } from '../encoding/json.ts';
import { decodeUtf8 } from '../encoding/utf8.ts';
import type { PartReading, TokenFault, TokenReading } from './reading.ts';

const NO_FAULTS: readonly TokenFault[] = [];

/**
 * The quick way through a token without faults, which is what nearly every token is. `undefined` where there is any:
 * `readToken` then finds out which.
 */
export function readStrictToken(text: string): TokenReading | undefined {
  const headerEnd = text.indexOf('.');
  const payloadEnd = text.indexOf('.', headerEnd + 1);
  const start = payloadEnd + 1;
  if (headerEnd < 1 || payloadEnd < headerEnd + 2 || start === text.length || text.indexOf('.', start) !== -1) {
    return undefined;
  }
  const codes = characterCodes(text);
  const bytes = decode(codes, start, text.length);
  const header = bytes && readHeader(text, codes, headerEnd);
  const payload = header && readMembers(codes, headerEnd + 1, payloadEnd);
  if (!bytes || !header || !payload) return undefined;
  return { text, header, payload, signature: { start, end: text.length, bytes }, faults: NO_FAULTS };
}

/** To allocate costs more than to decode: bytes are cut off a larger piece of memory, as Node's small buffers are. */
let slab = new Uint8Array(0);
let used = 0;

function decode(codes: Uint8Array, start: number, end: number): Uint8Array | undefined {
  const length = decodedLength(end - start);
  if (used + length > slab.length) {
    slab = new Uint8Array(Math.max(8192, length));
    used = 0;
  }
  if (!decodeInto(slab, used, codes, start, end)) return undefined;
  used += length;
  return slab.subarray(used - length, used);
}

/** The last header that was read: a sender's tokens all begin with the same one. It depends on nothing but its text. */
let lastHeader: { readonly segment: string; readonly reading: PartReading } | undefined;

function readHeader(text: string, codes: Uint8Array, end: number): PartReading | undefined {
  if (lastHeader !== undefined && lastHeader.segment.length === end && text.startsWith(lastHeader.segment)) {
    return lastHeader.reading;
  }
  const reading = readMembers(codes, 0, end);
  if (reading !== undefined) {
    freeze(reading.members as JsonValue);
    lastHeader = { segment: text.slice(0, end), reading };
  }
  return reading;
}

function readMembers(codes: Uint8Array, start: number, end: number): PartReading | undefined {
  const bytes = decode(codes, start, end);
  if (bytes === undefined) return undefined;
  const text = decodeUtf8(bytes);
  if (typeof text !== 'string') return undefined;
  const { value, faults } = parseJsonObject(text);
  return value === undefined || faults.length > 0 ? undefined : { start, end, bytes, text, members: value };
}

/** What several readings share must not change. */
function freeze(value: JsonValue): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const inner of isJsonObject(value) ? Object.values(value) : value) freeze(inner);
}
