import { describeJson, isJsonObject, type JsonObject, type JsonValue } from '../../encoding/json.ts';
import type { HeaderField } from '../field.ts';
import { type RequestReading, splitUrl } from './reading.ts';
import { parseTime } from './time-text.ts';

/** Names under which programs log the same thing; the first one that is there counts. Compared in lower case. */
const NAMES = {
  token: ['token', 'jwt', 'access_token', 'accesstoken', 'id_token', 'bearer'],
  authorization: ['authorization', 'http_authorization', 'auth_header', 'request_authorization'],
  method: ['method', 'request_method', 'http_method', 'verb', 'requestmethod'],
  target: ['target', 'url', 'uri', 'request_uri', 'path', 'originalurl', 'request_path', 'requestpath'],
  headers: ['headers', 'fields', 'header', 'request_headers', 'requestheaders'],
  body: ['body', 'request_body'],
  status: ['status', 'statuscode', 'status_code', 'response_status', 'code', 'response_code', 'downstreamstatus'],
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
    'start_time',
    'started_at',
  ],
  request: ['request', 'req', 'http_request', 'httprequest', 'config'],
  response: ['response', 'res', 'resp', 'http_response'],
} as const;

type Role = keyof typeof NAMES;
/** Which member plays which role, for objects with these names. */
type Layout = { readonly names: readonly string[]; readonly roles: { readonly [role in Role]?: string } };
type Mutable<T> = { -readonly [name in keyof T]: T[name] };

/** Names that lead to a value. */
export type RecordPlace = readonly string[];

export interface RecordPlaces {
  readonly time: RecordPlace | undefined;
  readonly token: RecordPlace | undefined;
  readonly authorization: RecordPlace | undefined;
  readonly fields: RecordPlace | undefined;
  readonly target: RecordPlace | undefined;
  /** Method, body and answer. */
  readonly others: readonly RecordPlace[];
}

/** Layouts that are kept: a program logs with few of them. */
const LAYOUTS = 64;

/** Reads records one after the other. The records of a log look alike: which member means what is worked out once. */
export class RecordReader {
  readonly #layouts: Layout[] = [];

  /**
   * One exchange as a program logs it in JSON: a token, an Authorization value, header lines, a request with its answer,
   * flat or under `request` and `response`. A text alone is a token. `undefined` where none of that is in it.
   */
  read(value: JsonValue, line: number): RequestReading | undefined {
    const reading: Mutable<RequestReading> = { form: 'json', line };
    if (typeof value === 'string') return Object.assign(reading, credentialsOf(value));
    if (!isJsonObject(value)) return undefined;
    const { roles } = this.#layoutOf(value);
    const inside = objectAt(value, roles.request) ?? value;
    const own = inside === value ? roles : this.#layoutOf(inside).roles;
    const fields = fieldsOf(at(inside, own.headers));
    const method = textAt(inside, own.method);
    const address = textAt(inside, own.target);
    const body = textAt(inside, own.body);
    const token = textAt(value, roles.token) ?? textAt(inside, own.token);
    const authorization = textAt(value, roles.authorization) ?? textAt(inside, own.authorization);
    if (token === undefined && authorization === undefined && fields === undefined && method === undefined)
      return undefined;
    const sentAt = parseTime(at(value, roles.time));
    const response = this.#responseOf(value, roles);
    if (method !== undefined) reading.method = method.toUpperCase();
    if (address !== undefined) Object.assign(reading, addressOf(address));
    if (fields !== undefined) reading.fields = fields;
    if (body !== undefined) reading.body = body;
    if (token !== undefined) reading.token = token;
    if (authorization !== undefined && fields === undefined) reading.authorization = authorization;
    if (sentAt !== undefined) reading.sentAt = sentAt;
    if (response !== undefined) reading.response = response;
    return reading;
  }

  /** Where in a record that `read` can read its parts stand. */
  placesIn(value: JsonObject): RecordPlaces {
    const { roles } = this.#layoutOf(value);
    const inside = objectAt(value, roles.request);
    const own = inside === undefined ? roles : this.#layoutOf(inside).roles;
    const answer = objectAt(value, roles.response);
    const outer = (role: Role) => place([], roles[role]);
    const inner = (role: Role) => place(inside === undefined ? [] : [roles.request as string], own[role]);
    const textPlace = (role: Role) => (textAt(value, roles[role]) === undefined ? inner(role) : outer(role));
    const answerRoles = answer && this.#layoutOf(answer).roles;
    const answerPlaces = answer && Object.values(answerRoles ?? {}).map((name) => [roles.response as string, name]);
    return {
      time: outer('time'),
      token: textPlace('token'),
      authorization: textPlace('authorization'),
      fields: inner('headers'),
      target: inner('target'),
      others: [inner('method'), inner('body'), ...(answerPlaces ?? [outer('status')])].filter(
        (one) => one !== undefined,
      ),
    };
  }

  #responseOf(value: JsonObject, roles: Layout['roles']): RequestReading['response'] {
    const inside = objectAt(value, roles.response);
    const status = Number(
      inside === undefined ? at(value, roles.status) : at(inside, this.#layoutOf(inside).roles.status),
    );
    if (!(status >= 100 && status <= 599)) return undefined;
    if (inside === undefined) return { status, fields: NO_FIELDS };
    const { body: bodyName, headers } = this.#layoutOf(inside).roles;
    const body = at(inside, bodyName);
    return {
      status,
      fields: fieldsOf(at(inside, headers)) ?? NO_FIELDS,
      ...(typeof body === 'string' ? { body } : isJsonObject(body) && { body: JSON.stringify(body) }),
    };
  }

  #layoutOf(value: JsonObject): Layout {
    const names = Object.keys(value);
    for (const layout of this.#layouts) if (isSame(layout.names, names)) return layout;
    const layout = { names, roles: rolesOf(names) };
    if (this.#layouts.length === LAYOUTS) this.#layouts.shift();
    this.#layouts.push(layout);
    return layout;
  }
}

const NO_FIELDS: readonly HeaderField[] = [];

function isSame(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}

/** The first spelling that is there plays the role. */
function rolesOf(names: readonly string[]): Layout['roles'] {
  const lower = new Map(names.map((name) => [name.toLowerCase(), name]));
  const roles: { [role in Role]?: string } = {};
  for (const role of Object.keys(NAMES) as Role[]) {
    const found = NAMES[role].map((candidate) => lower.get(candidate)).find((name) => name !== undefined);
    if (found !== undefined) roles[role] = found;
  }
  return roles;
}

function addressOf(address: string): Pick<RequestReading, 'url' | 'target'> {
  if (address.startsWith('/')) return { target: address };
  const split = splitUrl(address);
  return split === undefined ? {} : { url: split.url, target: split.target };
}

/** `Bearer eyJ…` or the token alone. */
function credentialsOf(text: string): Pick<RequestReading, 'token' | 'authorization'> {
  return /^\S+\s+\S/.test(text) ? { authorization: text } : { token: text };
}

/** Header lines as an object, as pairs, or as objects with `name` and `value`. */
function fieldsOf(value: JsonValue | undefined): HeaderField[] | undefined {
  if (Array.isArray(value)) return value.flatMap(fieldOf);
  if (!isJsonObject(value)) return undefined;
  // Charles keeps the first line beside them.
  if (Array.isArray(value['headers'])) return value['headers'].flatMap(fieldOf);
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

function place(before: RecordPlace, name: string | undefined): RecordPlace | undefined {
  return name === undefined ? undefined : [...before, name];
}

function at(value: JsonObject, name: string | undefined): JsonValue | undefined {
  return name === undefined ? undefined : value[name];
}

function textAt(value: JsonObject, name: string | undefined): string | undefined {
  const found = at(value, name);
  return typeof found === 'string' ? found : undefined;
}

function objectAt(value: JsonObject, name: string | undefined): JsonObject | undefined {
  const found = at(value, name);
  return isJsonObject(found) ? found : undefined;
}

/** What was expected in the place of a value that is no exchange. */
export function expectedRecord(value: JsonValue): string {
  return `a request with its headers, an authorization or a token; this is ${describeJson(value)} without any of them`;
}
