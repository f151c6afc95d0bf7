import { parseJson } from '../../encoding/json.ts';
import type { HeaderField } from '../field.ts';
import { readAccessLogLine } from './access-log.ts';
import { readCurl } from './curl.ts';
import { readDump } from './dump.ts';
import { freeText } from './freed-text.ts';
import { readHar } from './har.ts';
import { readPowershell } from './powershell.ts';
import { readPowershellError } from './powershell-error.ts';
import { type RawRequest, readRawRequest, readRawResponse } from './raw-http.ts';
import { lineAt, linkRedirects, type RequestReading, type RequestsReading, readFault } from './reading.ts';
import { expectedRecord, RecordReader } from './record.ts';
import { withoutTextBehind } from './text-behind.ts';

const MAX_DEPTH = 64;
const EXPECTED =
  'a raw HTTP request (POST /v1/calls HTTP/1.1), a curl command line, a HAR file, JSON lines or an access log';

/**
 * Reads requests out of whatever a person has, and recognises which form it is: raw HTTP or a `curl -v` transcript,
 * curl and PowerShell command lines, HAR, JSON or NDJSON, access logs. Pure; what only a file or a shell could fill in
 * is named in `unread`.
 */
export function readRequests(source: string): RequestsReading {
  const { text } = freeText(source);
  if (/^\s*[[{]/.test(text)) return orDump(readJsonText(text), text);
  if (/^\s*(?:[*<>] |\{ \[)/.test(text)) return orDump(readTranscript(text), text);
  const record = readPowershellError(text);
  if (record !== undefined) return { ok: true, requests: [record] };
  if (isPowershell(text)) return orElse(readPowershell(text), text, /\bInvoke-|^\s*(?:irm|iwr)\s/im);
  if (hasCurl(text)) return orElse(readCurl(text), text, /^\s*(?:\S{0,80}[$#>%]\s+)?(?:\S*[\\/])?curl/im);
  const first =
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trimEnd() ?? '';
  if (readAccessLogLine(first, 1) !== undefined) return readLines(text, readAccessLogLine, 'a line of an access log');
  const raw = readRawRequest(text);
  if (raw !== undefined && isRequest(raw, first)) return { ok: true, requests: [httpRequest(raw, text, first)] };
  const dump = readDump(text);
  return dump === undefined ? readFault(1, EXPECTED) : { ok: true, requests: [dump] };
}

/** A lone header line is out of a log; the host of an absolute-form stands in the request line (RFC 9112 §3.2.2). */
function httpRequest(raw: RawRequest, text: string, firstLine: string): RequestReading {
  const isLone = text.trim() === firstLine.trim();
  const fields = raw.fields.map(([name, value]): HeaderField => [name, isLone ? withoutTextBehind(value) : value]);
  const host = /^\S+ +https?:\/\/([^/?#\s]+)/i.exec(firstLine.trim())?.[1];
  const isNamed = host === undefined || fields.some(([name]) => name.toLowerCase() === 'host');
  return { form: 'http', line: 1, ...raw, fields: isNamed ? fields : [['Host', host], ...fields] };
}

const USUAL_FIELDS = ['host', 'authorization', 'accept', 'user-agent', 'content-type', 'connection'];

/** A request line, or header lines of requests alone: any text with a colon in its first line looks like a header line. */
function isRequest({ method, target, fields }: RawRequest, firstLine: string): boolean {
  if (method !== undefined) return /^[A-Z]+$/.test(method) && /^[/*]/.test(target ?? '');
  const name = fields[0]?.[0] ?? '';
  return USUAL_FIELDS.includes(name.toLowerCase()) && firstLine.trimStart().startsWith(name);
}

/** Text that only begins as another form does. */
function orDump(reading: RequestsReading, text: string): RequestsReading {
  const dump = reading.ok ? undefined : readDump(text);
  return dump === undefined ? reading : { ok: true, requests: [dump] };
}

/** A text that only speaks of a command is not faulted for being none. */
function orElse(reading: RequestsReading, text: string, command: RegExp): RequestsReading {
  return reading.ok || command.test(text) ? reading : orDump(reading, text);
}

function isPowershell(text: string): boolean {
  return (
    /\bInvoke-(?:RestMethod|WebRequest)\b|@\{|`\r?\n|^\s*\$\w+\s*=/im.test(text) || /^\s*(?:irm|iwr)\s/im.test(text)
  );
}

function hasCurl(text: string): boolean {
  return /(?:^|[\s;|&(/\\])curl(?:\.exe)?["']?\s/im.test(text);
}

/** One value over many lines, or one value a line. */
function readJsonText(text: string): RequestsReading {
  const whole = parseJson(text, { maxDepth: MAX_DEPTH });
  const value = whole.value;
  if (value === undefined) {
    const firstLine = text.trimStart().split('\n', 1)[0] ?? '';
    const isLines = text.trim().includes('\n') && parseJson(firstLine, { maxDepth: MAX_DEPTH }).value !== undefined;
    if (isLines) return readLines(text, jsonLineReader(), 'one JSON value a line');
    const fault = whole.faults[0];
    return readFault(lineAt(text, fault?.byte ?? 0), fault?.expected ?? 'JSON');
  }
  const har = readHar(value);
  if (har !== undefined) return har.length > 0 ? { ok: true, requests: har } : readFault(1, 'entries in the HAR file');
  const items = Array.isArray(value) ? value : [value];
  const reader = new RecordReader();
  const requests = items.flatMap((item) => reader.read(item, 1) ?? []);
  return requests.length > 0 ? { ok: true, requests: linkRedirects(requests) } : readFault(1, expectedRecord(value));
}

function jsonLineReader(): (text: string, line: number) => RequestReading | undefined {
  const reader = new RecordReader();
  return (text, line) => {
    const { value } = parseJson(text, { maxDepth: MAX_DEPTH });
    return value === undefined ? undefined : reader.read(value, line);
  };
}

function readLines(
  text: string,
  read: (text: string, line: number) => RequestReading | undefined,
  expected: string,
): RequestsReading {
  const requests: RequestReading[] = [];
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const request = read(line.trimEnd(), index + 1);
    if (request === undefined) return readFault(index + 1, expected);
    requests.push(request);
  }
  return { ok: true, requests: linkRedirects(requests) };
}

/** What `curl -v` prints: an exchange begins with each request line. */
function readTranscript(text: string): RequestsReading {
  const starts = [...text.matchAll(/^> [A-Z]+ \S+(?: HTTP\/[\d.]+)?\r?$/gm)].map(({ index }) => index);
  if (starts.length === 0) return readFault(1, 'a request line behind ">": > POST /v1/calls HTTP/1.1');
  let line = 1;
  let counted = 0;
  const requests = starts.flatMap((start, index): RequestReading[] => {
    line += lineAt(text.slice(counted, start), start) - 1;
    counted = start;
    const part = text.slice(start, starts[index + 1]);
    const raw = readRawRequest(part);
    if (raw === undefined) return [];
    const response = part.includes('\n< ') ? readRawResponse(part.slice(part.indexOf('\n< ') + 1)) : undefined;
    const host = raw.fields.find(([name]) => name.toLowerCase() === 'host')?.[1];
    const url = host === undefined || raw.target === undefined ? undefined : `https://${host}${raw.target}`;
    return [{ form: 'http', line, ...raw, ...(url && { url }), ...(response && { response }) }];
  });
  return { ok: true, requests: linkRedirects(requests) };
}
