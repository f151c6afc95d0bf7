/** 1 for what may stand in a JSON text as it is: printable ASCII, no quote, no backslash. */
export const PLAIN = new Uint8Array(256);
for (let code = 0x20; code < 0x7f; code++) PLAIN[code] = code === 0x22 || code === 0x5c ? 0 : 1;

export const QUOTE = 0x22;
export const SPACE = 0x20;
export const NEWLINE = 0x0a;

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A text of one character a byte. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += PIECE)
    text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(end, at + PIECE)) as unknown as number[]);
  return text;
}

const PIECE = 4096;

export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function startsWith(bytes: Uint8Array, at: number, start: Uint8Array): boolean {
  for (let index = 0; index < start.length; index++) if (bytes[at + index] !== start[index]) return false;
  return true;
}

export function isSame(bytes: Uint8Array, start: number, end: number, other: Uint8Array): boolean {
  return end - start === other.length && startsWith(bytes, start, other);
}

/** Fowler–Noll–Vo 1a, 32 bits. */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Values by their bytes, one in each of a fixed number of places: a newer one takes the place of an older. */
export class ByteTable<Value> {
  readonly #mask: number;
  readonly #entries: ({ readonly bytes: Uint8Array; readonly value: Value } | undefined)[];

  /** @param size a power of two */
  constructor(size: number) {
    this.#mask = size - 1;
    this.#entries = new Array(size).fill(undefined);
  }

  get(bytes: Uint8Array, start: number, end: number): Value | undefined {
    const entry = this.#entries[hashOf(bytes, start, end) & this.#mask];
    return entry !== undefined && isSame(bytes, start, end, entry.bytes) ? entry.value : undefined;
  }

  set(bytes: Uint8Array, start: number, end: number, value: Value): void {
    this.#entries[hashOf(bytes, start, end) & this.#mask] = { bytes: bytes.slice(start, end), value };
  }
}
