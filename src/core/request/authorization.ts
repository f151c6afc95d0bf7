import { isBlank } from '../encoding/blank.ts';
import type { HeaderField } from './field.ts';
import { findJwt } from './find-jwt.ts';

/**
 * The value of an Authorization header (RFC 9110 §11.6.2, RFC 6750 §2.1), read as it came. `token` is set only where
 * the strict form holds: `Bearer` in any case, one or more spaces, one token, nothing else.
 */
export interface CredentialsReading {
  /** The field value as received. */
  readonly text: string;
  /** The auth-scheme as sent; absent where the value has no scheme. */
  readonly scheme?: string;
  /** What follows the scheme, untrimmed. */
  readonly rest: string;
  readonly token?: string;
  /** The longest stretch that looks like a JWT, blanks inside it left out, for the doctor. Never used to authenticate. */
  readonly tokenInside?: string;
  readonly fault?:
    | 'empty'
    | 'scheme-missing'
    | 'scheme-glued'
    | 'scheme-doubled'
    | 'scheme-unknown'
    | 'basic'
    | 'separator-not-space'
    | 'token-missing'
    | 'token-quoted'
    | 'whitespace-inside'
    | 'several-values';
  /** Authorization lines in the request, when the lines are known. Above 1: never accepted. */
  readonly lines?: number;
  /** Another way to authenticate in the same request: `query:api_key`, `query:access_token`, `x-authorization` … */
  readonly alsoIn?: readonly string[];
}

/** What nearly every request sends: read in one step. A token that begins as a scheme does is looked at more closely. */
const PLAIN_BEARER = /^Bearer (?![Bb][Ee][Aa][Rr][Ee][Rr])[\w.~+/=-]+$/;
/** What stands behind the scheme there. */
export const PLAIN_TOKEN = /^(?![Bb][Ee][Aa][Rr][Ee][Rr])[\w.~+/=-]+$/;

/** Reads one field value, as it stands after the optional whitespace around it was taken off (RFC 9110 §5.5). */
export function readAuthorization(text: string): CredentialsReading {
  if (PLAIN_BEARER.test(text)) return { text, scheme: text.slice(0, 6), rest: text.slice(6), token: text.slice(7) };
  const { scheme, rest } = splitScheme(text);
  const fault = faultOf(text, scheme, rest);
  const known = scheme === undefined ? { text, rest } : { text, scheme, rest };
  if (fault === undefined) return { ...known, token: rest.slice(blanksBefore(rest)) };
  const tokenInside = findJwt(text);
  return tokenInside === undefined ? { ...known, fault } : { ...known, fault, tokenInside };
}

/**
 * Reads the credentials of a request from its header lines; names count in any case. `null` where there is no
 * Authorization line: `credentialsElsewhere` says whether they were sent in some other way.
 */
export function readCredentials(fields: readonly HeaderField[], target?: string): CredentialsReading | null {
  const values: string[] = [];
  for (const [name, value] of fields) {
    if (name.length === 13 && name.toLowerCase() === 'authorization') values.push(value);
  }
  if (values.length === 0) return null;
  const reading = values.length === 1 ? readAuthorization(values[0] as string) : readSeveral(values);
  const alsoIn = credentialsElsewhere(fields, target);
  return alsoIn.length > 0 ? { ...reading, lines: values.length, alsoIn } : { ...reading, lines: values.length };
}

const OTHER_FIELDS = ['proxy-authorization', 'x-authorization', 'x-access-token', 'x-auth-token', 'x-api-key'];
const QUERY_CREDENTIALS = ['api_key', 'api_secret', 'access_token', 'authorization', 'jwt', 'token', 'sig'];

/** Credentials in places that are never used to authenticate: `query:api_key`, `cookie:session`, `x-authorization`. */
export function credentialsElsewhere(fields: readonly HeaderField[], target?: string): readonly string[] {
  const found: string[] = [];
  for (const [field, value] of fields) {
    const name = field.toLowerCase();
    if (OTHER_FIELDS.includes(name)) found.push(name);
    if (name !== 'cookie') continue;
    for (const cookie of value.split(';')) {
      const equals = cookie.indexOf('=');
      if (findJwt(cookie.slice(equals + 1)) !== undefined) found.push(`cookie:${cookie.slice(0, equals).trim()}`);
    }
  }
  const query = target?.indexOf('?') ?? -1;
  if (target !== undefined && query !== -1) {
    for (const pair of target.slice(query + 1).split('&')) {
      const name = pair.split('=', 1)[0]?.toLowerCase() ?? '';
      if (QUERY_CREDENTIALS.includes(name)) found.push(`query:${name}`);
    }
  }
  return [...new Set(found)];
}

function readSeveral(values: readonly string[]): CredentialsReading {
  const text = values.join(', ');
  const tokenInside = values.map(findJwt).find((token) => token !== undefined);
  const known = { ...splitScheme(text), text, fault: 'several-values' } as const;
  return tokenInside === undefined ? known : { ...known, tokenInside };
}

/** The scheme is the token (RFC 9110 §5.6.2) that the value begins with, if it ends as one can end. */
function splitScheme(text: string): { scheme?: string; rest: string } {
  let end = 0;
  while (end < text.length && isTokenCharacter(text.charCodeAt(end))) end++;
  const word = text.slice(0, end).toLowerCase();
  const isGlued = word !== 'bearer' && word.startsWith('bearer') && findJwt(text.slice(6)) !== undefined;
  if (isGlued) end = 6;
  const isScheme = isGlued || word === 'bearer' || (end === text.length ? word === 'basic' : endsScheme(text, end));
  return isScheme ? { scheme: text.slice(0, end), rest: text.slice(end) } : { rest: text };
}

function endsScheme(text: string, end: number): boolean {
  return end > 0 && isBlank(text.charCodeAt(end)) && !text.slice(0, end).includes('.');
}

function faultOf(text: string, scheme: string | undefined, rest: string): CredentialsReading['fault'] {
  const from = blanksBefore(text);
  if (from === text.length) return 'empty';
  if (/^["'\s]*authorization\s*:/i.test(text)) return 'scheme-doubled';
  if (from > 0) return 'whitespace-inside';
  if (isQuote(text.charCodeAt(0))) return 'token-quoted';
  if (scheme === undefined) return 'scheme-missing';
  const lower = scheme.toLowerCase();
  if (lower === 'basic') return rest.includes(',') ? 'several-values' : 'basic';
  if (lower !== 'bearer') return 'scheme-unknown';
  const start = blanksBefore(rest);
  const token = rest.slice(start);
  if (token === '') return 'token-missing';
  if (/^bearer(?![A-Za-z0-9])/i.test(token)) return 'scheme-doubled';
  if (token.includes(',')) return 'several-values';
  if (start === 0) return isTokenCharacter(rest.charCodeAt(0)) ? 'scheme-glued' : 'separator-not-space';
  for (let at = 0; at < start; at++) if (rest.charCodeAt(at) !== 0x20) return 'separator-not-space';
  for (let at = 0; at < token.length; at++) if (isBlank(token.charCodeAt(at))) return 'whitespace-inside';
  if (isQuote(token.charCodeAt(0)) || isQuote(token.charCodeAt(token.length - 1))) return 'token-quoted';
  // As in the text of an example; what holds no token is a placeholder.
  if (/^[<[{(].*[>\]})]$/.test(token) && findJwt(token) !== undefined) return 'token-quoted';
  return undefined;
}

function blanksBefore(text: string): number {
  let at = 0;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function isTokenCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    (code < 0x80 && "!#$%&'*+-.^_`|~".includes(String.fromCharCode(code)))
  );
}

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27 || code === 0x60 || (code >= 0x2018 && code <= 0x201f);
}
