import type { HeaderField } from '../field.ts';

/** A request as it stood on the wire (HTTP/1.1, RFC 9112), as far as it can be read. */
export interface RawRequest {
  readonly method?: string;
  /** In origin-form. */
  readonly target?: string;
  readonly fields: readonly HeaderField[];
  readonly body?: string;
}

export interface RawResponse {
  readonly status?: number;
  readonly fields: readonly HeaderField[];
  readonly body?: string;
}

/**
 * Reads a request that was captured or typed: line feeds alone end lines too, the request line may be missing, and the
 * marks of `curl -v` (`> `) are taken off. `undefined` where it holds neither a request line nor a header line.
 */
export function readRawRequest(text: string): RawRequest | undefined {
  const { lines, body } = split(unmarked(text, '>'));
  const [, method, target] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) +(\S+)(?: +HTTP\/[\d.]+)? *$/.exec(lines[0] ?? '') ?? [];
  const fields = readFields(method === undefined ? lines : lines.slice(1));
  if (method === undefined && fields.length === 0) return undefined;
  return {
    ...(method !== undefined && target !== undefined && { method, target: originForm(target) }),
    fields,
    ...(body !== '' && { body }),
  };
}

/** Reads a response in the same way (`< ` are the marks of `curl -v`). */
export function readRawResponse(text: string): RawResponse | undefined {
  const { lines, body } = split(unmarked(text, '<'));
  const [, status] = /^HTTP\/[\d.]+ +(\d{3})(?: .*)?$/.exec(lines[0] ?? '') ?? [];
  const fields = readFields(status === undefined ? lines : lines.slice(1));
  if (status === undefined && fields.length === 0) return undefined;
  return { ...(status !== undefined && { status: Number(status) }), fields, ...(body !== '' && { body }) };
}

/** What `curl -v` prints of one side only, where the text is such a transcript. */
function unmarked(text: string, mark: '>' | '<'): string {
  if (!/^\s*[*<>] /.test(text)) return text;
  const marked = text.split(/\r?\n/).filter((line) => line.startsWith(mark));
  return marked.map((line) => line.slice(1).replace(/^ /, '')).join('\n');
}

function split(text: string): { readonly lines: readonly string[]; readonly body: string } {
  const start = text.replace(/^\ufeff?(?:\r?\n)+/, '');
  const end = /\r?\n\r?\n/.exec(start);
  const head = end ? start.slice(0, end.index) : start.replace(/\r?\n$/, '');
  return { lines: head.split(/\r?\n/), body: end ? start.slice(end.index + end[0].length) : '' };
}

/** Field lines, values without the white space around them; a folded line goes on with the one before (RFC 9112 §5.2). */
function readFields(lines: readonly string[]): HeaderField[] {
  const fields: HeaderField[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) {
      fields[fields.length - 1] = [last[0], `${last[1]} ${trimmed(line)}`.trim()];
      continue;
    }
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:(.*)$/s.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields.push([name, trimmed(value)]);
  }
  return fields;
}

/** Only spaces and tabs are optional white space (RFC 9110 §5.6.3): anything else is part of the value. */
function trimmed(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}

/** `http://host/path` is what a proxy is asked; the server sees `/path`. */
function originForm(target: string): string {
  const [, rest] = /^https?:\/\/[^/?#]*(.*)$/i.exec(target) ?? [];
  if (rest === undefined) return target;
  return rest.startsWith('/') ? rest : `/${rest}`;
}
