import type { ReadFault } from './reading.ts';

/** A piece of a PowerShell line: a word (quotes taken off), or a mark that stands for itself. */
export interface Piece {
  readonly kind: 'word' | 'mark';
  readonly text: string;
  /** The word had quotes: it is no parameter and no variable. */
  readonly quoted: boolean;
  /** In single quotes alone: a variable in it is text. */
  readonly literal?: boolean;
  readonly line: number;
}

export type PiecesReading =
  | { readonly ok: true; readonly statements: readonly (readonly Piece[])[] }
  | { readonly ok: false; readonly fault: ReadFault };

const MARKS = '{}()[]=;,|';

/**
 * Splits PowerShell into statements: `'…'` with `''`, `"…"` with backtick escapes, here-strings, backticks at the end
 * of a line. Line ends within braces do not end a statement. Variables stay as they are written.
 */
export function readPieces(source: string): PiecesReading {
  const text = source.replace(/\r\n/g, '\n');
  const statements: Piece[][] = [];
  let pieces: Piece[] = [];
  let word: { text: string; quoted: boolean; literal?: boolean } | undefined;
  let line = 1;
  let depth = 0;
  const endWord = () => {
    if (word !== undefined) pieces.push({ kind: 'word', ...word, line });
    word = undefined;
  };
  const endStatement = () => {
    endWord();
    if (pieces.length > 0) statements.push(pieces);
    pieces = [];
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      const string = quotedAt(text, at, character);
      if (string === undefined)
        return { ok: false, fault: { line, expected: `a closing ${character} for the one on this line` } };
      const literal = character === "'" && word === undefined;
      word = { text: (word?.text ?? '') + string.text, quoted: true, ...(literal && { literal }) };
      line += text.slice(at, string.end).split('\n').length - 1;
      at = string.end - 1;
    } else if (character === '`') {
      if (text.charAt(++at) === '\n') line++;
      else word = { text: (word?.text ?? '') + text.charAt(at), quoted: word?.quoted ?? false };
    } else if (character === '\n') {
      endWord();
      if (depth === 0) endStatement();
      else pieces.push({ kind: 'mark', text: ';', quoted: false, line });
      line++;
    } else if (/\s/.test(character)) endWord();
    else if (character === '#' && word === undefined) at = lineEnd(text, at) - 1;
    else if (character === '@' && /^@["']\n/.test(text.slice(at, at + 3))) {
      const end = text.indexOf(`\n${text.charAt(at + 1)}@`, at);
      if (end === -1)
        return { ok: false, fault: { line, expected: 'the end of the here-string that begins on this line' } };
      word = { text: text.slice(at + 3, Math.max(end, at + 3)), quoted: true };
      line += text.slice(at, end + 3).split('\n').length - 1;
      at = end + 2;
    } else if (character === '@' && text.charAt(at + 1) === '{') endWord();
    else if (isMark(text, at, word !== undefined)) {
      endWord();
      if (character === ';' && depth === 0) endStatement();
      else pieces.push({ kind: 'mark', text: character, quoted: false, line });
      depth += '{(['.includes(character) ? 1 : '})]'.includes(character) ? -1 : 0;
    } else word = { text: (word?.text ?? '') + character, quoted: word?.quoted ?? false };
  }
  if (depth > 0) return { ok: false, fault: { line, expected: 'a closing } or ) at the end' } };
  endStatement();
  return { ok: true, statements };
}

/** `=` within a word (`a=b`) belongs to it, as does a bracket that follows a letter of a URL. */
function isMark(text: string, at: number, inWord: boolean): boolean {
  const character = text.charAt(at);
  if (!MARKS.includes(character)) return false;
  return !(inWord && character === '=' && /[?&]\S*$/.test(text.slice(Math.max(0, at - 200), at)));
}

function quotedAt(text: string, start: number, quote: string): { text: string; end: number } | undefined {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === quote && text.charAt(at + 1) === quote) {
      value += quote;
      at++;
    } else if (character === quote) return { text: value, end: at + 1 };
    else if (character === '`' && quote === '"') {
      const escaped = text.charAt(++at);
      value += ESCAPES[escaped] ?? escaped;
    } else value += character;
  }
  return undefined;
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}
