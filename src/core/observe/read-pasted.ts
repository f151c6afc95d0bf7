import type { Input } from '../evidence/input.ts';
import { heldKey } from '../keys/held-key.ts';
import { parseKey } from '../keys/parse-key.ts';
import { freeKey, freeText } from '../request/captures/freed-text.ts';
import { type RawResponse, readRawResponse } from '../request/captures/raw-http.ts';
import { readAnything } from '../request/captures/read-anything.ts';
import type { ReadFault, RequestForm, RequestReading } from '../request/captures/reading.ts';
import { readSaid } from '../said/read-said.ts';
import { readInput } from './read-input.ts';

/** What a text turned out to be, whatever it was put into: an argument, a file, a pipe, a box of a page. */
export type Pasted = {
  /** What was taken off before it was read; each reads on after "without". */
  readonly freed: readonly string[];
  /** The report of the server whose refusal this is. */
  readonly report?: ReportPlace;
} & (
  | { readonly kind: 'evidence'; readonly input: Input }
  | { readonly kind: 'evidence-with-fault'; readonly text: string; readonly fault: ReadFault }
  | { readonly kind: 'requests'; readonly requests: readonly RequestReading[] }
  | { readonly kind: 'authorization'; readonly authorization: string }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'answer'; readonly response: RawResponse }
  | { readonly kind: 'said'; readonly said: string }
);

/** Where the report of a rejection is: its id, and the address as the rejection gave it. */
export interface ReportPlace {
  readonly id: string;
  readonly url?: string;
}

/** Reads whatever a person has. Pure and linear; what is none of all this is taken for a token, as it stands. */
export function readPasted(source: string): Pasted {
  const { text, freed } = freeText(source);
  const place = reportIn(text);
  const report = place === undefined ? {} : { report: place };
  const evidence = readInput(text);
  if (evidence?.ok) return { kind: 'evidence', input: evidence.input, freed };
  if (evidence !== undefined) return { kind: 'evidence-with-fault', text, fault: evidence.fault, freed };
  if (isKey(text)) {
    const { text: key, freed } = freeKey(source);
    return { kind: 'key', key: heldKey(key)?.text ?? key, freed };
  }
  const read = readAnything(source);
  if (read.kind === 'requests') return { ...read, ...report };
  const response = /^\s*HTTP\//.test(text) ? readRawResponse(text.trimStart()) : undefined;
  if (response !== undefined) return { kind: 'answer', response, freed, ...report };
  if (place === undefined && !isSaid(text) && !(read.kind === 'token' && isShortlySaid(text))) return read;
  const status = statusIn(text);
  if (status !== undefined) return { kind: 'answer', response: { status, fields: [], body: text }, freed, ...report };
  return { kind: 'said', said: text, freed, ...report };
}

/** The id of a report: a UUID, or half as many digits, as a gate of one's own may give it. */
const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16}';
const REPORT_URL = new RegExp(
  `(?:https?://[^\\s"'\\\\<>/]{1,255})?(?:/[\\w-]{1,40}){0,4}/(?:reports|requests)/(${ID})(?![\\w-])`,
);
/** The members of a rejection (RFC 9457), where reports are not kept at an address. */
const INSTANCE = new RegExp(`"cause"\\s*:|"instance"\\s*:\\s*"(${ID})"`, 'g');
const WORD = new RegExp(`(?<![\\w-])(?:${ID})(?![\\w-])`);

/** The report that a rejection of this server names, wherever in a text that stands. */
export function reportIn(text: string): ReportPlace | undefined {
  const start = startOf(text);
  const [url, id] = REPORT_URL.exec(start) ?? [];
  if (id !== undefined && url !== undefined) return url.startsWith('http') ? { id, url } : { id };
  const members = [...start.matchAll(INSTANCE)];
  const instance = members.find(([, found]) => found !== undefined)?.[1];
  return instance !== undefined && members.some(([, found]) => found === undefined) ? { id: instance } : undefined;
}

/** The id of a report in whatever somebody has of it: a rejection, an address, words around it, the id alone. */
export function reportIdIn(text: string): string | undefined {
  return reportIn(text)?.id ?? WORD.exec(startOf(text))?.[0];
}

const startOf = (text: string) => text.slice(0, 262_144).replaceAll('\\/', '/').replaceAll('\\"', '"');

/** PEM, or one word or a JSON object that is certain to be a key. A text with a token in it is not asked. */
function isKey(text: string): boolean {
  const trimmed = text.trim();
  if (/eyJ[\w-]{6,}\.[\w-]+\./.test(trimmed)) return false;
  if (/[-\u2010-\u2015]{2,5} ?BEGIN [A-Z0-9 ]*(?:KEY|CERTIFICATE)/.test(trimmed)) return true;
  if (!trimmed.startsWith('{') && trimmed.length < 65_536 && heldKey(trimmed) !== undefined) return true;
  const isObject = trimmed.startsWith('{') && /"(?:kty|keys|private_key)"\s*:/.test(trimmed);
  const isCandidate = isObject || /^[\w+/=-]{100,}$/.test(trimmed);
  if (!isCandidate) return false;
  const { format, key } = parseKey(trimmed);
  return format !== undefined || key !== undefined;
}

/** Whether a text in the place of a token is none, but what somebody said: it holds no token, and words. */
function isSaid(text: string): boolean {
  if (/eyJ[\w-]{6}/.test(text)) return false;
  // A line of a log of requests.
  if (/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/\S* [45]\d\d\b/.test(text)) return true;
  if (readSaid(text).some(({ product }) => product.isCommonWords !== true)) return true;
  // Three words of letters.
  return /(?:^|\s)[a-z']{2,}\s+[a-z']{2,}\s+[a-z']{2,}/i.test(text.slice(0, 4096));
}

/** Members of what APIs answer, beside a token that is not there. */
const ANSWERED =
  /"(?:error|errors|error_description|message|msg|detail|details|reason|statusCode|status|description|level|log_id)"\s*:/i;
/** The longest word of a language or of a program; anything longer may be a credential. */
const LONGEST_WORD = 40;

/** What a client prints of a refusal: a status, its reason phrase, a code of OAuth 2.0 (RFC 6749 §5.2, RFC 6750 §3.1). */
const REFUSAL =
  /^(?:(?:HTTP(?:\/[\d.]+)?\s+|status(?: code)?:?\s+|error:?\s+)?4\d\d(?:[\s:,-]+[a-z]+(?:\s[a-z]+){0,3})?|unauthori[sz]ed|unauthenticated|forbidden|bad request|access[ _-]?denied|permission[ _-]?denied|not[ _-]?authori[sz]ed|invalid_(?:token|client|grant|request|scope)|insufficient_scope|unauthorized_client)[.!]?$/i;
const REASONS: readonly (readonly [RegExp, number])[] = [
  [/^(?:unauthori[sz]ed|unauthenticated|not[ _-]?authori[sz]ed)[.!]?$/i, 401],
  [/^(?:forbidden|access[ _-]?denied|permission[ _-]?denied)[.!]?$/i, 403],
];

/** The status that a short refusal states or stands for. */
function statusIn(text: string): number | undefined {
  const trimmed = text.trim();
  if (!REFUSAL.test(trimmed)) return undefined;
  const [, stated] = /(4\d\d)/.exec(trimmed) ?? [];
  return stated === undefined ? REASONS.find(([words]) => words.test(trimmed))?.[1] : Number(stated);
}

/** Less than a sentence, in the place of a token: an error as JSON, the name of an exception, two words, one that is known. */
function isShortlySaid(text: string): boolean {
  const trimmed = text.slice(0, 4096).trim();
  if (/eyJ[\w-]{6}/.test(trimmed)) return false;
  if (REFUSAL.test(trimmed)) return true;
  if (/^[{[]/.test(trimmed)) return ANSWERED.test(trimmed);
  const words = trimmed.split(/\s+/);
  if (words.some((word) => word.length > LONGEST_WORD)) return false;
  const isNamed = /\b[A-Z]\w*(?:Error|Exception|Warning|Failure)\b/.test(trimmed);
  const isCode = /^[A-Z]{2,}[-_]?\d{3,}$/.test(trimmed);
  if (words.length === 1)
    return isNamed || isCode || (/^[A-Za-z_]{3,}\d*[.!]?$/.test(trimmed) && readSaid(trimmed).length > 0);
  return isNamed || /(?:^|\s)[a-z']{2,}[,:;.]?\s+[a-z']{2,}/i.test(trimmed);
}

const FORMS: { readonly [form in RequestForm]: string } = {
  http: 'a raw HTTP request',
  curl: 'a curl command line',
  powershell: 'a PowerShell command line',
  har: 'a HAR file',
  json: 'a request as JSON',
  'access-log': 'lines of an access log',
};

/** What a text was read as, in a person's words. @param request the one of them that is judged */
export function wordsFor(pasted: Pasted, request?: RequestReading): string {
  switch (pasted.kind) {
    case 'requests': {
      const { form = 'http', method, fields, token, client } = request ?? pasted.requests[0] ?? {};
      if (method === undefined && fields === undefined && token !== undefined) return 'text with a token in it';
      return client === undefined ? FORMS[form] : 'what a program printed of a request';
    }
    case 'evidence':
      return 'evidence as JSON';
    case 'evidence-with-fault':
      return 'evidence as JSON that has a fault';
    case 'authorization':
      return 'the value of an Authorization header';
    case 'token':
      return 'a token';
    case 'key':
      return 'a key';
    case 'answer':
      return 'an answer';
    case 'said':
      return pasted.report === undefined ? 'what was said' : 'a refusal of this server';
  }
}
