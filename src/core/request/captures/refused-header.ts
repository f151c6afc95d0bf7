/** What stands before the quotation mark of the value in the errors of clients that refuse to send it. */
const BEFORE_QUOTE =
  /(?:invalid header field value|in header value:|illegal header value|invalid header value:?|invalid HTTP header(?: field)? value:?|metadata string value|:invalid_header_value, "authorization",|the format of value)[ \t]*b?(["'])/i;
/** The other way round: `Headers.append: "…" is an invalid header value`. */
const VERDICT = / is (?:an? )?(?:invalid|not (?:an? )?(?:valid|legal))(?: HTTP)? header(?: field)? value/i;
/** Without quotation marks, up to the end of its line: HttpURLConnection, and OkHttp, which states which character it met where. */
const BARE =
  /(?:illegal character\(s\) in message header value|unexpected char (0x[0-9a-f]{2}) at (\d{1,5}) in (?:authorization|header) value):[ \t]*([^\r\n]*)/i;
const CREDENTIALS = /^\s*(?:bearer|basic|token|jwt)\b|eyJ/i;
const LONGEST = 65_536;

/**
 * The Authorization value that a client library refused to send, as its error prints it: with the line ending that is in
 * it. Go, Python, Java, OkHttp, .NET, fetch, PHP, Dart, gRPC and Elixir print one. `undefined` where there is none.
 */
export function refusedHeader(text: string): string | undefined {
  const value = inQuotes(text) ?? beforeVerdict(text) ?? bare(text);
  return value !== undefined && CREDENTIALS.test(value) ? value : undefined;
}

function inQuotes(text: string): string | undefined {
  const found = BEFORE_QUOTE.exec(text);
  const quote = found?.[1];
  if (found === null || quote === undefined) return undefined;
  const start = found.index + found[0].length;
  const end = Math.min(text.length, start + LONGEST);
  for (let at = start; at < end; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return unescaped(text.slice(start, at));
  }
  return undefined;
}

function beforeVerdict(text: string): string | undefined {
  const at = VERDICT.exec(text)?.index;
  if (at === undefined) return undefined;
  const before = text.slice(Math.max(0, at - LONGEST), at);
  const quote = /["'`]$/.exec(before)?.[0];
  if (quote !== undefined) return before.slice(before.lastIndexOf(quote, before.length - 2) + 1, -1);
  const lower = before.toLowerCase();
  const start = Math.max(lower.lastIndexOf('bearer '), lower.lastIndexOf('basic '));
  return start === -1 ? undefined : before.slice(start);
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t' };

/** String literals of Go, Python, JavaScript, Java and Elixir write these alike. */
function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gi, (_, byte, unit, letter) => {
    const code: unknown = byte ?? unit;
    return typeof code === 'string' ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[letter] ?? letter);
  });
}

/** The character that was refused ends the line in which it is printed. */
function bare(text: string): string | undefined {
  const found = BARE.exec(text);
  if (found === null) return undefined;
  const [, code, offset, value = ''] = found;
  if (code === undefined) return `${value}\n`;
  const character = String.fromCharCode(Number(code));
  return Number(offset) >= value.length ? value + character : value;
}
