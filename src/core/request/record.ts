import { describeJson, isJsonObject, type JsonObject, type JsonValue } from '../encoding/json.ts';
import type { HeaderField } from './field.ts';
import { type RequestReading, splitUrl } from './reading.ts';
import { parseTime } from './time-text.ts';

/** Names under which programs log the same thing; the first one that is there counts. Compared in lower case. */
const NAMES = {
  token: ['token', 'jwt', 'access_token', 'accesstoken', 'id_token', 'bearer'],
  authorization: ['authorization', 'http_authorization', 'auth_header'],
  method: ['method', 'request_method', 'http_method', 'verb'],
  target: ['target', 'url', 'uri', 'request_uri', 'path', 'originalurl', 'request_path'],
  headers: ['headers', 'fields', 'header', 'request_headers', 'requestheaders'],
  body: ['body', 'request_body'],
  status: ['status', 'statuscode', 'status_code', 'response_status', 'code'],
  time: [
    'time',
    'timestamp',
    'ts',
    '@timestamp',
    'date',
    'datetime',
    'at',
    'time_local',
    'time_iso8601',
    'starteddatetime',
  ],
  request: ['request', 'req', 'http_request', 'httprequest'],
  response: ['response', 'res', 'resp', 'http_response'],
} as const;

/**
 * One exchange as a program logs it in JSON: a token, an Authorization value, header lines, a request with its answer,
 * flat or under `request` and `response`. A text alone is a token. `undefined` where none of that is in it.
 */
export function readRecord(value: JsonValue, line: number): RequestReading | undefined {
  if (typeof value === 'string') return { form: 'json', line, ...credentialsOf(value) };
  if (!isJsonObject(value)) return undefined;
  const names = lowerNames(value);
  const request = objectAt(value, names, 'request');
  const inside = request ?? value;
  const own = request === undefined ? names : lowerNames(inside);
  const fields = fieldsOf(read(inside, own, 'headers'));
  const method = textAt(inside, own, 'method');
  const address = textAt(inside, own, 'target');
  const split = address === undefined || address.startsWith('/') ? undefined : splitUrl(address);
  const target = split?.target ?? (address?.startsWith('/') ? address : undefined);
  const body = textAt(inside, own, 'body');
  const token = textAt(value, names, 'token') ?? textAt(inside, own, 'token');
  const authorization = textAt(value, names, 'authorization') ?? textAt(inside, own, 'authorization');
  const sentAt = parseTime(read(value, names, 'time'));
  const response = readResponse(value, names);
  if (token === undefined && authorization === undefined && fields === undefined && method === undefined)
    return undefined;
  return {
    form: 'json',
    line,
    ...(method !== undefined && { method: method.toUpperCase() }),
    ...(split !== undefined && { url: split.url }),
    ...(target !== undefined && { target }),
    ...(fields !== undefined && { fields }),
    ...(body !== undefined && { body }),
    ...(token !== undefined && { token }),
    ...(authorization !== undefined && fields === undefined && { authorization }),
    ...(sentAt !== undefined && { sentAt }),
    ...(response !== undefined && { response }),
  };
}

/** `Bearer eyJ…` or the token alone. */
function credentialsOf(text: string): Pick<RequestReading, 'token' | 'authorization'> {
  return /^\S+\s+\S/.test(text) ? { authorization: text } : { token: text };
}

function readResponse(value: JsonObject, names: Names): RequestReading['response'] {
  const inside = objectAt(value, names, 'response') ?? value;
  const own = lowerNames(inside);
  const status = Number(read(inside, own, 'status'));
  if (!(status >= 100 && status <= 599)) return undefined;
  const isOwn = inside !== value;
  const body = isOwn ? read(inside, own, 'body') : undefined;
  return {
    status,
    fields: (isOwn ? fieldsOf(read(inside, own, 'headers')) : undefined) ?? [],
    ...(typeof body === 'string' ? { body } : isJsonObject(body) && { body: JSON.stringify(body) }),
  };
}

/** Header lines as an object, as pairs, or as objects with `name` and `value`. */
function fieldsOf(value: JsonValue | undefined): HeaderField[] | undefined {
  if (Array.isArray(value)) return value.flatMap(fieldOf);
  if (!isJsonObject(value)) return undefined;
  return Object.entries(value).flatMap(([name, text]): HeaderField[] =>
    (Array.isArray(text) ? text : [text]).flatMap((one: JsonValue): HeaderField[] =>
      typeof one === 'string' ? [[name, one]] : typeof one === 'number' ? [[name, String(one)]] : [],
    ),
  );
}

function fieldOf(item: JsonValue): HeaderField[] {
  const [name, value] = Array.isArray(item) ? item : isJsonObject(item) ? [item['name'], item['value']] : [];
  return typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [];
}

type Names = ReadonlyMap<string, string>;

function lowerNames(value: JsonObject): Names {
  return new Map(Object.keys(value).map((name) => [name.toLowerCase(), name]));
}

function read(value: JsonObject, names: Names, what: keyof typeof NAMES): JsonValue | undefined {
  for (const candidate of NAMES[what]) {
    const name = names.get(candidate);
    if (name !== undefined) return value[name];
  }
  return undefined;
}

function textAt(value: JsonObject, names: Names, what: keyof typeof NAMES): string | undefined {
  const found = read(value, names, what);
  return typeof found === 'string' ? found : undefined;
}

function objectAt(value: JsonObject, names: Names, what: keyof typeof NAMES): JsonObject | undefined {
  const found = read(value, names, what);
  return isJsonObject(found) ? found : undefined;
}

/** What was expected in the place of a value that is no exchange. */
export function expectedRecord(value: JsonValue): string {
  return `a request with its headers, an authorization or a token; this is ${describeJson(value)} without any of them`;
}
