import { bytesOf, isDigit, PLAIN, QUOTE, SPACE, startsWith } from './bytes.ts';

/** Where the parts of a line of an access log stand. */
export interface AccessLine {
  time: number;
  timeEnd: number;
  method: number;
  methodEnd: number;
  target: number;
  targetEnd: number;
  /** Three digits. */
  status: number;
  /** A field of its own holds an Authorization value with a token. */
  hasToken: boolean;
  end: number;
}

/**
 * Finds the parts of a line in the common or combined log format, in ASCII and without escapes: as `readAccessLogLine`
 * does, or not at all.
 * @param readAuthorization from the start of an Authorization value to the end of its token; -1 where it cannot be read
 */
export function readAccessLine(
  bytes: Uint8Array,
  start: number,
  found: AccessLine,
  readAuthorization: (bytes: Uint8Array, at: number) => number,
): boolean {
  let at = start;
  for (let word = 0; word < 3; word++) {
    const end = endOfWord(bytes, at);
    if (end === at || bytes[end] !== SPACE) return false;
    at = end + 1;
  }
  if (bytes[at] !== OPEN) return false;
  found.time = at + 1;
  at = found.timeEnd = at + 1 + TIME_LENGTH;
  if (!startsWith(bytes, at, BEFORE_METHOD)) return false;
  at = found.method = at + BEFORE_METHOD.length;
  while (isCapital(bytes[at] as number)) at++;
  if (at - found.method < 3 || at - found.method > 10 || bytes[at] !== SPACE) return false;
  found.methodEnd = at;
  found.target = at + 1;
  at = found.targetEnd = endOfWord(bytes, at + 1);
  if (at === found.target || !startsWith(bytes, at, VERSION)) return false;
  at += VERSION.length;
  const version = at;
  while (isDigit(bytes[at] as number) || bytes[at] === POINT) at++;
  if (at === version || bytes[at] !== QUOTE || bytes[at + 1] !== SPACE) return false;
  at = found.status = at + 2;
  for (let digit = 0; digit < 3; digit++) if (!isDigit(bytes[at++] as number)) return false;
  if (bytes[at] !== SPACE) return false;
  const size = at + 1;
  at = endOfWord(bytes, size);
  if (at === size) return false;
  return readRest(bytes, start, at, found, readAuthorization);
}

/** What a server is told to put behind: words, and texts in quotes. One of them may be the Authorization value. */
function readRest(
  bytes: Uint8Array,
  start: number,
  from: number,
  found: AccessLine,
  readAuthorization: (bytes: Uint8Array, at: number) => number,
): boolean {
  let at = from;
  found.hasToken = false;
  while (bytes[at] === SPACE) {
    at++;
    if (bytes[at] !== QUOTE) {
      at = endOfWord(bytes, at);
      continue;
    }
    at++;
    if (!found.hasToken && mayBeCredentials(bytes, at)) {
      at = hasScheme(bytes, at) ? readAuthorization(bytes, at) : -1;
      if (at === -1) return false;
      found.hasToken = true;
    } else while (PLAIN[bytes[at] as number] === 1) at++;
    if (bytes[at] !== QUOTE) return false;
    at++;
  }
  found.end = at;
  return found.hasToken || !hasToken(bytes, start, at);
}

/** Scheme or name of the field, in any case: only what begins so is looked at. */
function mayBeCredentials(bytes: Uint8Array, at: number): boolean {
  return WORDS.some((word) => beginsWith(bytes, at, word));
}

/** A whole word of those that have a token behind them. */
function hasScheme(bytes: Uint8Array, at: number): boolean {
  return SCHEMES.some((word) => {
    const next = bytes[at + word.length];
    return beginsWith(bytes, at, word) && (next === SPACE || next === COLON);
  });
}

/** In any case. */
function beginsWith(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++)
    if (((bytes[at + index] as number) | 0x20) !== word[index]) return false;
  return true;
}

const SCHEMES = ['bearer', 'token', 'jwt'].map(bytesOf);
const WORDS = [...SCHEMES, ...['basic', 'authorization:'].map(bytesOf)];

/** The beginning of a token: `eyJ`. */
function hasToken(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start + 2; at < end; at++)
    if (bytes[at] === 0x4a && bytes[at - 1] === 0x79 && bytes[at - 2] === 0x65) return true;
  return false;
}

/** Up to a blank, a quote, a bracket, or what is no printable ASCII. */
function endOfWord(bytes: Uint8Array, start: number): number {
  let at = start;
  while (PLAIN[bytes[at] as number] === 1 && bytes[at] !== SPACE && bytes[at] !== OPEN) at++;
  return at;
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

const TIME_LENGTH = '24/Nov/2026:10:02:33 +0000'.length;
const BEFORE_METHOD = bytesOf('] "');
const VERSION = bytesOf(' HTTP/');
const OPEN = 0x5b;
const COLON = 0x3a;
const POINT = 0x2e;
