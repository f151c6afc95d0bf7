import { isJsonObject, type JsonObject, type JsonValue } from '../encoding/json.ts';
import { readAccessLogLine } from '../request/captures/access-log.ts';
import { readHar } from '../request/captures/har.ts';
import type { RequestReading } from '../request/captures/reading.ts';
import type { RecordReader } from '../request/captures/record.ts';

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
  const request = readAccessLogLine(trimmed, line) ?? readBare(trimmed, line);
  return request === undefined ? { requests: [], skipped: 'text' } : { requests: [request] };
}

function readJson(text: string, line: number, records: RecordReader): LogLine {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return { requests: [], skipped: 'json' };
  }
  const request = records.read(value, line);
  if (request === undefined) {
    const requests = readHar(value) ?? [];
    return requests.length === 0 ? { requests, skipped: 'record' } : { requests };
  }
  return isJsonObject(value) ? { requests: [request], value } : { requests: [request] };
}

/** A token, or an Authorization header or value. */
function readBare(text: string, line: number): RequestReading | undefined {
  const value = text.replace(/^authorization[ \t]*:[ \t]*/i, '');
  if (/^(?:bearer|basic|token|jwt)\s/i.test(value)) return { form: 'json', line, authorization: value };
  return /^\S*\.\S*\.\S*$/.test(value) || value.startsWith('eyJ') ? { form: 'json', line, token: value } : undefined;
}
