import type { Hit } from './search.ts';
import { termOf, wordsOf } from './terms.ts';

/** A piece of a text; the ones that are marked were searched for. */
export interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

const SNIPPET_LENGTH = 160;
/** So much before the first word that was found is shown with it. */
const BEFORE = 40;

/** A text with the words that were found marked: the pieces together are the text. */
export function withMarks(text: string, terms: ReadonlySet<string>): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { text: word, start } of wordsOf(text)) {
    const term = termOf(word);
    if (start < at || term === null || !terms.has(term)) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), isMarked: false });
    pieces.push({ text: word, isMarked: true });
    at = start + word.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMarked: false });
  return pieces;
}

/** What of a page is shown with it: the message that led to it, or the part of its text with the most words found. */
export function snippetOf({ entry, said, terms }: Hit): string {
  if (said !== undefined) {
    const words = ([said.message.says].flat()[0] ?? '').replaceAll(/\{\w+\}/g, '…');
    return `${said.product.isCommonWords ? 'Often said' : said.product.name}: ${words}`;
  }
  const found = entry.texts.map((text) => placesOf(text, terms));
  const most = Math.max(0, ...found.map((places) => new Set(places.map(({ term }) => term)).size));
  const best = found.findIndex((places) => new Set(places.map(({ term }) => term)).size === most);
  return cut(entry.texts[best] ?? '', found[best]?.[0]?.start ?? 0);
}

function placesOf(text: string, terms: ReadonlySet<string>) {
  return wordsOf(text).flatMap(({ text: word, start }) => {
    const term = termOf(word);
    return term !== null && terms.has(term) ? [{ term, start }] : [];
  });
}

/** Between words, and saying by … where something is left out. */
function cut(text: string, first: number): string {
  const from = first <= BEFORE ? 0 : text.indexOf(' ', first - BEFORE) + 1;
  if (text.length - from <= SNIPPET_LENGTH) return `${from > 0 ? '… ' : ''}${text.slice(from)}`;
  const end = text.lastIndexOf(' ', from + SNIPPET_LENGTH);
  return `${from > 0 ? '… ' : ''}${text.slice(from, end > from ? end : from + SNIPPET_LENGTH)} …`;
}
