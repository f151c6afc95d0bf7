/** A key as a string literal of a program gives it to that program. */
export interface SourceLiteral {
  readonly text: string;
  /** Of its first line, from 1. */
  readonly line: number;
}

const BEGIN = /-----BEGIN [A-Z0-9 ]{1,40}-----/;
const HEREDOC = /<<<?([-~]?)[ \t]*(["']?)([A-Za-z_]\w{0,60})\2[^\n]{0,200}\r?\n[ \t]*$/;
const OPENING = /([rRbBuUfF@$]{0,2})("""|'''|`|"|')(?:\\?\r?\n)?[ \t]*$/;
/** More than any key. */
const LONGEST = 65_536;
/** Between literals that make one text: `+`, `.`, `..`, `&`, or nothing. */
const JOINED = /^[ \t\r\n]*(?:\+|\.{1,2}|&)?[ \t]*\\?[ \t\r\n]*(?=["'])/;

/**
 * The PEM text that stands in a string literal of Python, Java, Kotlin, C#, PHP, Go, Ruby, Swift, Rust or JavaScript:
 * the value that the program has, joined and unescaped as that language does it. `undefined` where no literal holds one.
 * @param language ending of the file name: `py`
 */
export function keyInSource(source: string, language: string): SourceLiteral | undefined {
  const begin = source.search(BEGIN);
  if (begin === -1) return undefined;
  const before = source.slice(Math.max(0, begin - 400), begin);
  const line = source.slice(0, begin).split('\n').length;
  const value = heredoc(source, begin, before) ?? literal(source, begin, before, language);
  return value === undefined ? undefined : { text: value, line };
}

function heredoc(source: string, begin: number, before: string): string | undefined {
  const [, , , name] = HEREDOC.exec(before) ?? [];
  if (name === undefined) return undefined;
  const body = source.slice(begin, begin + LONGEST);
  const end = new RegExp(`^[ \\t]*${name}\\b`, 'm').exec(body)?.index;
  // `<<~` of Ruby, and of PHP since 7.3, takes the indentation off.
  return end === undefined ? undefined : withoutIndent(body.slice(0, end));
}

function literal(source: string, begin: number, before: string, language: string): string | undefined {
  const [, prefix = '', quote] = OPENING.exec(before) ?? [];
  if (quote === undefined) return undefined;
  const isRaw = /[rR@]/.test(prefix) || (quote === '`' && language === 'go');
  const end = endOf(source, begin, quote, isRaw);
  if (end === undefined) return undefined;
  const inside = source.slice(begin, end);
  if (quote.length === 3 || quote === '`') {
    const text = isRaw ? inside : unescaped(inside);
    return keepsIndent(language, source.slice(end, end + 40)) ? text : withoutIndent(text);
  }
  // In single quotes of PHP and Ruby, \n is two characters.
  const isPlain = isRaw || (quote === "'" && /^(?:php|rb)$/.test(language));
  const text = isPlain ? inside : unescaped(inside);
  return inArray(source, begin, end + 1) ?? text + rest(source, end + 1, isPlain);
}

/** `['…', '…'].join('\n')`: the lines of a key, one text each. */
function inArray(source: string, begin: number, from: number): string | undefined {
  const array = /^(?:\s*,\s*(["'])[A-Za-z0-9+/=\s:-]*\1){1,2000}\s*,?\s*\]\s*\.\s*join\(\s*(?:'\\n'|"\\n"|`\\n`)/.exec(
    source.slice(from, from + LONGEST),
  )?.[0];
  if (array === undefined) return undefined;
  const lines = [...array.matchAll(/(["'])([A-Za-z0-9+/=\s:-]*)\1/g)].map(([, , line]) => line);
  return `${[source.slice(begin, from - 1), ...lines].join('\n')}\n`;
}

/** The literals behind the first one. */
function rest(source: string, from: number, isPlain: boolean): string {
  let text = '';
  // mutants: one character further is as good
  for (let at = from; at < from + LONGEST; ) {
    const joined = JOINED.exec(source.slice(at, at + 200));
    if (joined === null) return text;
    const quote = source[at + joined[0].length] as string;
    const start = at + joined[0].length + 1;
    const end = endOf(source, start, quote, false);
    if (end === undefined) return text;
    const inside = source.slice(start, end);
    text += isPlain ? inside : unescaped(inside);
    at = end + 1;
  }
  return text;
}

function endOf(source: string, start: number, quote: string, isRaw: boolean): number | undefined {
  const limit = Math.min(source.length, start + LONGEST);
  for (let at = start; at < limit; at++) {
    if (source[at] === '\\' && !isRaw) at++;
    else if (source.startsWith(quote, at)) return at;
  }
  return undefined;
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', '\n': '' };

function unescaped(text: string): string {
  return text.replace(/\\(\r\n|[\s\S])/g, (_, letter: string) => ESCAPES[letter.slice(-1)] ?? letter);
}

/** Text blocks of Java, C# and Swift take the indentation off; Kotlin does where it is asked to. */
function keepsIndent(language: string, behind: string): boolean {
  if (/^(?:java|cs|swift|groovy)$/.test(language)) return false;
  return !/^["'`]{1,3}\s*\.\s*(?:trimIndent|stripIndent|trimMargin)/.test(behind);
}

function withoutIndent(text: string): string {
  return text.replace(/^[ \t]+/gm, ''); // mutants: where there is none nothing goes
}
