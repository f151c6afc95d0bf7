import { characterCodes, decodedLength, decodeInto } from '../encoding/base64url.ts';
import { type JsonValue, parseJsonObject } from '../encoding/json.ts';
import { decodeUtf8 } from '../encoding/utf8.ts';
import type { PartReading, TokenFault, TokenReading } from './reading.ts';

const NO_FAULTS: readonly TokenFault[] = [];

/**
 * The quick way through a token without faults, which is what nearly every token is. `undefined` where there is any:
 * `readToken` then finds out which.
 */
export function readStrictToken(text: string): TokenReading | undefined {
  const headerEnd = text.indexOf('.');
  // mutants: a payload without a character is no JSON
  const payloadEnd = text.indexOf('.', headerEnd + 1);
  const start = payloadEnd + 1;
  // mutants: without a dot the header is empty, and one dot is in the signature
  if (payloadEnd === -1 || start === text.length) return undefined;
  const codes = characterCodes(text);
  // A third dot is no digit of base64url.
  const bytes = decode(codes, start, text.length);
  if (bytes === undefined) return undefined;
  const header = readHeader(text, codes, headerEnd);
  if (header === undefined) return undefined;
  const payload = readMembers(codes, headerEnd + 1, payloadEnd);
  if (payload === undefined) return undefined;
  return { text, header, payload, signature: { start, end: text.length, bytes }, faults: NO_FAULTS };
}

/** To allocate costs more than to decode: bytes are cut off a larger piece of memory, as Node's small buffers are. */
let slab = new Uint8Array(0); // mutants: the first token takes a larger one
let used = 0; // mutants: the same

function decode(codes: Uint8Array, start: number, end: number): Uint8Array | undefined {
  const length = decodedLength(end - start);
  // mutants: a new piece that is taken too soon costs no more than time
  if (used + length > slab.length) {
    slab = new Uint8Array(Math.max(8192, length)); // mutants: the same
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
  if (typeof text !== 'string') return undefined; // mutants: what is no text is no JSON
  const { value, faults } = parseJsonObject(text);
  // mutants: without a value there is a fault
  return value === undefined || faults.length > 0 ? undefined : { start, end, bytes, text, members: value };
}

/** What several readings share must not change. */
function freeze(value: JsonValue): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}
