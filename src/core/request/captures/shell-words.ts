import type { ReadFault } from './reading.ts';

/** A command as a shell would run it: its words, with what only the machine could fill in left as text. */
export interface ShellCommand {
  readonly line: number;
  readonly words: readonly string[];
  /** What the shell puts in and the text does not hold, as it is written: `$TOKEN`, `$(cat token)`. */
  readonly open?: readonly string[];
}

export type ShellReading =
  | { readonly ok: true; readonly commands: readonly ShellCommand[] }
  | { readonly ok: false; readonly fault: ReadFault };

/**
 * Splits the text of a POSIX shell into commands: `'…'`, `"…"`, `$'…'`, backslashes and continued lines. A variable
 * that is set in the same text is filled in; any other, and `$(…)`, stays as it is written.
 */
export function readShell(text: string): ShellReading {
  const scanner = new ShellScanner(text.replace(/\r\n/g, '\n'));
  const fault = scanner.scan();
  return fault === undefined ? { ok: true, commands: scanner.commands } : { ok: false, fault };
}

const ASSIGNMENT = /^([A-Za-z_]\w*)=([\s\S]*)$/;
const ESCAPES: { readonly [letter: string]: string } = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
};

class ShellScanner {
  readonly commands: ShellCommand[] = [];
  readonly #text: string;
  readonly #variables = new Map<string, string>();
  #at = 0;
  #line = 1;
  #words: string[] = [];
  #open: string[] = [];
  #word: string | undefined;
  #startLine = 1;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): ReadFault | undefined {
    while (this.#at < this.#text.length) {
      const fault = this.#step(this.#text.charAt(this.#at));
      if (fault !== undefined) return fault;
    }
    this.#endCommand();
    return undefined;
  }

  #step(character: string): ReadFault | undefined {
    const next = this.#text.charAt(this.#at + 1);
    if (character === '\\') {
      if (next === '\n') this.#line++;
      else this.#add(next);
      this.#at += 2;
    } else if (character === "'") return this.#quoted();
    else if (character === '"') return this.#doubleQuoted();
    else if (character === '$' && next === "'") return this.#ansiQuoted();
    else if (character === '$' || character === '`') return this.#expansion();
    else if (character === '#' && this.#word === undefined) this.#at = this.#endOfLine();
    else if (' \t'.includes(character)) {
      this.#endWord();
      this.#at++;
    } else if ('\n;|&<>'.includes(character)) {
      this.#separator(character);
    } else {
      this.#add(character);
      this.#at++;
    }
    return undefined;
  }

  /** `2>&1` and `> file` end the words of interest; what follows on the line is not part of the request. */
  #separator(character: string): void {
    if (character === '<' || character === '>') this.#at = this.#endOfRedirection();
    else this.#at++;
    if (character === '<' || character === '>') this.#word = /^\d$/.test(this.#word ?? '') ? undefined : this.#word;
    this.#endWord();
    if (character === '<' || character === '>') return;
    this.#endCommand();
    if (character === '\n') this.#line++;
  }

  #endOfRedirection(): number {
    const [whole = ''] = /^(?:<<<|[<>]{1,2})&?[ \t]*[^\s;|&]*/.exec(this.#text.slice(this.#at)) ?? [];
    return this.#at + Math.max(1, whole.length);
  }

  #quoted(): ReadFault | undefined {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end === -1) return { line: this.#line, expected: "a closing ' for the one on this line" };
    const inside = this.#text.slice(this.#at + 1, end);
    this.#add(inside);
    this.#line += inside.split('\n').length - 1;
    this.#at = end + 1;
    return undefined;
  }

  #doubleQuoted(): ReadFault | undefined {
    const opened = this.#line;
    this.#add('');
    this.#at++;
    for (;;) {
      const character = this.#text.charAt(this.#at);
      if (character === '') return { line: opened, expected: 'a closing " for the one on this line' };
      if (character === '"') break;
      const next = this.#text.charAt(this.#at + 1);
      if (character === '\\' && '$`"\\\n'.includes(next) && next !== '') {
        if (next !== '\n') this.#add(next);
        else this.#line++;
        this.#at += 2;
      } else if (character === '$' || character === '`') {
        const fault = this.#expansion();
        if (fault !== undefined) return fault;
      } else {
        if (character === '\n') this.#line++;
        this.#add(character);
        this.#at++;
      }
    }
    this.#at++;
    return undefined;
  }

  /** `$'…'`: escapes as in C. */
  #ansiQuoted(): ReadFault | undefined {
    const opened = this.#line;
    this.#add('');
    this.#at += 2;
    for (;;) {
      const character = this.#text.charAt(this.#at);
      if (character === '') return { line: opened, expected: "a closing ' for the $' on this line" };
      if (character === "'") break;
      const rest = this.#text.slice(this.#at, this.#at + 10);
      const [whole, hex] = /^\\(?:x([0-9A-Fa-f]{1,2})|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8})/.exec(rest) ?? [];
      if (whole !== undefined) {
        this.#add(codePoint(Number.parseInt(hex ?? whole.slice(2), 16)));
        this.#at += whole.length;
      } else if (character === '\\') {
        const escaped = this.#text.charAt(this.#at + 1);
        this.#add(ESCAPES[escaped] ?? escaped);
        this.#at += 2;
      } else {
        if (character === '\n') this.#line++;
        this.#add(character);
        this.#at++;
      }
    }
    this.#at++;
    return undefined;
  }

  #expansion(): ReadFault | undefined {
    const rest = this.#text.slice(this.#at);
    const [whole, braced, bare] = /^\$(?:\{(\w+)\}|([A-Za-z_]\w*))/.exec(rest) ?? [];
    if (whole !== undefined) {
      const value = this.#variables.get(braced ?? bare ?? '');
      if (value === undefined) this.#open.push(whole);
      this.#add(value ?? whole);
      this.#at += whole.length;
      return undefined;
    }
    // An expression of a workflow, which is filled in before the shell sees it.
    const workflow = /^\$\{\{[^}]{0,200}\}\}/.exec(rest)?.[0];
    const end =
      workflow !== undefined
        ? workflow.length
        : rest.startsWith('$(')
          ? endOfSubstitution(rest)
          : rest.startsWith('`')
            ? rest.indexOf('`', 1) + 1
            : 1;
    if (end === 0)
      return { line: this.#line, expected: `a closing ${rest.startsWith('`') ? '`' : ')'} for the one on this line` };
    if (end > 1) this.#open.push(rest.slice(0, end));
    this.#add(rest.slice(0, end));
    this.#line += rest.slice(0, end).split('\n').length - 1;
    this.#at += end;
    return undefined;
  }

  #endOfLine(): number {
    const end = this.#text.indexOf('\n', this.#at);
    return end === -1 ? this.#text.length : end;
  }

  #add(text: string): void {
    if (this.#word === undefined && this.#words.length === 0) this.#startLine = this.#line;
    this.#word = (this.#word ?? '') + text;
  }

  #endWord(): void {
    if (this.#word === undefined) return;
    const [, name, value] = ASSIGNMENT.exec(this.#word) ?? [];
    const isFirst = this.#words.every((word) => word === 'export');
    if (isFirst && name !== undefined && value !== undefined) this.#variables.set(name, value);
    else this.#words.push(this.#word);
    this.#word = undefined;
  }

  #endCommand(): void {
    this.#endWord();
    const open = this.#open.length === 0 ? {} : { open: this.#open };
    if (this.#words.length > 0) this.commands.push({ line: this.#startLine, words: this.#words, ...open });
    this.#words = [];
    this.#open = [];
  }
}

function codePoint(code: number): string {
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}

/** Offset behind the parenthesis that closes `$(`; 0 where none does. */
function endOfSubstitution(text: string): number {
  let depth = 0;
  for (let at = 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === "'") at = closing(text, at);
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at + 1;
  }
  return 0;
}

function closing(text: string, at: number): number {
  const end = text.indexOf("'", at + 1);
  return end === -1 ? text.length : end;
}
