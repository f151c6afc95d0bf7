import type { Block, Doc, Inline } from '../evidence/doc.ts';
import { visible } from './visible.ts';

/** CommonMark of a document. */
export function markdownOf(doc: Doc): string {
  return `${doc.map(blockOf).join('\n\n')}\n`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${plain(block.text)}`;
    case 'paragraph':
      return inlinesOf(block.inlines);
    case 'list':
      return block.items.map((item) => `- ${inlinesOf(item)}`).join('\n');
    case 'steps':
      return block.items.map((item, i) => `${i + 1}. ${inlinesOf(item)}`).join('\n');
    case 'pairs':
      return block.rows.map(([name, value]) => `- **${plain(name)}**: ${inlinesOf(value)}`).join('\n');
    case 'command':
      return fence(block.text);
  }
}

function inlinesOf(inlines: readonly Inline[]): string {
  return inlines.map(inlineOf).join('');
}

function inlineOf(inline: Inline): string {
  if (typeof inline === 'string') return plain(inline);
  switch (inline.kind) {
    case 'code':
      return codeSpan(visible(inline.text));
    case 'strong':
      return `**${plain(inline.text)}**`;
    case 'link':
      return `[${plain(inline.text)}](${visible(inline.url).replace(/[\s()<>\\]/g, escapeInAddress)})`;
  }
}

/** Characters that would end the address of a link (CommonMark §6.3), as percent-encoded octets. */
function escapeInAddress(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** Escapes what CommonMark would read as markup anywhere in a line (CommonMark §2.4). */
function plain(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]<>|~]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/^(\s*)([#+-]|\d+(?=[.)]))/, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
    );
}

/** A code span that may itself hold backticks (CommonMark §6.1). */
function codeSpan(text: string): string {
  const ticks = '`'.repeat(longestRun(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${text}${pad}${ticks}`;
}

function fence(text: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}sh\n${text.split('\n').map(visible).join('\n')}\n${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
