import type { Input } from '../../../core/evidence/input.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import { readInput } from '../../../core/observe/read-input.ts';
import { firstRejected, requestInput } from '../../../core/observe/request-input.ts';
import { readRequests } from '../../../core/request/captures/read-requests.ts';
import type { ReadFault, RequestForm, RequestReading } from '../../../core/request/captures/reading.ts';
import { findJwt } from '../../../core/request/find-jwt.ts';

/** What a text that was pasted turned out to be, and the evidence in it. */
export interface Paste {
  /** In a person's words: `a token`, `a curl command line`. */
  readonly what: string;
  readonly input: Input;
  /** What else is to be said about how it was read. */
  readonly notes: readonly string[];
}

const FORMS: { readonly [form in RequestForm]: string } = {
  http: 'a raw HTTP request',
  curl: 'a curl command line',
  powershell: 'a PowerShell command line',
  har: 'a HAR file',
  json: 'a request as JSON',
  'access-log': 'lines of an access log',
};

/** Reads whatever a person has. `undefined` for a text of blanks alone. */
export function readPaste(text: string): Paste | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (/^-----BEGIN [A-Z0-9 ]+-----/.test(trimmed)) return paste('a key', { key: text });
  const evidence = readInput(trimmed);
  if (evidence?.ok) return paste('evidence as JSON', evidence.input);
  if (evidence) {
    const token = findJwt(trimmed) ?? trimmed;
    return { what: 'evidence as JSON that has a fault', input: { token }, notes: [noteOf(evidence.fault)] };
  }
  const isOneWord = !/[\s.:{}]/.test(trimmed);
  if (isOneWord && holdsKey(text)) return paste('a key', { key: text });
  const field = /^authorization[ \t]*:[ \t]*([^\r\n]*)$/i.exec(trimmed)?.[1];
  if (field !== undefined) return paste('an Authorization header', { authorization: field });
  if (isAuthorizationValue(trimmed)) return paste('the value of an Authorization header', { authorization: trimmed });
  if (isTokenAlone(trimmed)) return paste('a token', { token: trimmed });
  const reading = readRequests(text);
  if (reading.ok) return ofRequests(reading.requests, trimmed);
  const token = findJwt(trimmed);
  if (token !== undefined) return paste('text with a token in it', { token });
  if (holdsKey(text)) return paste('a key', { key: text });
  return { what: 'text', input: { token: trimmed }, notes: [noteOf(reading.fault)] };
}

const noteOf = ({ line, expected }: ReadFault) => `Line ${line}: expected ${expected}.`;

/** A key in whatever form and however damaged, as long as it is certain that it is one. */
function holdsKey(text: string): boolean {
  const { format, key } = parseKey(text);
  return format !== undefined || key !== undefined;
}

function ofRequests(requests: readonly RequestReading[], text: string): Paste | undefined {
  const request = firstRejected(requests);
  if (!request) return undefined;
  const { form, method, fields, token, unread = [], response } = request;
  if (method === undefined && fields === undefined && token !== undefined) {
    return paste(token === text ? 'a token' : 'text with a token in it', { token });
  }
  const why = response?.status === undefined ? 'the first one' : `the one answered with ${response.status}`;
  const several = requests.length > 1 ? [`${requests.length} requests; this is ${why}, line ${request.line}.`] : [];
  const notRead = unread.map((part) => `Not read, because the text only refers to it: ${part}`);
  return { what: FORMS[form], input: requestInput(request), notes: [...several, ...notRead] };
}

/** On one line, a scheme and then something with dots: `Bearer eyJ…`. */
function isAuthorizationValue(text: string): boolean {
  if (/[\r\n]/.test(text) || /\bcurl(?:\.exe)?\s/i.test(text)) return false;
  // `token: eyJ…` and `jwt=eyJ…` are a name and its value, as settings and logs have them.
  return /^(?:(?:bearer|basic)\b|(?:jwt|token)(?:\s|$))/i.test(text) || /^["']?[A-Za-z-]+\s+eyJ\S*\.\S*\./.test(text);
}

/** Nothing that a request line, a header line or a command would have. */
function isTokenAlone(text: string): boolean {
  return /^["'<]?eyJ/.test(text) || !/[\s:{}]|=eyJ/.test(text);
}

function paste(what: string, input: Input): Paste {
  return { what, input, notes: [] };
}
