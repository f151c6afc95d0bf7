import { clientIn } from '../client.ts';
import type { HeaderField } from '../field.ts';
import { findJwt } from '../find-jwt.ts';
import { tokenElsewhere } from '../token-elsewhere.ts';
import { isMasked } from './masked.ts';
import { type RequestReading, splitUrl } from './reading.ts';
import { refusedHeader } from './refused-header.ts';
import { sentHeaders } from './sent-headers.ts';
import { withoutTextBehind } from './text-behind.ts';

/** A line break as a wire log writes it: `send: b'POST / HTTP/1.1\r\nHost: …'`. */
const WRITTEN_BREAK = /\\r\\n/g;
const METHODS = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';
const REQUEST_LINE = new RegExp(`(?:^|[\\s"'>(\`])(${METHODS}) ((?:https?:/)?/[^\\s"'\`)]*)`, 'm');
const METHOD = new RegExp(`\\b(?:request )?method\\\\?["']?\\s*[:=]\\s*\\\\?["']?(${METHODS})\\b`, 'i');
const URL_IN_TEXT = /https?:\/\/[^\s"'`<>\\)\],}]+/;
/** Up to the value: `Authorization: `, `"authorization":"`, `'Authorization' => '`, `Authorization=`. */
const AUTHORIZATION =
  /(\\?["'])?(?<![\w-])authorization(\\?["'])?\]?[ \t]*(:|=>|=|,)[ \t]*(?:\[[ \t]*)?(?:[bfru$]{0,2}(?=["'`]))?(\\?["'`])?/i;
/** What tells a value from prose: a scheme or a token, or what stands there where none was filled in. */
const CREDENTIALS =
  /^(?:bearer|basic|token|jwt|digest|negotiate|ntlm|key|apikey|aws4\S*)\b|eyJ|^(?:undefined|null|none|[$%{<].*)?$/i;
const STATUSES = [
  /HTTP\/[\d.]+ (\d{3})\b/,
  /<-- (\d{3})\b/,
  /\bstatus(?:[ _]?code)?\\?["']?\s*[:=]?\s*\\?["']?(\d{3})\b/i,
  /\b(401|403) (?:Unauthorized|Forbidden|Client Error)/i,
];
const DATE = /\bdate\\?["']?\s*[:=]\s*\\?["']?(\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT)/i;
const FAILURE =
  /curl: \(\d+\)|curl error \d+|\bE(?:CONNREFUSED|CONNRESET|NOTFOUND|TIMEDOUT|PROTO|AI_AGAIN|HOSTUNREACH)\b|CERTIFICATE_VERIFY_FAILED|UNABLE_TO_(?:VERIFY|GET)\w+|SELF_SIGNED_CERT|CERT_HAS_EXPIRED|SSLError|UnknownHostException/i;
/** More than any error that a person pastes. */
const LIMIT = 1_048_576;

/**
 * Reads what programs print of an exchange: the error of a client library, a wire log, a line of a log, a message with
 * a token in it. What the text does not tell is left open. `undefined` where it shows no credentials, no headers that
 * were sent, no refusal that a client printed, and no error of a connection.
 */
export function readDump(source: string): RequestReading | undefined {
  const text = source.slice(0, LIMIT).replace(WRITTEN_BREAK, '\n');
  const said = refusedHeader(source.slice(0, LIMIT)) ?? authorizationIn(text);
  const authorization = typeof said === 'object' ? undefined : said;
  const open = typeof said === 'object' ? said.open : undefined;
  const found = authorization === undefined ? findJwt(text) : undefined;
  // Any three words with dots between them have the form of a token.
  const token = found?.startsWith('eyJ') ? found : undefined;
  const sent = said === undefined && token === undefined ? sentHeaders(text) : undefined;
  const status = STATUSES.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  const failure = status === undefined && FAILURE.test(text) ? text.trim() : undefined;
  // Of a request whose credentials are shown, nobody asks who sent it.
  const isTold = token !== undefined || (authorization !== undefined && !/\s$/.test(authorization));
  const client = isTold ? undefined : clientIn(text);
  const isExchange = status !== undefined && client !== undefined && (URL_IN_TEXT.test(text) || METHOD.test(text));
  if ((said ?? token ?? failure ?? sent) === undefined && !isExchange) return undefined;
  const { host, ...address } = addressIn(text);
  const method = pseudoField(text, 'method') ?? REQUEST_LINE.exec(text)?.[1] ?? METHOD.exec(text)?.[1]?.toUpperCase();
  const date = DATE.exec(text)?.[1];
  const fields: HeaderField[] = host === undefined ? [] : [['Host', host]];
  const isHostSent = sent?.some(([name]) => name.toLowerCase() === 'host') ?? false;
  return {
    form: 'http',
    line: 1,
    ...(method !== undefined && { method }),
    ...address,
    ...(authorization !== undefined && { fields: [...fields, ['Authorization', authorization]] }),
    ...(sent !== undefined && { fields: isHostSent ? sent : [...fields, ...sent] }),
    ...(client !== undefined && { client: client.id }),
    ...(token !== undefined && { token, ...placeOf(token, address.target) }),
    ...(open !== undefined && token === undefined && { unread: [open] }),
    ...(failure !== undefined && { failure }),
    ...(status !== undefined && {
      response: { status: Number(status), fields: date === undefined ? [] : [['Date', date]], body: text },
    }),
  };
}

/** A value that a program puts together, with what the text does not hold: a variable, as it is written. */
interface OpenValue {
  readonly open: string;
}

/** `'Bearer ' + 'eyJ…'` is one value; of `'Bearer ' + token` the text has but a part. */
function joined(value: string, behind: string): string | OpenValue {
  const [, literal, , name, call] =
    /^\s*(?:(?:\+|&|\.)\s*(?:(["'`])([^"'`\n]{0,16000})\1|((?!format\b)[A-Za-z_$][\w$.]{0,60}))|(?:\.\s*format\s*\(|%)\s*\(?([A-Za-z_][\w.]{0,60}))/.exec(
      behind,
    ) ?? [];
  if (literal !== undefined)
    return `${value} ${behind.slice(behind.indexOf(literal) + 1).split(literal, 1)[0]}`.replace('  ', ' ');
  const open = name ?? call;
  return open === undefined ? value : { open };
}

/** The value up to the quotation mark that closes it; without one, up to the end of its line or list. */
function authorizationIn(text: string): string | OpenValue | undefined {
  const found = AUTHORIZATION.exec(text);
  if (found === null) return undefined;
  const rest = text.slice(found.index + found[0].length);
  const [, before, afterName, between, own] = found;
  // `--header="Authorization: …"`: the mark before the name closes the value.
  const quote = own ?? (afterName === undefined ? before : undefined);
  const end = quote === undefined ? rest.search(/[\r\n,}\]]/) : rest.indexOf(quote);
  const value = (end === -1 ? rest : rest.slice(0, end)).trim();
  // `"missing authorization", "code"` and `No authorization: log in` are prose.
  const isMember = afterName !== undefined && between !== ',';
  const isLine = /(?:^|\n)[ \t>]*$/.test(text.slice(Math.max(0, found.index - 40), found.index));
  if (!isMember && !isLine && !CREDENTIALS.test(value) && !isMasked(value)) return undefined;
  if (quote === undefined) return withoutTextBehind(value, true);
  const isFilled = (/[f$]["']$/i.test(found[0]) && /\{\w/.test(value)) || (quote === '`' && value.includes('${'));
  if (isFilled || value.includes('#{'))
    return { open: (/[$#]?\{[^}]{0,80}\}?/.exec(value)?.[0] ?? value).slice(0, 80) };
  return end === -1 ? value : joined(value, rest.slice(end + quote.length));
}

function addressIn(text: string): Pick<RequestReading, 'url' | 'target'> & { readonly host?: string } {
  const authority = pseudoField(text, 'authority');
  const path = pseudoField(text, 'path') ?? REQUEST_LINE.exec(text)?.[2];
  const url = path?.startsWith('http') ? path : URL_IN_TEXT.exec(text)?.[0];
  const split = url === undefined ? undefined : splitUrl(url);
  const host = authority ?? /^[ \t>]*host: *(\S+)/im.exec(text)?.[1] ?? split?.host;
  const target = path?.startsWith('/') ? path : split?.target;
  return {
    ...(host !== undefined && { host }),
    ...(target !== undefined && { target }),
    ...(split !== undefined && split.target === target && { url: split.url }),
  };
}

function placeOf(token: string, target: string | undefined): Pick<RequestReading, 'tokenIn'> {
  const found = target?.includes(token) ? tokenElsewhere([], target, undefined) : undefined;
  return found === undefined ? {} : { tokenIn: found.place };
}

/** RFC 9113 §8.3.1, as tools for HTTP/2 print it: `:path: /v1/calls`. */
function pseudoField(text: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s):${name}: *(\\S+)`, 'm').exec(text)?.[1];
}
