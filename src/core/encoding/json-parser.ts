import { formatPointer, type JsonStep } from './json-pointer.ts';
import type { JsonFault, JsonObject, JsonValue } from './json-value.ts';
import { isHighSurrogate, isLowSurrogate, utf8Length } from './utf8.ts';

/** Where a value stands in its text, in characters; `name` is the quoted name of a member. */
export interface ValueSpan {
  readonly start: number;
  readonly end: number;
  readonly name?: { readonly start: number; readonly end: number };
}

/** More faults than this are not listed: one is enough to refuse a text. */
const FAULT_LIMIT = 16;
const ESCAPES: { readonly [letter: string]: string } = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * RFC 8259, strictly: one value, no comments, no trailing comma, no control characters, no lone surrogate, whether
 * written out or as an escape. It goes on after a duplicate member and a number out of range, and stops at any other fault.
 */
export class JsonParser {
  readonly faults: JsonFault[] = [];
  private readonly text: string;
  private readonly maxDepth: number;
  private readonly onValue: ((path: readonly JsonStep[], span: ValueSpan) => void) | undefined;
  private readonly path: JsonStep[] = [];
  private depth = 0;
  private at = 0;

  constructor(text: string, maxDepth: number, onValue?: (path: readonly JsonStep[], span: ValueSpan) => void) {
    this.text = text;
    this.maxDepth = maxDepth;
    this.onValue = onValue;
  }

  /** `undefined` where the text is not one JSON value; `faults` says why. */
  parse(): JsonValue | undefined {
    this.skipBlanks();
    const start = this.at;
    const value = this.value();
    if (value === undefined) return undefined;
    this.onValue?.(this.path, { start, end: this.at });
    this.skipBlanks();
    if (this.at < this.text.length) return this.refuse('the end of the text after the value');
    return value;
  }

  private value(): JsonValue | undefined {
    switch (this.text.charCodeAt(this.at)) {
      case 0x7b:
        return this.object();
      case 0x5b:
        return this.array();
      case 0x22:
        return this.string();
      case 0x74:
        return this.word('true', true);
      case 0x66:
        return this.word('false', false);
      case 0x6e:
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private object(): JsonObject | undefined {
    if (!this.enter()) return undefined;
    const members: { [name: string]: JsonValue } = Object.create(null);
    this.skipBlanks();
    if (this.take(0x7d)) return this.leave(members);
    do {
      this.skipBlanks();
      const nameStart = this.at;
      if (this.text.charCodeAt(this.at) !== 0x22) return this.refuse('a member name in double quotes');
      const name = this.string();
      if (name === undefined) return undefined;
      const nameSpan = { start: nameStart, end: this.at };
      this.path.push(name);
      if (name in members) this.report('duplicate-member', 'each member name once', nameStart);
      this.skipBlanks();
      if (!this.take(0x3a)) return this.refuse('a colon after the member name');
      this.skipBlanks();
      const start = this.at;
      const value = this.value();
      if (value === undefined) return undefined;
      this.onValue?.(this.path, { start, end: this.at, name: nameSpan });
      members[name] = value;
      this.path.pop();
      this.skipBlanks();
    } while (this.take(0x2c));
    if (!this.take(0x7d)) return this.refuse('a comma or a closing brace');
    return this.leave(members);
  }

  private array(): readonly JsonValue[] | undefined {
    if (!this.enter()) return undefined;
    const items: JsonValue[] = [];
    this.skipBlanks();
    if (this.take(0x5d)) return this.leave(items);
    do {
      this.skipBlanks();
      this.path.push(items.length);
      const start = this.at;
      const value = this.value();
      if (value === undefined) return undefined;
      this.onValue?.(this.path, { start, end: this.at });
      items.push(value);
      this.path.pop();
      this.skipBlanks();
    } while (this.take(0x2c));
    if (!this.take(0x5d)) return this.refuse('a comma or a closing bracket');
    return this.leave(items);
  }

  private enter(): boolean {
    if (this.depth === this.maxDepth) {
      this.report('too-deep', `at most ${this.maxDepth} levels of objects and arrays`, this.at);
      return false;
    }
    this.depth++;
    this.at++;
    return true;
  }

  private leave<V>(value: V): V {
    this.depth--;
    return value;
  }

  private string(): string | undefined {
    const text = this.text;
    let whole = '';
    let from = ++this.at;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === 0x22) return whole + text.slice(from, this.at++);
      if (code === 0x5c) {
        whole += text.slice(from, this.at);
        const escaped = this.escape();
        if (escaped === undefined) return undefined;
        whole += escaped;
        from = this.at;
      } else if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(this.at + 1))) {
        this.at += 2;
      } else if (code >= 0x20 && !isHighSurrogate(code) && !isLowSurrogate(code)) {
        this.at++;
      } else if (this.at >= text.length) {
        return this.refuse('a closing double quote');
      } else {
        // mutants: a space never comes so far
        return this.refuse(code < 0x20 ? 'an escape instead of a control character' : 'whole Unicode characters');
      }
    }
  }

  private escape(): string | undefined {
    const letter = this.text.charAt(this.at + 1);
    const plain = ESCAPES[letter];
    if (plain) {
      this.at += 2;
      return plain;
    }
    const code = letter === 'u' ? this.hexadecimal(this.at + 2) : undefined;
    if (code === undefined) return this.refuse('one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX');
    const low = isHighSurrogate(code) && this.text.startsWith('\\u', this.at + 6) ? this.hexadecimal(this.at + 8) : 0;
    // mutants: what is no number is no half either
    if (isLowSurrogate(code) || (isHighSurrogate(code) && !isLowSurrogate(low ?? 0))) {
      return this.refuse('both halves of a surrogate pair');
    }
    this.at += low ? 12 : 6;
    return low ? String.fromCharCode(code, low) : String.fromCharCode(code);
  }

  private hexadecimal(at: number): number | undefined {
    const digits = this.text.slice(at, at + 4);
    return /[0-9A-Fa-f]{4}/.test(digits) ? Number.parseInt(digits, 16) : undefined;
  }

  private number(): number | undefined {
    const start = this.at;
    this.take(0x2d);
    if (!this.digits()) {
      this.at = start;
      return this.refuse('a JSON value: an object, an array, a string, a number, true, false or null');
    }
    const first = this.text.charCodeAt(start) === 0x2d ? start + 1 : start;
    if (this.text.charCodeAt(first) === 0x30 && this.at > first + 1) {
      this.at = first + 1;
      return this.refuse('no digit after a leading zero');
    }
    if (this.take(0x2e) && !this.digits()) return this.refuse('a digit after the decimal point');
    if (this.take(0x65) || this.take(0x45)) {
      if (!this.take(0x2b)) this.take(0x2d);
      if (!this.digits()) return this.refuse('a digit in the exponent');
    }
    const value = Number(this.text.slice(start, this.at));
    if (!Number.isFinite(value)) this.report('number-out-of-range', 'a number within ±1.8e308', start);
    return value;
  }

  private digits(): boolean {
    const start = this.at;
    for (let code = this.text.charCodeAt(start); code >= 0x30 && code <= 0x39; code = this.text.charCodeAt(this.at)) {
      this.at++;
    }
    return this.at > start;
  }

  private word<V extends JsonValue>(word: string, value: V): V | undefined {
    if (!this.text.startsWith(word, this.at))
      return this.refuse('a JSON value: true, false and null are written in full');
    this.at += word.length;
    return value;
  }

  private take(code: number): boolean {
    if (this.text.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  private skipBlanks(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }

  private refuse(expected: string): undefined {
    this.report('syntax', expected, this.at);
    return undefined;
  }

  private report(reason: JsonFault['reason'], expected: string, at: number): void {
    if (this.faults.length >= FAULT_LIMIT) return;
    this.faults.push({ reason, expected, byte: utf8Length(this.text, at), pointer: formatPointer(this.path) });
  }
}
