/** Why bytes are not UTF-8 text as JSON needs it (RFC 3629, RFC 8259 §8.1), and the first byte at which that shows. */
export interface Utf8Fault {
  readonly reason: 'byte-order-mark' | 'invalid';
  readonly byte: number;
}

const encoder = new TextEncoder();
// mutants: a byte order mark in front never gets so far
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Decodes strictly: overlong forms, surrogates, truncated sequences and a byte order mark are refused. Never throws. */
export function decodeUtf8(bytes: Uint8Array): string | Utf8Fault {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { reason: 'byte-order-mark', byte: 0 };
  try {
    return decoder.decode(bytes);
  } catch {
    return { reason: 'invalid', byte: firstInvalidByte(bytes) };
  }
}

/** For inspection only: bytes that are not UTF-8 become U+FFFD. */
export function decodeUtf8Leniently(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

/** Length in bytes of the UTF-8 form of `text` up to the offset `end`. A lone surrogate counts as U+FFFD: three. */
export function utf8Length(text: string, end = text.length): number {
  let length = 0;
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) length += 1;
    else if (code < 0x800) length += 2;
    else if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(at + 1))) {
      length += 4;
      at++;
    } else length += 3;
  }
  return length;
}

export function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

export function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** The start of the first sequence that the table of RFC 3629 §4 does not allow. */
function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  for (let length = sequenceLength(bytes, at); length > 0; length = sequenceLength(bytes, at)) at += length;
  return at;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  if (!(lead >= 0xc2 && lead <= 0xf4)) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] as number;
  const from = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const to = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (!(second >= from && second <= to)) return 0;
  for (let next = at + 2; next < at + length; next++) {
    if (((bytes[next] as number) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
