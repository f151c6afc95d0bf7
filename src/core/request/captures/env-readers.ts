/** A program that reads `.env` files. They differ in quotes, in `\n` and in values over several lines. */
export interface EnvReader {
  readonly name: string;
  /** The value that it gives a variable; `undefined` where it does not see one. */
  read(text: string, variable: string): string | undefined;
}

/** What stands behind `NAME=`, up to the end of the text. @param hasExport whether `export` before it is understood */
function behind(text: string, variable: string, hasExport = true): string | undefined {
  const start = new RegExp(`^[ \\t]*${hasExport ? '(?:export[ \\t]+)?' : ''}${variable}[ \\t]*=`, 'm').exec(text);
  return start === null ? undefined : text.slice(start.index + start[0].length);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** `"…"`, `'…'` or `` `…` `` over as many lines as it takes, `\n` in double quotes; else the line without its remark. */
function quotedOrLine(rest: string, quotes: RegExp): string {
  const value = rest.replace(/^[ \t]+/, '');
  const quote = quotes.exec(value)?.[0];
  const end = quote === undefined ? -1 : value.indexOf(quote, 1);
  if (quote === undefined || end === -1)
    return firstLine(value)
      .replace(/\s#.*$/, '')
      .trim();
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
    if (character === quote) return value;
    if (character === '\\' && quote === '"' && doubleEscapes.test(rest.charAt(at + 1))) value += rest.charAt(++at);
    else value += character;
  }
  return firstLine(rest);
}

export const ENV_READERS: readonly EnvReader[] = [
  {
    name: 'node --env-file',
    read: (text, variable) => map(behind(text, variable), (rest) => quotedOrLine(rest, /^["'`]/)),
  },
  { name: 'dotenv', read: (text, variable) => map(behind(text, variable), (rest) => quotedOrLine(rest, /^["'`]/)) },
  {
    // Each line is a variable, and everything behind = its value: quotation marks too.
    name: 'docker --env-file',
    read: (text, variable) => map(behind(text, variable, false), firstLine),
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
