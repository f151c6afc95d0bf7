import type { IncomingHttpHeaders } from 'node:http';
import { parseJson } from '../../core/encoding/json.ts';
import { decodeUtf8Leniently } from '../../core/encoding/utf8.ts';
import { problem } from '../problems/catalogue.ts';

/** Reads a body of `application/json` strictly; no body is `undefined`. @throws Problem 400 or 415 */
export function readJsonBody(headers: IncomingHttpHeaders, body: Buffer): unknown {
  refuseOtherEncodings(headers);
  if (body.length === 0) return undefined;
  const { value, faults } = parseJson(body);
  const [fault] = faults;
  if (fault === undefined) return value;
  const { line, column } = placeOf(body, fault.byte);
  throw problem('malformed-json', { expected: fault.expected, line, column });
}

/** JSON is UTF-8 (RFC 8259 §8.1), and it is read as it comes: a compressed body is not unpacked. */
function refuseOtherEncodings(headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw problem('unsupported-content-type', {
      why: 'The body must not be compressed: leave Content-Encoding out',
    });
  }
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
    throw problem('unsupported-content-type', { why: 'The only charset is utf-8' });
  }
}

/** Line and column, both from 1; columns count characters. */
function placeOf(body: Buffer, byte: number): { readonly line: number; readonly column: number } {
  const lines = decodeUtf8Leniently(body.subarray(0, byte)).split('\n');
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
}
