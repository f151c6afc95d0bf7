import { base64urlFaults, decodeBase64Leniently, decodeBase64url } from '../encoding/base64url.ts';
import { type JsonFault, parseJsonObject } from '../encoding/json.ts';
import { decodeUtf8 } from '../encoding/utf8.ts';
import { readStrictToken } from './read-strict-token.ts';
import type { Part, PartReading, TokenFault, TokenReading } from './reading.ts';

const RANKS: { readonly [kind in TokenFault['kind']]: number } = {
  'too-large': 0, // mutants: it is always alone
  'part-count': 1,
  'part-empty': 1,
  base64url: 2,
  utf8: 2,
  json: 3,
  'duplicate-member': 3,
};

/**
 * Reads any text as a JWT in the JWS Compact Serialization (RFC 7515 §7.1). A text without faults is strict: three
 * parts, one spelling, UTF-8, one JSON object each in header and payload. Over `limitBytes` nothing is looked at.
 */
export function readToken(text: string, limitBytes = 8192): TokenReading {
  if (text.length > limitBytes) {
    const nothing = { start: 0, end: 0 };
    const fault: TokenFault = { kind: 'too-large', length: text.length, limit: limitBytes };
    return { text, header: nothing, payload: nothing, signature: nothing, faults: [fault] };
  }
  return readStrictToken(text) ?? readAnyToken(text);
}

/** What is signed: header and payload as they stand in the token, with the dot between them (RFC 7515 §5.1). */
export function signingInput(reading: TokenReading): string {
  return reading.text.slice(0, reading.payload.end);
}

/** Reads as much as there is, and gathers every fault. */
export function readAnyToken(text: string): TokenReading {
  const faults: TokenFault[] = [];
  const headerEnd = dotFrom(text, 0);
  const payloadStart = headerEnd + 1;
  const payloadEnd = dotFrom(text, payloadStart);
  const signatureStart = payloadEnd + 1;
  const signatureEnd = dotFrom(text, signatureStart);
  if (signatureStart > text.length || signatureEnd < text.length) {
    faults.push({ kind: 'part-count', count: text.split('.').length });
  }
  return {
    text,
    header: readJsonPart(text, 'header', 0, headerEnd, faults),
    payload: readJsonPart(text, 'payload', payloadStart, payloadEnd, faults),
    signature: readPart(text, 'signature', signatureStart, signatureEnd, faults),
    faults: faults.sort((one, other) => RANKS[one.kind] - RANKS[other.kind]),
  };
}

function readJsonPart(
  token: string,
  part: 'header' | 'payload',
  start: number,
  end: number,
  faults: TokenFault[],
): PartReading {
  const reading = readPart(token, part, start, end, faults);
  const bytes = reading.bytes;
  if (bytes === undefined || bytes.length === 0) return reading;
  const text = decodeUtf8(bytes);
  if (typeof text !== 'string') {
    faults.push({ kind: 'utf8', part, byte: text.byte, reason: text.reason });
    return reading;
  }
  const json = parseJsonObject(text);
  for (const fault of json.faults) faults.push(tokenFault(part, fault));
  return json.value === undefined ? { ...reading, text } : { start, end, bytes, text, members: json.value };
}

function readPart(token: string, part: Part, start: number, end: number, faults: TokenFault[]): PartReading {
  if (start > end) return { start: end, end }; // There is no dot before it: the count says so.
  if (start === end) {
    faults.push({ kind: 'part-empty', part });
    return { start, end };
  }
  const bytes = decodeBase64url(token, start, end);
  // mutants: what is strict has no faults, and the same bytes leniently
  if (bytes instanceof Uint8Array) return { start, end, bytes };
  for (const { reason, at } of base64urlFaults(token, start, end)) faults.push({ kind: 'base64url', part, at, reason });
  const readable = decodeBase64Leniently(token, start, end);
  return readable === undefined ? { start, end } : { start, end, bytes: readable };
}

function tokenFault(part: 'header' | 'payload', fault: JsonFault): TokenFault {
  const { reason, byte, pointer, expected } = fault;
  if (reason === 'duplicate-member') return { kind: reason, part, byte, pointer, member: lastStep(pointer) };
  // mutants: the text was decoded before; bytes that are not UTF-8 never come this far
  return { kind: 'json', part, byte, expected, reason: reason === 'not-utf8' ? 'syntax' : reason };
}

function lastStep(pointer: string): string {
  return pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
}

/** The end of the text where no dot follows. */
function dotFrom(text: string, start: number): number {
  const at = text.indexOf('.', start);
  return at === -1 ? text.length : at;
}
