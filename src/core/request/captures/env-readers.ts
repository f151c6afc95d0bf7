/** A program that reads `.env` files. They differ in quotes, in `\n` and in values over several lines. */
export interface EnvReader {
  readonly name: string;
  /** The value that it gives a variable; `undefined` where it does not see one. */
  read(text: string, variable: string): string | undefined;
}

/**
 * What stands behind the last `NAME=`, which is the one that counts, up to the end of the text.
 * @param hasExport whether `export` before it is understood
 */
function behind(text: string, variable: string, hasExport = true): string | undefined {
  const start = new RegExp(`^[ \\t]*${hasExport ? '(?:export[ \\t]+)?' : ''}${variable}[ \\t]*=`, 'gm');
  let found: string | undefined;
  for (const match of text.matchAll(start)) found = text.slice(match.index + match[0].length);
  return found;
}

/** A byte order mark is no part of the first name. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function lineBeforeReturn(text: string): string {
  return firstLine(text).replace(/\r$/, '');
}

/**
 * `"…"`, `'…'` or `` `…` `` over as many lines as it takes, `\n` in double quotes; else the line up to a `#`.
 * @param takesEscaped whether `\"` is no end of what stands in quotes
 */
function quotedOrLine(rest: string, takesEscaped: boolean): string {
  const value = rest.replace(/^[ \t]+/, '');
  const quote = /^["'`]/.exec(value)?.[0];
  let end = quote === undefined ? -1 : value.indexOf(quote, 1);
  while (quote !== undefined && takesEscaped && end !== -1 && value[end - 1] === '\\')
    end = value.indexOf(quote, end + 1);
  if (quote === undefined || end === -1) return (firstLine(value).split('#', 1)[0] ?? '').trim();
  const inside = value.slice(1, end);
  return quote === '"' ? inside.replace(/\\n/g, '\n').replace(/\\r/g, '\r') : inside;
}

/** Quotation marks group, and lines in them are kept; `\` keeps only what it stands before. `\n` is no line break. */
function shellValue(rest: string, doubleEscapes: RegExp, endsAtBlank: boolean): string {
  const quote = /^["']/.exec(rest)?.[0];
  if (quote === undefined) {
    const line = firstLine(rest);
    return (endsAtBlank ? (line.split(/[ \t]/, 1)[0] ?? '') : line.trim()).replace(/\\(.)/g, '$1');
  }
  let value = '';
  for (let at = 1; at < rest.length; at++) {
    const character = rest.charAt(at);
    // A carriage return is no blank to a shell, so it stays.
    if (character === quote) return endsAtBlank && rest[at + 1] === '\r' ? `${value}\r` : value;
    if (character === '\\' && quote === '"' && doubleEscapes.test(rest.charAt(at + 1))) value += rest.charAt(++at);
    else value += character;
  }
  return firstLine(rest);
}

export const ENV_READERS: readonly EnvReader[] = [
  {
    name: 'node --env-file',
    read: (text, variable) => map(behind(text, variable), (rest) => quotedOrLine(rest, false)),
  },
  {
    name: 'dotenv',
    read: (text, variable) => map(behind(withoutMark(text), variable), (rest) => quotedOrLine(rest, true)),
  },
  {
    // Each line is a variable, and everything behind = its value: quotation marks too.
    name: 'docker --env-file',
    read: (text, variable) => map(behind(withoutMark(text), variable, false), lineBeforeReturn),
  },
  {
    name: 'EnvironmentFile of systemd',
    read: (text, variable) =>
      map(behind(text, variable, false), (rest) => shellValue(rest.replace(/^[ \t]+/, ''), /["\\`$]/, false)),
  },
  {
    name: 'a shell (source)',
    read: (text, variable) => map(behind(text, variable), (rest) => shellValue(rest, /["\\`$]/, true)),
  },
];

function map(text: string | undefined, read: (text: string) => string): string | undefined {
  return text === undefined ? undefined : read(text);
}
