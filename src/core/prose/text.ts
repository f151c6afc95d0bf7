import type { Doc } from '../evidence/doc.ts';
import { layout } from './layout.ts';

/** Plain text of a document, wrapped at `width` columns: 80, or `Infinity` for one line a paragraph. */
export function textOf(doc: Doc, options: { readonly width?: number } = {}): string {
  return layout(doc, options.width ?? 80, (text) => text).join('\n');
}
