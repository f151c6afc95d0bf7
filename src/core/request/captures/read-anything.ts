import { endOfWholeJwt, findJwt } from '../find-jwt.ts';
import { freeText, tokenInQuotes } from './freed-text.ts';
import { readRequests } from './read-requests.ts';
import type { RequestReading } from './reading.ts';
import { refusedHeader } from './refused-header.ts';
import { withoutTextBehind } from './text-behind.ts';

/** What a person handed over where a token is asked for. */
export type AnythingReading = { readonly freed: readonly string[] } & (
  | { readonly kind: 'requests'; readonly requests: readonly RequestReading[] }
  | { readonly kind: 'authorization'; readonly authorization: string }
  | { readonly kind: 'token'; readonly token: string }
);

/** What may stand before the token of a lone value: the name of the header, a scheme, quotation marks. */
const VALUE_BEFORE = /^["'\s]*(?:authorization["']?[ \t]*[:=])?["'\s]*(?:[\w-]+(?:[\s:=,"']|%20)*){0,2}$/i;
const WORDS_BEFORE = /^(?:authorization\b|bearer\b|basic\b|token\b|jwt\b|["'\s])/i;
/** A variable or a member, and nothing else: `export TOKEN="…"`, `const jwt = '…';`, `$env:TOKEN = "…"`, `token: …`. */
const ASSIGNMENT =
  /^(?:(?:export|set|setx|const|let|var|final|String)\s+)?(?:\$env:|\$)?["']?(?!authorization|bearer|basic)[A-Za-z_][\w.-]{0,60}["']?\s*(?::=|=>|=|:)\s*(["'`]?)(eyJ[\w-]+\.[\w-]+\.[\w-]*)\1[,;]?$/i;

/** A whole token, alone but for blanks and a mark that ends a clause: no program sends these. Line ends are another matter. */
const BARE_TOKEN =
  /^[ \t]*(eyJ[\w-]+\.eyJ[\w-]+\.(?:[\w-]{43}|[\w-]{64}|[\w-]{86}|[\w-]{128}|[\w-]{342}|[\w-]{512}|[\w-]{683}))([ \t]*|[.,;:!?)\]}]+(?:[ \t]+[^\n]{0,200})?)\r?\n?$/;

/**
 * Reads a text of which nobody said what it is: a token in any wrapping, an Authorization header, a request in any form
 * that `readRequests` knows, a line of a log. What is none of these is taken for a token, as it stands.
 */
export function readAnything(source: string): AnythingReading {
  const { text, freed } = freeText(source);
  const quoted = tokenInQuotes(text);
  if (quoted !== undefined) return { kind: 'token', token: quoted, freed: [...freed, 'the quotation marks around it'] };
  const assigned = ASSIGNMENT.exec(text.trim())?.[2];
  if (assigned !== undefined) return { kind: 'token', token: assigned, freed: [...freed, 'the name before it'] };
  const isLone = isLoneValue(text) && !/^\s*[[{]/.test(text) && refusedHeader(text) === undefined;
  if (!isLone) {
    const reading = readRequests(text);
    if (reading.ok && reading.requests.some(isTelling)) return { kind: 'requests', requests: reading.requests, freed };
  }
  const value = withoutName(text);
  const cut = withoutTextBehind(value);
  const all = cut === value ? freed : [...freed, 'the text behind the token'];
  if (value !== text || (isLone && isAuthorization(cut)))
    return { kind: 'authorization', authorization: cut, freed: all };
  const bare = BARE_TOKEN.exec(text);
  if (bare?.[1] !== undefined) {
    const behind = bare[2]?.trim() === '' ? 'the spaces around it' : 'the text behind the token';
    // Whatever prints a token ends its line.
    const isWhole = bare[0].replace(/\r?\n$/, '') === bare[1];
    return { kind: 'token', token: bare[1], freed: isWhole ? freed : [...freed, behind] };
  }
  const inside = isLone ? undefined : findJwt(text);
  return inside?.startsWith('eyJ') && inside !== cut
    ? { kind: 'token', token: inside, freed: [...freed, 'the text around the token'] }
    : { kind: 'token', token: cut, freed: all };
}

export function withoutName(value: string): string {
  return value.replace(/^\s*authorization[ \t]*:[ \t]*/i, '');
}

/** A scheme, alone or with what follows it; a token that blanks broke up has none. */
function isAuthorization(value: string): boolean {
  if (/^\s*(?:bearer|basic)(?:[\s:=]|%20|$)/i.test(value)) return true;
  return /^["'\w-]+[:=]?["']?\s+\S*\.\S*\./.test(value) && !/^["']?eyJ/.test(value);
}

/** A token or a header value alone, whatever is wrong with it: that is to be judged as it stands. */
function isLoneValue(text: string): boolean {
  const token = text.indexOf('eyJ');
  if (/\bcurl(?:\.exe)?\s|\bInvoke-|^\s*[A-Z]{3,8} \S/.test(text) && !/^\s*(?:BEARER|BASIC|JWT|TOKEN)\b/.test(text))
    return false;
  if (token === -1) return /^\s*(?:authorization\s*[:=]\s*)?\S*(?:[ \t]+\S+)?\s*$/i.test(text.slice(0, 4096));
  const before = text.slice(0, token);
  const end = endOfWholeJwt(text);
  // Another line behind a whole token is no part of it; nor is this a value where its name is in quotation marks.
  if (end !== undefined && /^\s*\n\s*\S/.test(text.slice(end)) && !text.slice(end).includes('eyJ')) return false;
  if (/^\s*["']authorization["']\s*[:=]/i.test(before)) return false;
  return before.trim() === '' || (before.length < 80 && VALUE_BEFORE.test(before) && WORDS_BEFORE.test(before));
}

function isTelling({ form, fields, token, authorization, method, client, response, unread }: RequestReading): boolean {
  const isNamed = method !== undefined || form === 'curl' || form === 'powershell';
  if (token !== undefined || authorization !== undefined || unread !== undefined) return true;
  if (fields === undefined)
    return (client !== undefined || form === 'access-log' || form === 'powershell') && response !== undefined;
  return isNamed || fields.length > 0;
}
