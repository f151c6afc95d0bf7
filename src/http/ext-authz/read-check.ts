import { problem } from '../problems/catalogue.ts';
import { HEADER_LINES_LIMIT } from '../server/request-limits.ts';
import type { CheckRequest, HttpRequest } from './messages.ts';

/** The request that Envoy asks about. */
export type CheckedRequest =
  | {
      readonly ok: true;
      readonly method: string;
      readonly target: string;
      /** Names and values in turn, as node:http gives them; names in lower case. */
      readonly rawHeaders: readonly string[];
      /** Address from which it reached Envoy, as Envoy has it; absent where it came by another way than TCP. */
      readonly source?: string;
    }
  | { readonly ok: false; readonly detail: string };

/**
 * Reads what is asked about: method and target from the members of their own, which Envoy sets, and never from a header.
 * @throws Problem for more header lines than any request may have
 */
export function readCheck({ attributes }: CheckRequest): CheckedRequest {
  const http = attributes?.request?.http;
  if (http === undefined) return unnamed('no attributes.request.http');
  const { method = '', path = '' } = http;
  if (method === '') return unnamed('no method');
  if (path === '') return unnamed('no path');
  if (hasBoth(http)) return unnamed('headers and header_map, of which Envoy sends one');
  const rawHeaders = headerLines(http);
  const found = rawHeaders.length / 2;
  if (found > HEADER_LINES_LIMIT) throw problem('header-lines', { found, limit: String(HEADER_LINES_LIMIT) });
  const source = attributes?.source?.address?.socket_address?.address;
  return { ok: true, method, target: path, rawHeaders, ...(source && { source }) };
}

function unnamed(what: string): CheckedRequest {
  return {
    ok: false,
    detail: `The CheckRequest has ${what}. Expected what the HTTP filter of Envoy sends (envoy.filters.http.ext_authz).`,
  };
}

function hasBoth({ headers = {}, header_map }: HttpRequest): boolean {
  return (header_map?.headers?.length ?? 0) > 0 && Object.keys(headers).length > 0;
}

/** The header lines without the pseudo-headers that Envoy lists among them (`:path`); Host is one of those. */
function headerLines({ host = '', headers, header_map }: HttpRequest): string[] {
  const lines: string[] = host === '' ? [] : ['host', host];
  const add = (key: string, value: string) => {
    const name = key.toLowerCase();
    if (name.startsWith(':') || (name === 'host' && value === host)) return;
    lines.push(name, value);
  };
  for (const name in headers) add(name, headers[name] as string);
  for (const { key = '', value = '', raw_value } of header_map?.headers ?? []) {
    add(key, raw_value?.length ? latin1(raw_value) : value);
  }
  return lines;
}

/** As node:http reads the bytes of a header. */
function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}
