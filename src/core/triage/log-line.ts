import { isJsonObject, type JsonObject, type JsonValue } from '../encoding/json.ts';
import { readAccessLogLine } from '../request/captures/access-log.ts';
import { readDump } from '../request/captures/dump.ts';
import { readHar } from '../request/captures/har.ts';
import { readAnything } from '../request/captures/read-anything.ts';
import type { RequestReading } from '../request/captures/reading.ts';
import type { RecordReader } from '../request/captures/record.ts';
import { withoutTextBehind } from '../request/captures/text-behind.ts';
import { parseTime } from '../request/captures/time-text.ts';
import { readReason } from './log-reason.ts';

/** What a line of a log holds; `value` where it is one JSON object. No requests: nothing that can be judged. */
export interface LogLine {
  readonly requests: readonly RequestReading[];
  readonly value?: JsonObject;
  /** Why there are none. */
  readonly skipped?: Skipped;
}

/** Why a line is left out: broken JSON, JSON without a request in it, or a text that is neither. */
export type Skipped = 'json' | 'record' | 'text';

/**
 * Reads one line, whatever form it has: a JSON record, a HAR file in one line, an access log, a token in any wrapping,
 * a command line, a reason that a gateway gives.
 */
export function readLogLine(text: string, line: number, records: RecordReader): LogLine {
  const first = text.charCodeAt(0);
  if (first === 0x7b || first === 0x22 || first === 0x5b) return readJson(text, line, records);
  const trimmed = text.trimEnd();
  const request = readAccessLogLine(trimmed, line) ?? readBare(trimmed, line);
  return request === undefined ? textOr('text', trimmed, line) : { requests: [request] };
}

function readJson(text: string, line: number, records: RecordReader): LogLine {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return textOr('json', text.trimEnd(), line);
  }
  // A record that a logger put into a text.
  if (typeof value === 'string' && /^\s*\{/.test(value)) return readJson(value, line, records);
  const request = records.read(value, line);
  if (request === undefined) {
    const requests = readHar(value) ?? [];
    return requests.length === 0 ? textOr('record', text.trimEnd(), line) : { requests };
  }
  const reason = hasCredentials(request) ? undefined : readReason(text, line);
  if (reason?.response !== undefined) {
    const { status = reason.response.status, ...response } = request.response ?? {};
    const answer = { fields: [], ...response, ...(status !== undefined && { status }), body: text };
    return { requests: [{ ...request, response: answer }] };
  }
  return isJsonObject(value) ? { requests: [request], value } : { requests: [request] };
}

function hasCredentials({ token, authorization, fields, response }: RequestReading): boolean {
  return (token ?? authorization ?? fields) !== undefined || (response?.status ?? 401) < 400;
}

/** A token, or an Authorization header or value. */
function readBare(text: string, line: number): RequestReading | undefined {
  const value = text.replace(/^authorization[ \t]*:[ \t]*/i, '');
  if (/^(?:bearer|basic|token|jwt)\s+(?![-=]+>)/i.test(value))
    return { form: 'json', line, authorization: withoutTextBehind(value) };
  if (/^[\w+/-]*=*\.[\w+/-]*=*\.[\w+/=.-]*$/.test(value)) return { form: 'json', line, token: value };
  // A token that is broken, and nothing else.
  return value.startsWith('eyJ') && !/[\s,;"'`]/.test(value) ? { form: 'json', line, token: value } : undefined;
}

function textOr(skipped: Skipped, text: string, line: number): LogLine {
  const requests = text.includes('eyJ') ? readText(text, line) : undefined;
  if (requests !== undefined) return { requests };
  const reason = readReason(text, line);
  if (reason !== undefined) return { requests: [reason] };
  return /^\S*\.\S*\.\S*$|^ZXlK[\w+/=-]{40,}$/.test(text) && skipped === 'text'
    ? { requests: [{ form: 'json', line, token: text }] }
    : { requests: [], skipped };
}

/** A time with its zone: what a logger writes without one is anybody's. */
const TIME = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)/;
/** A token in a wrapping, or a command: the reader of the doctor knows them. */
const WRAPPED =
  /^\S+$|^[^\w\s]|^eyJ|^\w{1,20}\s?[:=]|\bcurl(?:\.exe)?\s|\bInvoke-|%20|&quot;|^(?:export|set|setx|const|let|var)\s/i;

/** A line in a logger's own words, with a token in it; by whatever the doctor reads it too. */
function readText(text: string, line: number): readonly RequestReading[] | undefined {
  const sentAt = parseTime(TIME.exec(text)?.[0]);
  const own = { line, ...(sentAt !== undefined && { sentAt }) };
  if (WRAPPED.test(text)) {
    const read = readAnything(text);
    if (read.kind === 'requests') return read.requests.map((request) => ({ ...request, ...own }));
    const { kind: _, freed: __, ...found } = read;
    return [{ form: 'json', ...found, ...own }];
  }
  const request = readDump(text);
  return request === undefined ? undefined : [{ ...request, ...own }];
}
