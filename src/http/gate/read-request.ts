import type { IncomingMessage } from 'node:http';
import type { GateRequest } from '../../actions/authenticate-request.ts';
import type { HeaderField } from '../../core/request/field.ts';
import { headerFields } from './handler.ts';

/** A request as a framework has it: of Node (behind Express, Koa and Nest too), of the Web, or its parts. */
export type CheckedRequest = GateRequest | NodeRequest | Request;
/** The part of a request of node:http that is read; Express keeps the whole target in `originalUrl`. */
export type NodeRequest = Pick<IncomingMessage, 'rawHeaders' | 'method' | 'url'> & { readonly originalUrl?: string };

/** @throws TypeError for what is no request, in words that name the member */
export function readRequest(request: CheckedRequest): GateRequest {
  const given = request as Partial<GateRequest & NodeRequest & Request> | null | undefined;
  if (Array.isArray(given?.rawHeaders)) {
    const { rawHeaders, method, url } = given as NodeRequest;
    return compact(headerFields({ rawHeaders }), method, given.originalUrl ?? url);
  }
  if (typeof given?.headers?.forEach === 'function' && typeof given.url === 'string') {
    const { pathname, search } = new URL(given.url);
    return compact([...given.headers], given.method, pathname + search);
  }
  const { fields, method, target } = given ?? {};
  if (!Array.isArray(fields)) {
    throw wrong('fields', 'header lines as an array of [name, value] pairs', describe(fields));
  }
  for (const line of fields as readonly unknown[]) {
    const isPair = Array.isArray(line) && line.length === 2 && line.every((text) => typeof text === 'string');
    if (!isPair) throw wrong('fields', 'each header line as a pair of strings, [name, value]', describe(line));
  }
  for (const [name, value] of [
    ['method', method],
    ['target', target],
  ] as const) {
    if (value !== undefined && typeof value !== 'string') throw wrong(name, 'a string', describe(value));
  }
  const other = Object.keys(given as object).find((name) => !['fields', 'method', 'target'].includes(name));
  if (other !== undefined) throw wrong('request', 'fields, method and target', `a member ${other}`);
  return compact(fields as readonly HeaderField[], method, target);
}

function compact(fields: readonly HeaderField[], method?: string, target?: string): GateRequest {
  return { fields, ...(method !== undefined && { method }), ...(target !== undefined && { target }) };
}

function wrong(name: string, what: string, received: string): TypeError {
  return new TypeError(`${name}: expected ${what}, received ${received}`);
}

/** The kind of a value and the names of its members; never a value, which may be a token. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return `an object with ${Object.keys(value).slice(0, 4).join(', ') || 'no members of its own'}`;
}
