import { isJsonObject, type JsonObject, type JsonValue } from '../../encoding/json.ts';
import type { HeaderField } from '../field.ts';
import { isPreflight } from '../preflight.ts';
import { linkRedirects, type RequestReading, splitUrl } from './reading.ts';
import { parseTime } from './time-text.ts';

/**
 * Every exchange of an HTTP Archive (HAR 1.2), in its order, with the redirects that led to it. `undefined` where the
 * value is no HAR. A browser leaves Authorization out of an export unless it is told to keep it ("with sensitive data").
 */
export function readHar(value: JsonValue): readonly RequestReading[] | undefined {
  const log = member(value, 'log');
  const entries = log?.['entries'];
  if (!Array.isArray(entries)) return undefined;
  const requests = linkRedirects(entries.flatMap((entry) => readEntry(entry) ?? []));
  const isSanitized = text(member(log, 'creator')?.['name']) === 'WebInspector' && !requests.some(hasSensitiveField);
  return isSanitized
    ? requests.map((request) => (isPreflight(request) ? request : { ...request, unread: [LEFT_OUT] }))
    : requests;
}

/** Chrome leaves these out of an export, unless it is told to keep them: that one is not there proves nothing. */
export const LEFT_OUT =
  'Authorization and Cookie, which Chrome leaves out unless a HAR is exported with sensitive data';

function hasSensitiveField({ fields = [], response }: RequestReading): boolean {
  return [...fields, ...(response?.fields ?? [])].some(([name]) => /^(?:authorization|cookie|set-cookie)$/i.test(name));
}

function readEntry(entry: JsonValue): RequestReading | undefined {
  const request = member(entry, 'request');
  if (request === undefined) return undefined;
  const response = member(entry, 'response');
  const url = text(request['url']);
  const split = url === undefined ? undefined : splitUrl(url);
  const startedAt = parseTime((entry as JsonObject)['startedDateTime']);
  const method = text(request['method']);
  const body = text(member(request, 'postData')?.['text']);
  return {
    form: 'har',
    line: 1,
    ...(method !== undefined && { method }),
    ...(split !== undefined && { url: split.url, target: split.target }),
    fields: fieldsOf(request['headers']),
    ...(body !== undefined && { body }),
    ...(startedAt !== undefined && { sentAt: startedAt }),
    ...(response !== undefined && { response: readResponse(response) }),
  };
}

function readResponse(response: JsonObject): NonNullable<RequestReading['response']> {
  const status = response['status'];
  const body = text(member(response, 'content')?.['text']);
  const fields = fieldsOf(response['headers']);
  const location = text(response['redirectURL']);
  const isNamed = fields.some(([name]) => name.toLowerCase() === 'location');
  return {
    // 0 stands for an exchange that never got an answer.
    ...(typeof status === 'number' && status > 0 && { status }),
    fields: location && !isNamed ? [...fields, ['Location', location]] : fields,
    ...(body !== undefined && { body }),
  };
}

function fieldsOf(headers: JsonValue | undefined): HeaderField[] {
  if (!Array.isArray(headers)) return [];
  return headers.flatMap((header: JsonValue): HeaderField[] => {
    if (!isJsonObject(header)) return [];
    const { name, value } = header;
    // HTTP/2 pseudo-fields (`:path`) are no header lines.
    return typeof name === 'string' && typeof value === 'string' && !name.startsWith(':') ? [[name, value]] : [];
  });
}

function member(value: JsonValue | undefined, name: string): JsonObject | undefined {
  const found = isJsonObject(value) ? value[name] : undefined;
  return isJsonObject(found) ? found : undefined;
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
