import { bigIntToBytes, concatBytes } from './bytes.ts';
import { TAG } from './der.ts';

/** One DER element (X.690 §10.1): tag, the shortest length, content. */
export function encodeElement(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((total, part) => total + part.length, 0);
  const digits = bigIntToBytes(BigInt(length));
  const head = length < 0x80 ? [tag, ...digits] : [tag, 0x80 | digits.length, ...digits];
  return concatBytes(Uint8Array.from(head), ...content);
}

export function encodeSequence(...parts: readonly Uint8Array[]): Uint8Array {
  return encodeElement(TAG.sequence, ...parts);
}

/** A non-negative INTEGER: a zero byte in front where the first bit is set (X.690 §8.3). */
export function encodeUnsigned(value: bigint): Uint8Array {
  const bytes = bigIntToBytes(value);
  const padded = (bytes[0] as number) >= 0x80 ? concatBytes(Uint8Array.of(0), bytes) : bytes;
  return encodeElement(TAG.integer, padded);
}

/** `dotted` is a known OBJECT IDENTIFIER: `1.2.840.113549.1.1.1`. */
export function encodeObjectIdentifier(dotted: string): Uint8Array {
  const [first, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]];
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left % 128) | 0x80);
    return groups;
  });
  return encodeElement(TAG.objectIdentifier, Uint8Array.from(bytes));
}

export function encodeBitString(bytes: Uint8Array): Uint8Array {
  return encodeElement(TAG.bitString, Uint8Array.of(0), bytes);
}

export function encodeOctetString(bytes: Uint8Array): Uint8Array {
  return encodeElement(TAG.octetString, bytes);
}

export function encodeNull(): Uint8Array {
  return encodeElement(TAG.null);
}
