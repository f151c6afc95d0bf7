/** Why a text is not base64url without padding (RFC 7515 §2), and the offset in the text at which that shows. */
export interface Base64urlFault {
  readonly reason: 'whitespace' | 'padding' | 'standard-alphabet' | 'character' | 'length' | 'trailing-bits';
  readonly at: number;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Above any value: both top bits are set, so that one OR over a whole text shows whether it was met. */
const NONE = 0xff;
const VALUES = valuesOf(ALPHABET);
const LENIENT_VALUES = valuesOf(ALPHABET);
LENIENT_VALUES['+'.charCodeAt(0)] = 62;
LENIENT_VALUES['/'.charCodeAt(0)] = 63;

export function encodeBase64url(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  for (; at + 2 < bytes.length; at += 3) {
    const group = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
    text += character(group >> 18) + character(group >> 12) + character(group >> 6) + character(group);
  }
  if (at + 1 === bytes.length) {
    const last = bytes[at] as number;
    text += character(last >> 2) + character(last << 4);
  } else if (at + 2 === bytes.length) {
    const last = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
    text += character(last >> 10) + character(last >> 4) + character(last << 2);
  }
  return text;
}

/**
 * Decodes `text` from `start` to `end`, strictly: no padding, no whitespace, no standard alphabet, no unused bits set,
 * so that every byte string has exactly one spelling. Never throws.
 */
export function decodeBase64url(text: string, start = 0, end = text.length): Uint8Array | Base64urlFault {
  const length = end - start;
  const rest = length & 3;
  const bytes = new Uint8Array((length * 3) >> 2);
  // `wide` gathers the character codes and `met` the values: two checks at the end stand for one at each character.
  let wide = 0;
  let met = 0;
  let to = 0;
  let from = start;
  for (const whole = end - rest; from < whole; from += 4) {
    const c0 = text.charCodeAt(from);
    const c1 = text.charCodeAt(from + 1);
    const c2 = text.charCodeAt(from + 2);
    const c3 = text.charCodeAt(from + 3);
    const v0 = VALUES[c0 & 0xff] as number;
    const v1 = VALUES[c1 & 0xff] as number;
    const v2 = VALUES[c2 & 0xff] as number;
    const v3 = VALUES[c3 & 0xff] as number;
    wide |= c0 | c1 | c2 | c3;
    met |= v0 | v1 | v2 | v3;
    bytes[to++] = (v0 << 2) | (v1 >> 4);
    bytes[to++] = (v1 << 4) | (v2 >> 2);
    bytes[to++] = (v2 << 6) | v3;
  }
  if (rest > 1) {
    const c0 = text.charCodeAt(from);
    const c1 = text.charCodeAt(from + 1);
    const c2 = rest === 3 ? text.charCodeAt(from + 2) : 0x41;
    const v0 = VALUES[c0 & 0xff] as number;
    const v1 = VALUES[c1 & 0xff] as number;
    const v2 = VALUES[c2 & 0xff] as number;
    wide |= c0 | c1 | c2;
    met |= v0 | v1 | v2 | (rest === 2 ? (v1 & 0x0f) << 8 : (v2 & 0x03) << 8);
    bytes[to++] = (v0 << 2) | (v1 >> 4);
    if (rest === 3) bytes[to] = (v1 << 4) | (v2 >> 2);
  }
  if (rest === 1 || wide > 0xff || met > 63) return base64urlFaults(text, start, end)[0] as Base64urlFault;
  return bytes;
}

/** The first fault of each kind, in the order of the text. Empty exactly where `decodeBase64url` gives bytes. */
export function base64urlFaults(text: string, start = 0, end = text.length): Base64urlFault[] {
  const faults: Base64urlFault[] = [];
  const report = (reason: Base64urlFault['reason'], at: number) => {
    if (!faults.some((fault) => fault.reason === reason)) faults.push({ reason, at });
  };
  let digits = 0;
  let lastValue = 0;
  let lastAt = start;
  for (let at = start; at < end; at++) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === 'digit' || kind === 'standard-alphabet') {
      digits++;
      lastValue = LENIENT_VALUES[text.charCodeAt(at)] as number;
      lastAt = at;
    }
    if (kind !== 'digit') report(kind, at);
  }
  const rest = digits & 3;
  if (rest === 1) report('length', lastAt);
  if ((rest === 2 && lastValue & 0x0f) || (rest === 3 && lastValue & 0x03)) report('trailing-bits', lastAt);
  return faults;
}

/**
 * For inspection only, never for a verdict: takes either alphabet, padding at the end, whitespace anywhere, unused
 * bits and a dangling last character. `undefined` where any other character stands in the text.
 */
export function decodeBase64Leniently(text: string, start = 0, end = text.length): Uint8Array | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  let padded = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const kind = kindOf(code);
    if (kind === 'whitespace') continue;
    if (kind === 'padding') {
      padded = true;
      continue;
    }
    if (kind === 'character' || padded) return undefined;
    bits = ((bits << 6) | (LENIENT_VALUES[code] as number)) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

/** True for characters that the lenient reading skips: spaces, line ends and invisible ones. */
export function isBlank(code: number): boolean {
  return (
    code === 0x20 ||
    (code >= 0x09 && code <= 0x0d) ||
    code === 0x85 ||
    code === 0xa0 ||
    code === 0xad ||
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x205f && code <= 0x2064) ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

function kindOf(code: number): 'digit' | 'whitespace' | 'padding' | 'standard-alphabet' | 'character' {
  if (code < 0x100 && VALUES[code] !== NONE) return 'digit';
  if (code === 0x2b || code === 0x2f) return 'standard-alphabet';
  if (code === 0x3d) return 'padding';
  return isBlank(code) ? 'whitespace' : 'character';
}

function character(bits: number): string {
  return ALPHABET.charAt(bits & 63);
}

function valuesOf(alphabet: string): Uint8Array {
  const values = new Uint8Array(256).fill(NONE);
  for (let value = 0; value < alphabet.length; value++) values[alphabet.charCodeAt(value)] = value;
  return values;
}
