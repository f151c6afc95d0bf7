import { decodedLength, decodeInto } from '../encoding/base64url.ts';
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
  const header = readHeader(text, headerEnd);
  if (header === undefined) return undefined;
  // One piece of memory for both: to allocate costs as much as to decode.
  const payloadBytes = decodedLength(payloadEnd - headerEnd - 1);
  const bytes = new Uint8Array(payloadBytes + decodedLength(text.length - start));
  if (!decodeInto(text, start, text.length, bytes, payloadBytes)) return undefined;
  if (!decodeInto(text, headerEnd + 1, payloadEnd, bytes, 0)) return undefined;
  const payload = readMembers(headerEnd + 1, payloadEnd, bytes.subarray(0, payloadBytes));
  if (payload === undefined) return undefined;
  const signature = { start, end: text.length, bytes: bytes.subarray(payloadBytes) };
  return { text, header, payload, signature, faults: NO_FAULTS };
}

/** The last header that was read: a sender's tokens all begin with the same one. It depends on nothing but its text. */
let lastHeader: { readonly segment: string; readonly reading: PartReading } | undefined;

function readHeader(text: string, end: number): PartReading | undefined {
  if (lastHeader !== undefined && lastHeader.segment.length === end && text.startsWith(lastHeader.segment)) {
    return lastHeader.reading;
  }
  const bytes = new Uint8Array(decodedLength(end));
  const reading = decodeInto(text, 0, end, bytes, 0) ? readMembers(0, end, bytes) : undefined;
  if (reading !== undefined) {
    freeze(reading.members as JsonValue);
    lastHeader = { segment: text.slice(0, end), reading };
  }
  return reading;
}

function readMembers(start: number, end: number, bytes: Uint8Array): PartReading | undefined {
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
