import { decodeUtf8 } from '../../core/encoding/utf8.ts';
import type { Input } from '../../core/evidence/input.ts';
import { readAuthorization } from '../../core/request/authorization.ts';
import type { HeaderField } from '../../core/request/field.ts';
import { usage } from '../terminal/failure.ts';

export const FORMS = ['token', 'header', 'curl', 'http', 'key', 'json'] as const;
export type Form = (typeof FORMS)[number];

/** The shortest form that still has the fault in it. */
export function shortestForm(input: Input): Form {
  if (input.response !== undefined || input.redirects !== undefined || input.failure !== undefined) return 'json';
  if (input.keyInUse !== undefined || input.keyFile !== undefined) return 'json';
  if (input.key !== undefined && input.token === undefined && input.request === undefined) {
    return keyText(input.key) === undefined || input.publicKey !== undefined ? 'json' : 'key';
  }
  if (input.request?.fields === undefined) return input.token === undefined ? 'json' : 'token';
  const lines = authorizationLines(input);
  const [value] = lines;
  if (lines.length !== 1 || value === undefined) return 'http';
  return readAuthorization(value).token === undefined ? 'header' : 'token';
}

/** The input in one form, without a final line end. @throws Failure (usage) where that form does not hold it. */
export function write(input: Input, form: Form, origin: string): string {
  switch (form) {
    case 'token':
      return tokenOf(input) ?? missing(form, 'token');
    case 'header':
      return headerLines(input);
    case 'curl':
      return curlLine(input, origin);
    case 'http':
      return rawRequest(input);
    case 'key':
      return keyText(input.key) ?? missing(form, 'text of a key');
    case 'json':
      return JSON.stringify(input, jsonKey, 2);
  }
}

function tokenOf(input: Input): string | undefined {
  const [value = ''] = authorizationLines(input);
  return readAuthorization(value).token ?? input.token;
}

function authorizationLines({ request, authorization }: Input): string[] {
  const lines = (request?.fields ?? []).filter(([name]) => name.toLowerCase() === 'authorization');
  return lines.length === 0 && authorization !== undefined ? [authorization] : lines.map(([, value]) => value);
}

function headerLines(input: Input): string {
  const lines = authorizationLines(input);
  if (lines.length === 0 && input.token !== undefined) return `Authorization: Bearer ${input.token}`;
  if (lines.length === 0) return missing('header', 'Authorization header');
  return lines.map((value) => `Authorization: ${value}`).join('\n');
}

interface Written {
  readonly method: string;
  readonly target: string;
  readonly fields: readonly HeaderField[];
  readonly body: string | undefined;
}

function requestOf(input: Input, form: Form): Written {
  const { request, token } = input;
  if (request === undefined && token === undefined) return missing(form, 'request');
  const fields = request?.fields ?? (token === undefined ? [] : [['Authorization', `Bearer ${token}`] as const]);
  return { method: request?.method ?? 'POST', target: request?.target ?? '/v1/calls', fields, body: request?.body };
}

function rawRequest(input: Input): string {
  const { method, target, fields, body = '' } = requestOf(input, 'http');
  const lines = [`${method} ${target} HTTP/1.1`, ...fields.map(([name, value]) => `${name}: ${value}`)];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

function curlLine(input: Input, origin: string): string {
  const { method, target, fields, body } = requestOf(input, 'curl');
  const headers = fields.filter(([name]) => name.toLowerCase() !== 'host');
  return [
    `curl -X ${method} --path-as-is ${quoted(origin + target)}`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quoted(body)}`]),
  ].join(' \\\n  ');
}

/** For a POSIX shell; what cannot be typed is escaped as bash and zsh read it. */
function quoted(text: string): string {
  if (!/[^\x20-\x7e]/.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text
    .replace(/[\\']/g, '\\$&')
    .replace(/[^\x20-\x7e]/gu, (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`);
  return `$'${escaped}'`;
}

function keyText(key: Input['key']): string | undefined {
  const text = key instanceof Uint8Array ? decodeUtf8(key) : key;
  return typeof text === 'string' ? text : undefined;
}

/** Bytes that are no text stand in base64. */
function jsonKey(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;
}

function missing(form: Form, what: string): never {
  throw usage(`This cause has no ${what}, so --as ${form} cannot write it`, `There are: ${FORMS.join(', ')}`);
}
