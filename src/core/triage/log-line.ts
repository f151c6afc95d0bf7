import { isJsonObject, type JsonObject, type JsonValue } from '../encoding/json.ts';
import { readAccessLogLine } from '../request/captures/access-log.ts';
import { readDump } from '../request/captures/dump.ts';
import { readHar } from '../request/captures/har.ts';
import type { RequestReading } from '../request/captures/reading.ts';
import type { RecordReader } from '../request/captures/record.ts';
import { withoutTextBehind } from '../request/captures/text-behind.ts';
import { parseTime } from '../request/captures/time-text.ts';

/** What a line of a log holds; `value` where it is one JSON object. No requests: nothing that can be judged. */
export interface LogLine {
  readonly requests: readonly RequestReading[];
  readonly value?: JsonObject;
  /** Why there are none. */
  readonly skipped?: Skipped;
}

/** Why a line is left out: broken JSON, JSON without a request in it, or a text that is neither. */
export type Skipped = 'json' | 'record' | 'text';

/** Reads one line, whatever form it has: a JSON record, a HAR file in one line, an access log, a token. */
export function readLogLine(text: string, line: number, records: RecordReader): LogLine {
  const first = text.charCodeAt(0);
  if (first === 0x7b || first === 0x22 || first === 0x5b) return readJson(text, line, records);
  const trimmed = text.trimEnd();
  const request = readAccessLogLine(trimmed, line) ?? readBare(trimmed, line) ?? readText(trimmed, line);
  return request === undefined ? { requests: [], skipped: 'text' } : { requests: [request] };
}

function readJson(text: string, line: number, records: RecordReader): LogLine {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return textOr('json', text, line);
  }
  const request = records.read(value, line);
  if (request === undefined) {
    const requests = readHar(value) ?? [];
    return requests.length === 0 ? textOr('record', text, line) : { requests };
  }
  return isJsonObject(value) ? { requests: [request], value } : { requests: [request] };
}

/** A token, or an Authorization header or value. */
function readBare(text: string, line: number): RequestReading | undefined {
  const value = text.replace(/^authorization[ \t]*:[ \t]*/i, '');
  if (/^(?:bearer|basic|token|jwt)\s/i.test(value))
    return { form: 'json', line, authorization: withoutTextBehind(value) };
  return /^\S*\.\S*\.\S*$/.test(value) || value.startsWith('eyJ') ? { form: 'json', line, token: value } : undefined;
}

function textOr(skipped: Skipped, text: string, line: number): LogLine {
  const request = readText(text.trimEnd(), line);
  return request === undefined ? { requests: [], skipped } : { requests: [request] };
}

/** A time with its zone: what a logger writes without one is anybody's. */
const TIME = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)/;

/** A line in a logger's own words, with a token in it; by whatever the doctor reads it too. */
function readText(text: string, line: number): RequestReading | undefined {
  if (!text.includes('eyJ')) return undefined;
  const request = readDump(text);
  if (request === undefined) return undefined;
  const sentAt = parseTime(TIME.exec(text)?.[0]);
  return { ...request, line, ...(sentAt !== undefined && { sentAt }) };
}
