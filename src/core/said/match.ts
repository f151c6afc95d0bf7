import type { MessageEntry, Product, SaidMatch } from '../evidence/said.ts';

/** Text that varies, and values, are no longer than this. */
const GAP = 300;
/** A phrase that begins more often than this is no message. */
const ATTEMPTS = 32;

interface Piece {
  readonly literal: string;
  /** Of the value that stands before the literal; `null`: text that varies; `undefined`: nothing stands there. */
  readonly before: string | null | undefined;
}

interface Compiled {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

const compiled = new WeakMap<MessageEntry, readonly Compiled[]>();

/** Case, blanks and quotes made alike, each character in its place. */
export function alike(text: string): string {
  return text
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/[\s\u00a0]/g, ' ')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replaceAll('\\"', ' "');
}

/**
 * Finds a message in a text. The work is bounded: each literal is looked for from the end of the one before, no further
 * than a gap, and a start is tried a bounded number of times.
 * @param text as it stands
 * @param plain the same, made `alike`
 */
export function matchMessage(
  product: Product,
  message: MessageEntry,
  text: string,
  plain: string,
): SaidMatch | undefined {
  for (const one of compile(message)) {
    const hit = match(one, text, plain, product.isCommonWords === true);
    if (hit !== undefined) return { product, message, text: one.text, ...hit };
  }
  return undefined;
}

function compile(message: MessageEntry): readonly Compiled[] {
  const known = compiled.get(message);
  if (known !== undefined) return known;
  const made = [message.says].flat().map((text) => ({ text, pieces: piecesOf(text) }));
  compiled.set(message, made);
  return made;
}

function piecesOf(says: string): readonly Piece[] {
  const parts = says.split(/(\{\w+\}|…)/);
  return parts.flatMap((literal, at) => {
    if (at % 2 === 1) return [];
    const gap = parts[at - 1];
    return [{ literal: alike(literal), before: gap === undefined ? undefined : gap === '…' ? null : gap.slice(1, -1) }];
  });
}

type Hit = Pick<SaidMatch, 'states' | 'start' | 'end'>;

/** @param isAnyWord also a word of a name: `Audience` of `InvalidAudience` */
function match({ pieces }: Compiled, text: string, plain: string, isAnyWord: boolean): Hit | undefined {
  const first = pieces[0]?.literal ?? '';
  let start = plain.indexOf(first);
  for (let attempt = 0; start >= 0 && attempt < ATTEMPTS; attempt++) {
    const hit =
      isWordStart(plain, start) || (isAnyWord && isHump(text, start))
        ? matchFrom(pieces, start, text, plain, isAnyWord)
        : undefined;
    if (hit !== undefined) return hit;
    start = plain.indexOf(first, start + 1);
  }
  return undefined;
}

function matchFrom(
  pieces: readonly Piece[],
  start: number,
  text: string,
  plain: string,
  isAnyWord: boolean,
): Hit | undefined {
  const states: { [name: string]: string } = {};
  let end = start;
  for (const { literal, before } of pieces) {
    if (before === undefined) {
      end = start + literal.length;
      continue;
    }
    const window = plain.slice(end, end + GAP + literal.length);
    const found = literal === '' ? valueEnd(text.slice(end, end + GAP)) : window.indexOf(literal);
    if (found < 0) return undefined;
    if (before !== null) states[before] = stated(text.slice(end, end + found), isQuoted(text[end - 1], literal));
    end += found + literal.length;
  }
  return isWordEnd(plain, end) || (isAnyWord && isHump(text, end)) ? { states, start, end } : undefined;
}

/** A value at the end of a message goes to the end of its line, or of the quotes or brackets round the message. */
function valueEnd(rest: string): number {
  const end = rest.search(/[\r\n"'<}\\]/);
  return end < 0 ? rest.length : end;
}

function isQuoted(before: string | undefined, after: string): boolean {
  return /^["']/.test(after) && /["']/.test(before ?? '');
}

/** Nothing that could be a credential is kept. Blanks inside quotation marks are part of the value. */
function stated(value: string, isWhole: boolean): string {
  const text = isWhole ? value : value.trim();
  return /eyJ[\w-]{8}|-----BEGIN/.test(text) ? '' : text;
}

function isWordStart(plain: string, at: number): boolean {
  return !(isWord(plain[at]) && isWord(plain[at - 1]));
}

function isWordEnd(plain: string, end: number): boolean {
  return !(isWord(plain[end - 1]) && isWord(plain[end]));
}

/** Where a word of a name begins: `InvalidAudience`. */
function isHump(text: string, at: number): boolean {
  return /[A-Z]/.test(text[at] ?? '') && /[a-z]/.test(text[at - 1] ?? '');
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/i.test(character);
}
