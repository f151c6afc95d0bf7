import { isJsonObject, parseJson } from '../../encoding/json.ts';
import { readDump } from './dump.ts';
import { freeText } from './freed-text.ts';
import { type RawResponse, readRawResponse } from './raw-http.ts';
import { readRequests } from './read-requests.ts';

/**
 * Reads an answer in whatever form a person has it: raw HTTP, the lines of `curl -i` or `curl -v`, an entry of a HAR
 * file, what a client printed, or its body alone.
 */
export function readAnswer(source: string): RawResponse {
  const { text } = freeText(source);
  const raw = isRaw(text) ? readRawResponse(text.trimStart()) : undefined;
  if (raw !== undefined) return raw;
  const reading = /^\s*[[{*<>]/.test(text) ? readRequests(text) : undefined;
  const captured = reading?.ok ? reading.requests.find(({ response }) => response?.status !== undefined) : undefined;
  if (captured?.response !== undefined) return captured.response;
  const printed = readDump(text)?.response;
  if (printed !== undefined) return printed;
  const { value } = /^\s*\{/.test(text) ? parseJson(text, { maxDepth: 64 }) : {};
  const members = isJsonObject(value) ? [value['status'], value['statusCode'], value['status_code']] : [];
  const status = members.map(Number).find((one) => one >= 100 && one <= 599);
  return { ...(status !== undefined && { status }), fields: [], body: text };
}

/** A status line, the marks of `curl -v`, or header lines and nothing else. */
function isRaw(text: string): boolean {
  if (/^\s*(?:< )?HTTP\//.test(text) || /^\s*< /.test(text)) return true;
  const [first = '', ...others] = text.trim().split(/\r?\n/);
  return [first, ...others.slice(0, 64)].every((line) => /^[\w-]+:/.test(line));
}
