import { CAUSES } from '../core/causes/index.ts';
import type { Cause } from '../core/evidence/cause.ts';
import type { Doc, Inline } from '../core/evidence/doc.ts';
import type { Catalogue } from '../core/said/find-said.ts';
import { PRODUCTS } from '../core/said/products/index.ts';
import { words } from '../core/said/products/words.ts';
import type { Entry } from './entry.ts';

/** Every cause as an entry: its article without what all articles have. */
export function articleEntries(): readonly Entry[] {
  return CAUSES.map(entryOf);
}

function entryOf({ id, title, searchedAs, stage, severity, article }: Cause): Entry {
  const { symptom, cause, resolution, additional = [] } = article;
  const texts = [symptom, cause, resolution, additional].flatMap(paragraphsOf);
  return { kind: 'article', id, title, searchedAs, texts, cause: { stage, severity } };
}

/** One line for each paragraph, step, item and row of a document; headings say nothing by themselves. */
export function paragraphsOf(doc: Doc): readonly string[] {
  return doc.flatMap((block): readonly string[] => {
    switch (block.kind) {
      case 'heading':
        return [];
      case 'command':
        return block.text.split('\n');
      case 'paragraph':
        return [plain(block.inlines)];
      case 'pairs':
        return block.rows.map(([name, value]) => `${name}: ${plain(value)}`);
      default:
        return block.items.map(plain);
    }
  });
}

function plain(inlines: readonly Inline[]): string {
  return inlines.map((inline) => (typeof inline === 'string' ? inline : inline.text)).join('');
}

/** The messages of servers and libraries, without what only the doctor says of them. */
export function catalogue(): Catalogue {
  const bare = (product: (typeof PRODUCTS)[number]) => {
    const { id, name, profile, source, isCommonWords, messages } = product;
    return {
      id,
      name,
      source,
      ...(profile !== undefined && { profile }),
      ...(isCommonWords && { isCommonWords }),
      messages: messages.map(({ id, says, means, isCommon }) => ({
        id,
        says,
        means,
        sample: '',
        ...(isCommon && { isCommon }),
      })),
    };
  };
  return { products: PRODUCTS.map(bare), words: bare(words) };
}
