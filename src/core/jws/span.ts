import { isBlank } from '../encoding/blank.ts';
import { locate } from '../encoding/json.ts';
import type { Part, PartReading, TokenReading } from './reading.ts';

/** Offsets in characters of the token: the base64url characters that carry the bytes in question. */
export interface TokenSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a part of a token stands or, with a JSON Pointer, one value inside the decoded part: for a member with its
 * name. A pointer that leads nowhere gives the part; no part gives the whole token.
 */
export function spanOf(
  reading: TokenReading,
  place: { readonly part?: Part; readonly pointer?: string | null },
): TokenSpan {
  if (place.part === undefined) return { start: 0, end: reading.text.length };
  const part = reading[place.part];
  // mutants: no pointer leads nowhere
  if (place.pointer && part.text !== undefined) {
    const value = locate(part.text, place.pointer);
    if (value !== undefined) return spanOfBytes(reading.text, part, value.name?.start ?? value.start, value.end);
  }
  return { start: part.start, end: part.end };
}

/** The characters that carry the bytes from `startByte` to `endByte` of a decoded part, wholly or in part. */
export function spanOfBytes(text: string, part: PartReading, startByte: number, endByte: number): TokenSpan {
  const first = Math.floor((startByte * 8) / 6);
  const last = Math.max(first, Math.ceil((endByte * 8) / 6) - 1);
  let start = part.end;
  let count = 0;
  // mutants: what stands behind the part is a dot, or nothing
  for (let at = part.start; at < part.end; at++) {
    if (isBlank(text.charCodeAt(at))) continue;
    if (count === first) start = at;
    if (count === last) return { start, end: at + 1 };
    count++;
  }
  return { start, end: part.end };
}
