import type { HeaderField } from '../field.ts';

const METHODS = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';
/** A request line as wire logs have it, or OkHttp's arrow. */
const REQUEST_LINE = new RegExp(`\\b(?:${METHODS}) \\S{1,2000}(?: [^\\n]{0,40})?\\n`);
/** Behind the marks of `curl -v`, of a quoted string, or of the wire log of Apache. */
const WIRE_LINE = /^[\s>|'"+]*(?:[\w-]{1,40} >> )?["']?([A-Za-z][\w-]{1,60}):[ \t]*(.*)$/;
/** The head of an object, a table or a dictionary of headers. */
const BLOCK =
  /\b(?:request[_ ]?)?headers\\?["']?\)?\s*(?::|=>|=|\()\s*(?:Object |new )?(?:\[?\w*Headers\]? ?|CaseInsensitiveDict|Map|map|array)?\(?\s*([{[])/gi;
/** What a block belongs to: the last of these before it. */
const OWNER = /\b(config|request|options|init|req|fetch|response|res|reply|resp)\b\\?["']?\s*[:=({.[]/gi;
const OF_RESPONSE = /^(?:response|res|reply|resp)$/i;
const ONLY_RESPONSES =
  /^(?:date|server|www-authenticate|set-cookie|etag|vary|x-powered-by|access-control-allow-\w+|transfer-encoding)$/i;
const ONLY_REQUESTS = /^(?:user-agent|accept|accept-encoding|accept-language|host|origin|referer|authorization)$/i;
/** Of a block, and of what is looked at before it. */
const LONGEST = 16_384;
const NEAR = 2_000;
const LONGEST_LINE = 4_096;
const MOST_BLOCKS = 16;

/**
 * The header lines that a program says it sent: the lines of a wire log, or the headers of the request in the error of
 * a client. `undefined` where the text does not show them, or does not tell them from those of the answer.
 */
export function sentHeaders(text: string): readonly HeaderField[] | undefined {
  // What is added beside the headers is not among them.
  if (/\b(?:auth|username|withCredentials|digest_auth)\\?["']?\s*[:=]\s*(?!undefined|null|None|false)\S/.test(text))
    return undefined;
  return wireLines(text) ?? blockOf(text);
}

function wireLines(text: string): readonly HeaderField[] | undefined {
  const start = REQUEST_LINE.exec(text);
  if (start === null) return undefined;
  const fields: HeaderField[] = [];
  let breaks = 0;
  for (const line of text.slice(start.index + start[0].length, start.index + LONGEST).split(/\r?\n/)) {
    // Node breaks a long string into several: the marks between them stand alone.
    breaks = /^[\s'"+,]*['"][\s'"+,]*$/.test(line) ? breaks + 1 : 0;
    if (breaks > 1) break;
    if (breaks === 1) continue;
    const [, name, value] = line.length > LONGEST_LINE ? [] : (WIRE_LINE.exec(line) ?? []);
    if (name === undefined || value === undefined) break;
    fields.push([name, value.replace(/(?:\[\\r\]\[\\n\])?["'+\s]*$/, '')]);
  }
  return fields.some(([name]) => ONLY_REQUESTS.test(name)) ? fields : undefined;
}

function blockOf(text: string): readonly HeaderField[] | undefined {
  // In a program, these add to what stands in the block.
  if (/\binterceptors?\.|setBearerAuth|bearerAuth|addHeader\(|defaults\.headers|withToken\(/i.test(text))
    return undefined;
  let seen = 0;
  for (const found of text.matchAll(BLOCK)) {
    if (++seen > MOST_BLOCKS) return undefined;
    const start = found.index + found[0].length;
    const inside = text.slice(start, closeOf(text, start));
    // What is spread into it, or put there by name alone, is not shown.
    if (/\.{3}\w|\*\*\w|\bauthorization\b|\[\w+\]\s*:/i.test(inside)) return undefined;
    const fields = entriesOf(inside);
    if (fields.length === 0 || fields.some(([name]) => ONLY_RESPONSES.test(name))) continue;
    const before = text.slice(Math.max(0, found.index - NEAR), found.index + 1);
    const owner = [...before.matchAll(OWNER)].at(-1)?.[1];
    if (owner !== undefined && OF_RESPONSE.test(owner)) continue;
    if (owner !== undefined || fields.some(([name]) => ONLY_REQUESTS.test(name))) return fields;
  }
  return undefined;
}

/** `'Accept': '*' + '/*'`, `Accept => x`, `('Accept', 'x')`, up to the mark that closes the block. */
const ENTRY =
  /\\?["']?([A-Za-z][\w-]{1,60})\\?["']?\s*(?::|=>|=|,)\s*(?:b?\\?"([^"\\\n]{0,8000})\\?"|b?'([^'\n]{0,8000})'|\[?([^\s,{}"'[\]()][^\n,{}\]]{0,8000}))/g;

function entriesOf(inside: string): HeaderField[] {
  return [...inside.matchAll(ENTRY)].flatMap(([, name = '', double, single, plain]): HeaderField[] => {
    const value = double ?? single ?? plain ?? '';
    // A property that is set to nothing is not sent.
    return value.trim() === 'undefined' && double === undefined && single === undefined ? [] : [[name, value.trim()]];
  });
}

function closeOf(text: string, start: number): number {
  const end = Math.min(text.length, start + LONGEST);
  let depth = 1;
  for (let at = start; at < end; at++) {
    const character = text[at] as string;
    if ('{[('.includes(character)) depth++;
    else if ('}])'.includes(character) && --depth === 0) return at;
  }
  return end;
}
