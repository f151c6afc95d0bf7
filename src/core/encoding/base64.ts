const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((digit, value) => [digit, value]));

/** `at` is the offset of the character that is wrong; for `length` and `trailing-bits`, of the last group of four. */
export type Base64Reading =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | {
      readonly ok: false;
      readonly at: number;
      readonly reason: 'character' | 'padding' | 'length' | 'trailing-bits';
      /** What a lenient reader makes of it; present for `trailing-bits` alone, where the bytes are not in doubt. */
      readonly bytes?: Uint8Array;
    };

/** Standard base64 with padding, canonical, without line breaks (RFC 4648 §4, §3.5). */
export function decodeBase64(text: string): Base64Reading {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const bytes = new Uint8Array(Math.floor((digits * 3) / 4));
  let bits = 0;
  // mutants: what is shifted out on the left is cut off
  let held = 0;
  let out = 0;
  for (let at = 0; at < digits; at++) {
    const character = text.charAt(at);
    const value = VALUES.get(character);
    if (value === undefined) return { ok: false, at, reason: character === '=' ? 'padding' : 'character' };
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    // mutants: it is always even
    if (bits >= 8) {
      bits -= 8;
      bytes[out++] = held >> bits;
    }
  }
  if (text.length % 4 !== 0) return { ok: false, at: text.length - (text.length % 4), reason: 'length' };
  if ((held & ((1 << bits) - 1)) !== 0) return { ok: false, at: digits - 1, reason: 'trailing-bits', bytes };
  return { ok: true, bytes };
}

/** Standard base64 with padding, on one line (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    // What is not there counts as 0 in a shift and in an OR.
    const group = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
    text += digit(group >> 18) + digit(group >> 12);
    text += at + 1 < bytes.length ? digit(group >> 6) : '=';
    text += at + 2 < bytes.length ? digit(group) : '=';
  }
  return text;
}

function digit(value: number): string {
  return ALPHABET.charAt(value & 63);
}
