import type { Input } from '../../../core/diagnosis/input.ts';
import { readInput } from '../../../core/diagnosis/read-input.ts';
import { firstRejected, requestInput } from '../../../core/diagnosis/request-input.ts';
import { findJwt } from '../../../core/request/find-jwt.ts';
import { readRequests } from '../../../core/request/read-requests.ts';
import type { RequestForm, RequestReading } from '../../../core/request/reading.ts';

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
  const field = /^authorization[ \t]*:[ \t]*([^\r\n]*)$/i.exec(trimmed)?.[1];
  if (field !== undefined) return paste('an Authorization header', { authorization: field });
  if (isAuthorizationValue(trimmed)) return paste('the value of an Authorization header', { authorization: trimmed });
  if (isTokenAlone(trimmed)) return paste('a token', { token: trimmed });
  const reading = readRequests(text);
  if (reading.ok) return ofRequests(reading.requests, trimmed);
  const { line, expected } = reading.fault;
  const token = findJwt(trimmed);
  if (token !== undefined) return paste('a text with a token in it', { token });
  return { what: 'a text', input: { token: trimmed }, notes: [`Line ${line}: expected ${expected}.`] };
}

function ofRequests(requests: readonly RequestReading[], text: string): Paste | undefined {
  const request = firstRejected(requests);
  if (!request) return undefined;
  const { form, method, fields, token, unread = [], response } = request;
  if (method === undefined && fields === undefined && token !== undefined) {
    return paste(token === text ? 'a token' : 'a text with a token in it', { token });
  }
  const why = response?.status === undefined ? 'the first one' : `the one answered with ${response.status}`;
  const several = requests.length > 1 ? [`${requests.length} requests; this is ${why}, line ${request.line}.`] : [];
  const notRead = unread.map((part) => `Not read, as the text only refers to it: ${part}`);
  return { what: FORMS[form], input: requestInput(request), notes: [...several, ...notRead] };
}

/** On one line, a scheme and then something with dots: `Bearer eyJ…`. */
function isAuthorizationValue(text: string): boolean {
  if (/[\r\n]/.test(text) || /\bcurl(?:\.exe)?\s/i.test(text)) return false;
  return /^(?:bearer|basic|jwt|token)\b/i.test(text) || /^["']?[A-Za-z-]+\s+eyJ\S*\.\S*\./.test(text);
}

/** Nothing that a request line, a header line or a command would have. */
function isTokenAlone(text: string): boolean {
  return /^["'<]?eyJ/.test(text) || !/[\s:{}]/.test(text);
}

function paste(what: string, input: Input): Paste {
  return { what, input, notes: [] };
}
