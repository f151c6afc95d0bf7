import { bytesToBigInt } from './bytes.ts';

/** Identifier octets (X.690 §8.1.2), the constructed bit included. */
export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** `[n]`, constructed: an explicit tag, or an implicit one on a SEQUENCE or SET. */
  context: (n: number) => 0xa0 | n,
} as const;

/** One element. `start` and `end` are offsets in the bytes that were read; `content` is a view of them. */
export interface DerElement {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
  readonly content: Uint8Array;
  /** The elements inside a constructed one. */
  readonly children: readonly DerElement[];
}

export type DerReading =
  | { readonly ok: true; readonly element: DerElement }
  | { readonly ok: false; readonly at: number; readonly expected: string };

const MAX_DEPTH = 24;

/**
 * Reads one element that is the whole of `bytes`, as DER (X.690 §10): definite and minimal lengths, no byte after it.
 * `at` of a fault is the offset of the byte where reading stopped. Time is linear in the number of bytes.
 */
export function readDer(bytes: Uint8Array): DerReading {
  const read = readElement(bytes, 0, bytes.length, 0);
  if (read.ok && read.element.end < bytes.length) {
    return { ok: false, at: read.element.end, expected: `no bytes after the first ${read.element.end}` };
  }
  return read;
}

function readElement(bytes: Uint8Array, start: number, limit: number, depth: number): DerReading {
  if (depth > MAX_DEPTH) return { ok: false, at: start, expected: `no more than ${MAX_DEPTH} levels` };
  const tag = bytes[start];
  if (tag === undefined) return { ok: false, at: start, expected: 'another element' };
  if (tag === 0 || (tag & 0x1f) === 0x1f) return { ok: false, at: start, expected: 'the tag of a key element' };
  const length = readLength(bytes, start + 1, limit);
  if (typeof length === 'string') return { ok: false, at: start + 1, expected: length };
  const [contentStart, end] = length;
  const children: DerElement[] = [];
  if ((tag & 0x20) !== 0) {
    for (let at = contentStart; at < end; ) {
      const child = readElement(bytes, at, end, depth + 1);
      if (!child.ok) return child;
      children.push(child.element);
      at = child.element.end;
    }
  }
  return { ok: true, element: { tag, start, end, content: bytes.subarray(contentStart, end), children } };
}

/** Where the content starts and ends; what was expected, where the length is not DER. */
function readLength(bytes: Uint8Array, at: number, limit: number): readonly [number, number] | string {
  const first = at < limit ? bytes[at] : undefined;
  if (first === undefined) return 'a length';
  const count = first < 0x80 ? 0 : first & 0x7f; // mutants: 0x80 counts none, and is refused below
  if (first === 0x80 || count > 4) return 'a definite length';
  if (at + 1 + count > limit) return 'a whole length';
  let length = first & 0x7f;
  if (count > 0) {
    length = 0;
    for (let i = 1; i <= count; i++) length = length * 256 + (bytes[at + i] as number);
    if (length < 0x80 || length < 256 ** (count - 1)) return 'the shortest form of the length';
  }
  const start = at + 1 + count;
  if (start + length > limit) return `${length} bytes in this element, of which ${limit - start} are here`;
  return [start, start + length];
}

/** The value of a non-negative INTEGER in its shortest form (X.690 §8.3); `undefined` for anything else. */
export function unsignedOf(element: DerElement | undefined): bigint | undefined {
  if (element?.tag !== TAG.integer) return undefined;
  const [first, second] = element.content;
  if (first === undefined || first >= 0x80) return undefined;
  // mutants: nothing is not less than 0x80
  if (first === 0 && second !== undefined && second < 0x80) return undefined;
  return bytesToBigInt(element.content);
}

/** An OBJECT IDENTIFIER in dotted form (X.690 §8.19). */
export function objectIdentifierOf(element: DerElement | undefined): string | undefined {
  if (element?.tag !== TAG.objectIdentifier || element.content.length === 0 || element.content.length > 32) {
    return undefined;
  }
  const arcs: number[] = [];
  let arc = 0;
  let fresh = true;
  for (const byte of element.content) {
    if ((fresh && byte === 0x80) || arc > 2 ** 40) return undefined;
    arc = arc * 128 + (byte & 0x7f);
    fresh = byte < 0x80;
    if (!fresh) continue;
    // mutants: the first byte gives two arcs
    if (arcs.length > 0) arcs.push(arc);
    else arcs.push(Math.min(Math.floor(arc / 40), 2), arc - 40 * Math.min(Math.floor(arc / 40), 2));
    arc = 0;
  }
  return fresh ? arcs.join('.') : undefined;
}

/** The bytes of a BIT STRING without unused bits. */
export function bitStringOf(element: DerElement | undefined): Uint8Array | undefined {
  if (element?.tag !== TAG.bitString || element.content[0] !== 0) return undefined;
  return element.content.subarray(1);
}

export function octetStringOf(element: DerElement | undefined): Uint8Array | undefined {
  return element?.tag === TAG.octetString ? element.content : undefined;
}
