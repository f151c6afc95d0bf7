import type { ShellCommand, ShellReading } from './shell-words.ts';

/**
 * Splits the text of cmd.exe into commands: a caret at the end continues a line, and escapes elsewhere; the program
 * itself then reads `"…"` and `\"`. This is what browsers give as "Copy as cURL (cmd)". `%NAME%` stays as it is.
 */
export function readCmd(text: string): ShellReading {
  const commands: ShellCommand[] = [];
  let line = 1;
  for (const logical of logicalLines(text)) {
    const words = programWords(logical.text);
    if (words === undefined) return { ok: false, fault: { line, expected: 'a closing " for the one on this line' } };
    const open = logical.text.match(/%[A-Za-z_]\w{0,60}%/g);
    if (words.length > 0) commands.push({ line, words, ...(open !== null && { open }) });
    line += logical.lines;
  }
  return { ok: true, commands };
}

interface LogicalLine {
  /** Carets taken away. */
  readonly text: string;
  /** Lines of the text that it spans. */
  readonly lines: number;
}

function logicalLines(text: string): LogicalLine[] {
  const all: LogicalLine[] = [];
  let current = '';
  let lines = 1;
  let quoted = false;
  const source = text.replace(/\r\n/g, '\n');
  for (let at = 0; at <= source.length; at++) {
    const character = source.charAt(at);
    if (at === source.length || character === '\n') {
      all.push({ text: current, lines });
      current = '';
      lines = 1;
      quoted = false;
    } else if (character === '^' && !quoted) {
      const next = source.charAt(++at);
      if (next === '\n') lines++;
      // Two line ends after a caret stand for a line end in the value.
      current += next === '\n' && source.charAt(at + 1) === '\n' ? '\n' : next === '\n' ? '' : next;
    } else {
      if (character === '"') quoted = !quoted;
      current += character;
    }
  }
  return all;
}

/** The words as a C program is given them: quotes group, `\"` is a quote, `""` inside of quotes too. */
function programWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const [slashes] = character === '\\' ? (/^\\+(?=")/.exec(text.slice(at)) ?? []) : [];
    if (slashes !== undefined) {
      word = (word ?? '') + '\\'.repeat(slashes.length >> 1) + (slashes.length % 2 === 1 ? '"' : '');
      at += slashes.length - 1 + (slashes.length % 2);
    } else if (character === '"') {
      word ??= '';
      if (quoted && text.charAt(at + 1) === '"') {
        word += '"';
        at++;
      } else quoted = !quoted;
    } else if (!quoted && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (quoted) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
