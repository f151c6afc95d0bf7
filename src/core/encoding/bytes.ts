export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** Big-endian, unsigned; no bytes are zero. */
export function bytesToBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

/** Big-endian, unsigned, padded on the left to `length` bytes; without `length`, as many as the value needs. */
export function bigIntToBytes(value: bigint, length?: number): Uint8Array {
  const digits = value.toString(16);
  const size = length ?? (digits.length + 1) >> 1;
  const text = digits.padStart(size * 2, '0');
  const bytes = new Uint8Array(size);
  for (const at of bytes.keys()) {
    bytes[at] = (nibble(text.charCodeAt(at * 2)) << 4) | nibble(text.charCodeAt(at * 2 + 1));
  }
  return bytes;
}

export function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

/** The value of a digit, 0-9 or a-f. */
function nibble(code: number): number {
  return code < 0x3a ? code - 0x30 : code - 0x57; // mutants: between the digits and the letters there is none
}

// mutants: more than the bytes there are is never asked for
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
