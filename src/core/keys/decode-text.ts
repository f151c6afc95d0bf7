import type { KeyFault } from './reading.ts';

/** The text of a key file, and the encoding where it is not UTF-8. */
export interface DecodedText {
  readonly text: string;
  readonly fault?: KeyFault;
}

/** UTF-8, or UTF-16 by its byte order mark or by a zero in every other byte; what is neither becomes U+FFFD. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const order = byteOrder(bytes);
  if (order === undefined) return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  const high = order === 'big' ? 0 : 1;
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode(((bytes[at + high] as number) << 8) | (bytes[at + 1 - high] as number));
  }
  return { text: text.replace(/^\ufeff/, ''), fault: { kind: 'encoding', found: 'utf-16' } };
}

function byteOrder(bytes: Uint8Array): 'big' | 'little' | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'little';
  if (first === 0xfe && second === 0xff) return 'big';
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return 'big';
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'little';
  return undefined;
}

/** Each byte as the character of the same number. */
export function latin1Of(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The bytes of DER that was read as a text of one byte a character; `undefined` for any other text. */
export function latin1Bytes(text: string): Uint8Array | undefined {
  const der = text.startsWith('0') && [...text.slice(0, 8)].some((character) => character < '\t');
  if (!der || text.length > 65_536) return undefined;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0xff) return undefined;
    bytes[at] = code;
  }
  return bytes;
}
