import { isDigit, latin1, PLAIN, startsWith } from './bytes.ts';

/** A text or a number of a JSON text: what may differ from one to the next. */
export interface Slot {
  /** Names and indexes that lead to it. */
  readonly path: readonly string[];
  readonly isNumber: boolean;
}

/**
 * A JSON text with the values of its texts and numbers taken out: what stands between them, byte by byte. A text that
 * fits has the same names in the same places, so that nothing but the values has to be read.
 */
export interface JsonTemplate {
  /** One more than there are slots. */
  readonly runs: readonly Uint8Array[];
  readonly slots: readonly Slot[];
  /** Where the values of the text stand that was matched last; at first, of the text that it is of. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const MOST_SLOTS = 64;
const DEEPEST = 8;

/**
 * The template of a text that a JSON parser has accepted. `undefined` where it holds an escape, a character outside of
 * ASCII, a name twice, a number with an exponent, or too much.
 */
export function templateOf(bytes: Uint8Array, start: number, end: number): JsonTemplate | undefined {
  const walk = new Walk(bytes, start, end);
  if (!walk.value([]) || walk.slots.length > MOST_SLOTS) return undefined;
  return walk.template();
}

/**
 * Whether a text fits: its end, and the places of its values in `starts` and `ends`; -1 where it does not.
 * @param special a slot that `read` reads: from its start to its end; -1 where it cannot
 */
export function match(
  template: JsonTemplate,
  bytes: Uint8Array,
  start: number,
  special = -1,
  read?: (bytes: Uint8Array, at: number) => number,
): number {
  const { runs, slots, starts, ends } = template;
  let at = start;
  for (let index = 0; index < slots.length; index++) {
    const run = runs[index] as Uint8Array;
    if (!startsWith(bytes, at, run)) return -1;
    at += run.length;
    starts[index] = at;
    if (index === special && read !== undefined) at = read(bytes, at);
    else if ((slots[index] as Slot).isNumber) at = endOfNumber(bytes, at);
    else while (PLAIN[bytes[at] as number] === 1) at++;
    if (at < 0) return -1;
    ends[index] = at;
  }
  const run = runs[slots.length] as Uint8Array;
  return startsWith(bytes, at, run) ? at + run.length : -1;
}

/** Where a JSON number (RFC 8259 §6) without an exponent ends; -1 where there is none, or one of 16 digits or more. */
function endOfNumber(bytes: Uint8Array, start: number): number {
  let at = bytes[start] === MINUS ? start + 1 : start;
  const first = at;
  while (isDigit(bytes[at] as number)) at++;
  if (at === first || (bytes[first] === ZERO && at > first + 1)) return -1;
  if (bytes[at] === POINT) {
    const fraction = ++at;
    while (isDigit(bytes[at] as number)) at++;
    if (at === fraction) return -1;
  }
  return at - first > 16 ? -1 : at;
}

/** The value of a number that `match` found. Fewer than 16 digits over a power of ten: the nearest double, as parsed. */
export function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let whole = 0;
  let scale = 1;
  let isFraction = false;
  const isNegative = bytes[start] === MINUS;
  for (let at = isNegative ? start + 1 : start; at < end; at++) {
    const code = bytes[at] as number;
    if (code === POINT) {
      isFraction = true;
      continue;
    }
    whole = whole * 10 + (code - ZERO);
    if (isFraction) scale *= 10;
  }
  const value = isFraction ? whole / scale : whole;
  return isNegative ? -value : value;
}

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** Walks over a text once, and cuts it where a value begins and ends. */
class Walk {
  readonly slots: Slot[] = [];
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #start: number;
  /** Where each value begins and ends. */
  readonly #cuts: number[] = [];
  #at: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#start = start;
    this.#end = end;
  }

  template(): JsonTemplate {
    const starts = this.#cuts.filter((_, index) => index % 2 === 0);
    const ends = this.#cuts.filter((_, index) => index % 2 === 1);
    const edges = [this.#start, ...ends].map((from, index) => this.#bytes.slice(from, starts[index] ?? this.#end));
    return { runs: edges, slots: this.slots, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
  }

  value(path: readonly string[]): boolean {
    this.#skipBlanks();
    const code = this.#code();
    if (path.length > DEEPEST) return false;
    if (code === 0x7b) return this.#object(path);
    if (code === 0x5b) return this.#array(path);
    if (code === QUOTE) return this.#text(path);
    if (code === MINUS || isDigit(code)) return this.#number(path);
    while (this.#code() >= 0x61 && this.#code() <= 0x7a) this.#at++;
    return true;
  }

  #object(path: readonly string[]): boolean {
    const names = new Set<string>();
    do {
      this.#at++;
      this.#skipBlanks();
      if (this.#code() === 0x7d && names.size === 0) break;
      const name = this.#name();
      if (name === undefined || names.has(name)) return false;
      names.add(name);
      this.#skipBlanks();
      this.#at++;
      if (!this.value([...path, name])) return false;
      this.#skipBlanks();
    } while (this.#code() === COMMA);
    this.#at++;
    return true;
  }

  #array(path: readonly string[]): boolean {
    let index = 0;
    do {
      this.#at++;
      this.#skipBlanks();
      if (this.#code() === 0x5d && index === 0) break;
      if (!this.value([...path, String(index++)])) return false;
      this.#skipBlanks();
    } while (this.#code() === COMMA);
    this.#at++;
    return true;
  }

  #name(): string | undefined {
    const start = ++this.#at;
    this.#skipPlain();
    return this.#bytes[this.#at] === QUOTE ? latin1(this.#bytes, start, this.#at++) : undefined;
  }

  #text(path: readonly string[]): boolean {
    const start = ++this.#at;
    this.#skipPlain();
    if (this.#bytes[this.#at] !== QUOTE) return false;
    this.#slot(path, false, start, this.#at++);
    return true;
  }

  #number(path: readonly string[]): boolean {
    const start = this.#at;
    const end = endOfNumber(this.#bytes, start);
    if (end === -1) return false;
    this.#at = end;
    this.#slot(path, true, start, end);
    return !'eE'.includes(String.fromCharCode(this.#code()));
  }

  #slot(path: readonly string[], isNumber: boolean, start: number, end: number): void {
    this.slots.push({ path, isNumber });
    this.#cuts.push(start, end);
  }

  #code(): number {
    return this.#bytes[this.#at] as number;
  }

  #skipPlain(): void {
    while (PLAIN[this.#code()] === 1) this.#at++;
  }

  #skipBlanks(): void {
    while (this.#code() === 0x20 || this.#code() === 0x09) this.#at++;
  }
}

const COMMA = 0x2c;
const QUOTE = 0x22;
