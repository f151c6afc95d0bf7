import { isBlank } from './blank.ts';

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
  const bytes = new Uint8Array(decodedLength(length));
  const codes = characterCodes(text.slice(start, end));
  return decodeInto(bytes, 0, codes, 0, length) ? bytes : (base64urlFaults(text, start, end)[0] as Base64urlFault);
}

/** How many bytes so many characters of base64url hold. */
export function decodedLength(characters: number): number {
  return (characters * 3) >> 2;
}

const encoder = new TextEncoder();
/** Kept, because to allocate costs more than to decode. Nothing is read here that was not written just before. */
// mutants: where a last character of three bytes has room, more of it changes nothing
const scratch = new Uint8Array(8192 + 2);

/**
 * The characters as bytes, which are far quicker to get at; good until the next call. Others than ASCII become bytes
 * that stand for no value, so that a text that holds one is refused whatever bytes come after it.
 */
export function characterCodes(text: string): Uint8Array {
  // mutants: the codes are the same either way
  if (text.length > 8192) return encoder.encode(text);
  encoder.encodeInto(text, scratch);
  return scratch;
}

/**
 * As `decodeBase64url`, from character codes into `bytes` from the offset `to` on. False where there is a fault; what
 * was written is then of no use.
 */
export function decodeInto(bytes: Uint8Array, to: number, codes: Uint8Array, start: number, end: number): boolean {
  const rest = (end - start) & 3;
  if (rest === 1) return false;
  // Gathers the values: one check at the end stands for one at each character.
  // mutants: a low bit does not lift it over 63
  let met = 0;
  let at = to;
  let from = start;
  for (const whole = end - rest; from < whole; from += 4) {
    const v0 = VALUES[codes[from] as number] as number;
    const v1 = VALUES[codes[from + 1] as number] as number;
    const v2 = VALUES[codes[from + 2] as number] as number;
    const v3 = VALUES[codes[from + 3] as number] as number;
    met |= v0 | v1 | v2 | v3;
    bytes[at] = (v0 << 2) | (v1 >> 4);
    bytes[at + 1] = (v1 << 4) | (v2 >> 2);
    bytes[at + 2] = (v2 << 6) | v3;
    at += 3;
  }
  // mutants: 1 was refused above
  if (rest > 0) {
    const v0 = VALUES[codes[from] as number] as number;
    const v1 = VALUES[codes[from + 1] as number] as number;
    // mutants: a low bit of what is not there is lost in the gathering
    const v2 = rest === 3 ? (VALUES[codes[from + 2] as number] as number) : 0;
    const unused = rest === 3 ? v2 & 0x03 : v1 & 0x0f;
    met |= v0 | v1 | v2 | (unused << 8); // mutants: any place above the digits will do
    bytes[at] = (v0 << 2) | (v1 >> 4);
    if (rest === 3) bytes[at + 1] = (v1 << 4) | (v2 >> 2);
  }
  return met <= 63; // mutants: it is 63 or less, or 255 or more
}

/** Where the run of digits that begins at `start` ends. */
export function endOfDigits(codes: Uint8Array, start: number): number {
  let at = start;
  while ((VALUES[codes[at] as number] as number) < NONE) at++;
  return at;
}

/** Whether digits have a length that can occur, and no bits at their end that stand for nothing (RFC 4648 §3.5). */
export function isCanonical(codes: Uint8Array, start: number, end: number): boolean {
  const rest = (end - start) & 3;
  const last = VALUES[codes[end - 1] as number] as number;
  return rest === 0 || (rest === 2 && (last & 0x0f) === 0) || (rest === 3 && (last & 0x03) === 0);
}

/** The first fault of each kind, in the order of the text; the length and the unused bits come last. Empty where `decodeBase64url` gives bytes. */
export function base64urlFaults(text: string, start = 0, end = text.length): Base64urlFault[] {
  const faults: Base64urlFault[] = [];
  const report = (reason: Base64urlFault['reason'], at: number) => {
    if (!faults.some((fault) => fault.reason === reason)) faults.push({ reason, at });
  };
  let digits = 0;
  // mutants: where nothing was met, nothing is left over that could ask for it
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
  // mutants: what is shifted out on the left is cut off
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
    // mutants: it is always even
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

function kindOf(code: number): 'digit' | 'whitespace' | 'padding' | 'standard-alphabet' | 'character' {
  if ((VALUES[code] ?? NONE) !== NONE) return 'digit';
  if (code === 0x2b || code === 0x2f) return 'standard-alphabet';
  if (code === 0x3d) return 'padding';
  return isBlank(code) ? 'whitespace' : 'character';
}

function character(bits: number): string {
  return ALPHABET.charAt(bits & 63);
}

function valuesOf(alphabet: string): Uint8Array {
  // mutants: what lies beyond the codes of one byte stands for no value anyway
  const values = new Uint8Array(256).fill(NONE);
  for (const [value, digit] of [...alphabet].entries()) values[digit.charCodeAt(0)] = value;
  return values;
}
