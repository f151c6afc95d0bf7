import type { Block, Doc, Inline } from '../evidence/doc.ts';
import { visible } from './visible.ts';

/** Semantic HTML of a document: everything escaped, no attribute but `href`, so that any content policy holds. */
export function htmlOf(doc: Doc): string {
  return doc.map(blockOf).join('\n');
}

/** Text for HTML, safe in element content and in a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${inlinesOf(block.inlines)}</p>`;
    case 'list':
      return `<ul>${itemsOf(block.items)}</ul>`;
    case 'steps':
      return `<ol>${itemsOf(block.items)}</ol>`;
    case 'pairs':
      return `<dl>${block.rows.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${inlinesOf(value)}</dd>`).join('')}</dl>`;
    case 'command':
      return `<pre><code>${block.text.split('\n').map(escapeHtml).join('\n')}</code></pre>`;
  }
}

function itemsOf(items: readonly (readonly Inline[])[]): string {
  return items.map((item) => `<li>${inlinesOf(item)}</li>`).join('');
}

function inlinesOf(inlines: readonly Inline[]): string {
  return inlines.map(inlineOf).join('');
}

function inlineOf(inline: Inline): string {
  if (typeof inline === 'string') return escapeHtml(inline);
  switch (inline.kind) {
    case 'code':
      return `<code>${escapeHtml(inline.text)}</code>`;
    case 'strong':
      return `<strong>${escapeHtml(inline.text)}</strong>`;
    case 'link':
      return isSafeUrl(inline.url)
        ? `<a href="${escapeHtml(inline.url)}">${escapeHtml(inline.text)}</a>`
        : escapeHtml(inline.text);
  }
}

/** Only pages are linked: http(s), or a path of this site. */
export function isSafeUrl(url: string): boolean {
  return /^https?:\/\//i.test(url) || /^(?:\/(?!\/)|\.{1,2}\/|#)/.test(url);
}
