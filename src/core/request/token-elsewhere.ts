import { type JsonValue, parseJson } from '../encoding/json.ts';
import { bodyMember } from './body-member.ts';
import type { HeaderField } from './field.ts';

/** A JWT that a request carries in another place than the Authorization header. */
export interface TokenElsewhere {
  readonly token: string;
  /** In words: `the query parameter jwt`, `the cookie session`, `the header X-Access-Token`, `the member jwt of the body`. */
  readonly place: string;
}

/** Members of a body in which tokens are handed over, by their usual names. */
const MEMBERS = [
  'jwt',
  'token',
  'access_token',
  'id_token',
  'assertion',
  'client_assertion',
  'subject_token',
  'WebIdentityToken',
];
const LONE = /^\s*(?:bearer\s+)?(eyJ[\w-]+\.[\w-]+\.[\w-]+)\s*$/i;
const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;
/** A token (RFC 9110 §5.6.2): what is none is refused with the whole request. */
const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const NAME = /^[\w.$-]{1,40}$/;

/** Looks in the header lines, the query and the body, in that order. */
export function tokenElsewhere(
  fields: readonly HeaderField[],
  target: string | undefined,
  body: string | undefined,
): TokenElsewhere | undefined {
  for (const [name, value] of fields) {
    const lower = name.toLowerCase();
    if (lower === 'authorization' || !value.includes('eyJ')) continue;
    const found = lower === 'cookie' ? inPairs(value, ';', 'the cookie') : inField(name, value);
    if (found !== undefined) return found;
  }
  const query = target?.indexOf('?') ?? -1;
  const inQuery = query === -1 ? undefined : inPairs(target?.slice(query + 1) ?? '', '&', 'the query parameter');
  return inQuery ?? inPath(target) ?? (body?.includes('eyJ') ? inBody(body) : undefined);
}

function inField(name: string, value: string): TokenElsewhere | undefined {
  // Of these, the page that the request came from is no place where a server looks.
  if (/^(?:referer|set-cookie|location)$/i.test(name) || !FIELD_NAME.test(name)) return undefined;
  const token = TOKEN.exec(value)?.[0];
  return token === undefined ? undefined : { token, place: `the header ${NAME.test(name) ? name : 'beside it'}` };
}

function inPairs(text: string, between: string, kind: string): TokenElsewhere | undefined {
  for (const pair of text.split(between)) {
    const equals = pair.indexOf('=');
    const token = TOKEN.exec(pair.slice(equals + 1))?.[0];
    const name = pair.slice(0, Math.max(equals, 0)).trim();
    if (token !== undefined) return { token, place: NAME.test(name) ? `${kind} ${name}` : kind };
  }
  return undefined;
}

function inPath(target: string | undefined): TokenElsewhere | undefined {
  const token = TOKEN.exec(target?.split('?', 1)[0] ?? '')?.[0];
  return token === undefined ? undefined : { token, place: 'the path' };
}

function inBody(body: string): TokenElsewhere | undefined {
  for (const name of MEMBERS) {
    const value = bodyMember(body, name);
    if (value !== undefined && TOKEN.test(value))
      return { token: value.trim(), place: `the member ${name} of the body` };
  }
  if (!/^\s*[[{]/.test(body)) return inPairs(body, '&', 'the member');
  return inValue(parseJson(body, { maxDepth: MAX_DEPTH }).value, '');
}

const MAX_DEPTH = 32;

/** The first text in a body of JSON that is a token, under whatever name. */
function inValue(value: JsonValue | undefined, path: string): TokenElsewhere | undefined {
  if (typeof value === 'string') {
    const token = LONE.exec(value)?.[1];
    const place = path.split('.').every((name) => NAME.test(name)) ? `the member ${path} of the body` : 'the body';
    return token === undefined ? undefined : { token, place };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = inValue(inner as JsonValue, path === '' ? name : `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
