import { decodeUtf8 } from '../encoding/utf8.ts';

/** A request target, read for the acl: one path that every hop agrees on, or the reason why there is none. */
export interface TargetReading {
  readonly text: string;
  /** The decoded path, only where it is unambiguous. */
  readonly path?: string;
  /** Offset of the ambiguity in `text`, and its kind. */
  readonly ambiguity?: TargetAmbiguity;
}

export interface TargetAmbiguity {
  readonly at: number;
  readonly kind:
    | 'dot-segment'
    | 'encoded-slash'
    | 'encoded-dot'
    | 'double-encoding'
    | 'empty-segment'
    | 'backslash'
    | 'parameter'
    | 'fragment'
    | 'control'
    | 'bad-escape'
    | 'not-utf8'
    | 'not-a-path';
  readonly text: string;
}

/**
 * Reads a request target in origin-form (RFC 9112 §3.2.1). The query is never part of the path. Whatever proxies and
 * upstreams are known to read in different ways is refused: the path that is judged has to be the path that is served.
 */
export function readTarget(text: string): TargetReading {
  if (text.charCodeAt(0) !== SLASH) return { text, ambiguity: { at: 0, kind: 'not-a-path', text: text.slice(0, 40) } };
  const end = pathEnd(text);
  const raw = text.slice(0, end);
  const ambiguity = findAmbiguity(raw) ?? findFragment(text, end);
  if (ambiguity !== undefined) return { text, ambiguity };
  return { text, path: raw.includes('%') ? decodePath(raw) : raw };
}

/**
 * The paths that servers may take an ambiguous target for: as it stands, decoded, and with everything resolved that some
 * resolve. For the doctor alone: no request is let through by one of them. None where the target is no path at all.
 */
export function readingsOf({ text, path, ambiguity }: TargetReading): readonly string[] {
  if (path !== undefined) return [path];
  if (ambiguity === undefined || NO_READING.includes(ambiguity.kind)) return [];
  const raw = text.slice(0, pathEnd(text));
  const decoded = decodePath(raw);
  return [...new Set([raw, decoded, resolved(decodePath(decoded))])];
}

const NO_READING: readonly TargetAmbiguity['kind'][] = ['not-a-path', 'bad-escape', 'not-utf8', 'control'];

/** Backslashes as slashes, path parameters left out, empty segments joined, dots climbed (RFC 3986 §5.2.4). */
function resolved(path: string): string {
  const kept: string[] = [];
  for (const segment of path.replaceAll('\\', '/').split('/')) {
    const name = segment.replace(/;.*$/s, '');
    if (name === '..') kept.pop();
    else if (name !== '' && name !== '.') kept.push(name);
  }
  return `/${kept.join('/')}`;
}

const SLASH = 0x2f;
const PERCENT = 0x25;

function pathEnd(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x3f || code === 0x23) return at;
  }
  return text.length;
}

function findFragment(text: string, from: number): TargetAmbiguity | undefined {
  const at = text.indexOf('#', from);
  return at === -1 ? undefined : { at, kind: 'fragment', text: '#' };
}

/** The first character, escape or segment of a raw path that not everybody reads alike. */
function findAmbiguity(raw: string): TargetAmbiguity | undefined {
  let segmentStart = 1;
  for (let at = 1; at <= raw.length; at++) {
    const code = at === raw.length ? SLASH : raw.charCodeAt(at);
    if (code === SLASH) {
      const fault = segmentFault(raw, segmentStart, at);
      if (fault !== undefined) return { at: segmentStart, kind: fault, text: raw.slice(segmentStart, at) || '//' };
      segmentStart = at + 1;
    } else if (code === PERCENT) {
      const fault = escapeFault(raw, at);
      if (fault !== undefined) return { at, kind: fault, text: raw.slice(at, at + 3) };
      at += 2;
    } else {
      const fault = characterFault(code);
      if (fault !== undefined) return { at, kind: fault, text: raw.charAt(at) };
    }
  }
  return undefined;
}

function segmentFault(raw: string, start: number, end: number): TargetAmbiguity['kind'] | undefined {
  // A slash at the very end leaves an empty segment that is none.
  if (start === end) return end < raw.length ? 'empty-segment' : undefined;
  const segment = raw.slice(start, end);
  if (segment === '.' || segment === '..') return 'dot-segment';
  if (!segment.includes('%')) return undefined;
  const decoded = decodeUtf8(bytesOf(segment));
  if (typeof decoded !== 'string') return decoded.reason === 'invalid' ? 'not-utf8' : 'control';
  if (decoded === '.' || decoded === '..') return 'encoded-dot';
  return /%[0-9A-Fa-f]{2}/.test(decoded) ? 'double-encoding' : undefined;
}

function escapeFault(raw: string, at: number): TargetAmbiguity['kind'] | undefined {
  const code = escapedByte(raw, at);
  if (code === undefined) return 'bad-escape';
  if (code === SLASH) return 'encoded-slash';
  return code < 0x80 ? characterFault(code, true) : undefined;
}

function characterFault(code: number, escaped = false): TargetAmbiguity['kind'] | undefined {
  if (code === 0x5c) return 'backslash';
  if (code === 0x3b) return 'parameter';
  // An escaped space is a space; a bare one ends the target.
  if (code < 0x20 || code === 0x7f || (code === 0x20 && !escaped)) return 'control';
  return code > 0x7f ? 'not-utf8' : undefined;
}

/** The byte that the escape at `at` stands for; `undefined` where two hexadecimal digits do not follow. */
function escapedByte(raw: string, at: number): number | undefined {
  const digits = raw.slice(at + 1, at + 3);
  return /^[0-9A-Fa-f]{2}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}

function bytesOf(segment: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < segment.length; at++) {
    const escaped = segment.charCodeAt(at) === PERCENT ? escapedByte(segment, at) : undefined;
    bytes.push(escaped ?? segment.charCodeAt(at));
    if (escaped !== undefined) at += 2;
  }
  return Uint8Array.from(bytes);
}

/** A segment that is not UTF-8 stays as it is; an unambiguous path has none. */
function decodePath(raw: string): string {
  const decode = (segment: string) => {
    const decoded = decodeUtf8(bytesOf(segment));
    return typeof decoded === 'string' ? decoded : segment;
  };
  return raw.split('/').map(decode).join('/');
}
