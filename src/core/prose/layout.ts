import type { Block, Doc, Inline } from '../evidence/doc.ts';
import { visible } from './visible.ts';

export type Style = 'plain' | 'code' | 'strong' | 'link' | 'muted';
/** How a surface of fixed-width characters marks a style. Must not change how many columns the text takes. */
export type Paint = (text: string, style: Style) => string;

interface Piece {
  readonly text: string;
  readonly style: Style;
}

/** Lines of a document on a surface of fixed-width characters. Code, links and commands are never broken. */
export function layout(doc: Doc, width: number, paint: Paint): string[] {
  const lines: string[] = [];
  doc.forEach((block, i) => {
    if (i > 0 && doc[i - 1]?.kind !== 'heading') lines.push('');
    lines.push(...layoutBlock(block, width, paint));
  });
  return lines;
}

/** Breaks inlines into lines of at most `width` columns; the first begins with `first`, the others with `rest`. */
export function flow(inlines: readonly Inline[], width: number, paint: Paint, first = '', rest = first): string[] {
  // Nothing is broken, so no columns are counted: a refused request waits for these words.
  if (width === Number.POSITIVE_INFINITY) return [first + unbroken(inlines, paint)];
  const lines: string[] = [];
  let line = first;
  let columns = columnsOf(first);
  let empty = true;
  for (const word of wordsOf(inlines)) {
    const needs = word.reduce((sum, piece) => sum + columnsOf(piece.text), 0);
    if (!empty && columns + 1 + needs > width) {
      lines.push(line);
      line = rest;
      columns = columnsOf(rest);
      empty = true;
    }
    line += (empty ? '' : ' ') + word.map((piece) => paint(piece.text, piece.style)).join('');
    columns += (empty ? 0 : 1) + needs;
    empty = false;
  }
  return [...lines, line];
}

export function columnsOf(text: string): number {
  let columns = 0;
  for (const _ of text) columns++;
  return columns;
}

/** All words in one line, one blank between two. */
function unbroken(inlines: readonly Inline[], paint: Paint): string {
  const alone = inlines.length === 1;
  let line = '';
  let isApart = false;
  for (const inline of inlines) {
    const { text, style, breaks } = pieceOf(inline, alone);
    for (let from = 0; from <= text.length; ) {
      const blank = breaks ? text.indexOf(' ', from) : -1;
      const to = blank === -1 ? text.length : blank;
      if (to > from) {
        line += (isApart && line !== '' ? ' ' : '') + paint(text.slice(from, to), style);
        isApart = false;
      }
      if (blank !== -1) isApart = true;
      from = to + 1;
    }
  }
  return line;
}

function layoutBlock(block: Block, width: number, paint: Paint): string[] {
  switch (block.kind) {
    case 'heading':
      return [paint(visible(block.text), 'strong')];
    case 'paragraph':
      return flow(block.inlines, width, paint);
    case 'list':
      return block.items.flatMap((item) => flow(item, width, paint, '- ', '  '));
    case 'steps':
      return block.items.flatMap((item, i) => {
        const number = `${i + 1}. `;
        return flow(item, width, paint, number, ' '.repeat(number.length));
      });
    case 'pairs': {
      const column = Math.max(0, ...block.rows.map(([name]) => columnsOf(visible(name)))) + 2;
      return block.rows.flatMap(([name, value]) => {
        const [head, ...tail] = flow(value, width - column, paint);
        const label = paint(visible(name), 'muted') + ' '.repeat(column - columnsOf(visible(name)));
        return [label + head, ...tail.map((line) => ' '.repeat(column) + line)];
      });
    }
    case 'command':
      return block.text.split('\n').map((line) => `  ${paint(visible(line), 'plain')}`);
  }
}

/** Words, each of pieces that are not to be parted: `(`, a piece of code, `).` */
function wordsOf(inlines: readonly Inline[]): Piece[][] {
  const words: Piece[][] = [];
  let word: Piece[] = [];
  const alone = inlines.length === 1;
  for (const inline of inlines) {
    const { text, style, breaks } = pieceOf(inline, alone);
    for (const [i, chunk] of (breaks ? text.split(' ') : [text]).entries()) {
      if (i > 0) {
        words.push(word);
        word = [];
      }
      if (chunk !== '') word.push({ text: chunk, style });
    }
  }
  words.push(word);
  return words.filter((pieces) => pieces.length > 0);
}

/** Code in running text stands in backticks; alone in its place it needs none. */
function pieceOf(inline: Inline, alone: boolean): Piece & { readonly breaks: boolean } {
  if (typeof inline === 'string') return { text: visible(inline), style: 'plain', breaks: true };
  const text = visible(inline.text);
  if (inline.kind === 'strong') return { text, style: 'strong', breaks: true };
  if (inline.kind === 'code') return { text: alone ? text : `\`${text}\``, style: 'code', breaks: false };
  const url = visible(inline.url);
  return { text: text === url ? url : `${text} (${url})`, style: 'link', breaks: true };
}
