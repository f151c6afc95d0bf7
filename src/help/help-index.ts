import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';
import type { MessageEntry, Product } from '../core/evidence/said.ts';
import type { Catalogue } from '../core/said/find-said.ts';
import type { Entry } from './entry.ts';
import { termOf, wordsOf } from './terms.ts';

/** The index as it is stored: plain JSON. */
export interface IndexFile {
  readonly entries: readonly Entry[];
  readonly catalogue: Catalogue;
  readonly pages: AsPlainObject;
  readonly messages: AsPlainObject;
}

/** A message, and whose it is. */
export interface Spoken {
  readonly product: Product;
  readonly message: MessageEntry;
}

/** The index, ready to be searched. Documents are numbered as they stand in `entries` and in `spoken`. */
export interface HelpIndex {
  readonly entries: readonly Entry[];
  readonly catalogue: Catalogue;
  readonly spoken: readonly Spoken[];
  readonly pages: MiniSearch;
  readonly messages: MiniSearch;
}

const SHARED = {
  tokenize: (text: string) => wordsOf(text).map((word) => word.text),
  processTerm: termOf,
} satisfies Partial<Options>;
const PAGES: Options = { ...SHARED, fields: ['title', 'name', 'searchedAs', 'first', 'rest'] };
const MESSAGES: Options = { ...SHARED, fields: ['says', 'product'] };

/** Makes the index of entries and of the messages that lead to articles. */
export function makeIndex(entries: readonly Entry[], catalogue: Catalogue): HelpIndex {
  const pages = new MiniSearch(PAGES);
  pages.addAll(
    entries.map(({ id, title, searchedAs, texts: [first = '', ...rest] }, at) => ({
      id: at,
      title,
      name: id,
      searchedAs: searchedAs.join('\n'),
      first,
      rest: rest.join('\n'),
    })),
  );
  const spoken = spokenOf(catalogue);
  const messages = new MiniSearch(MESSAGES);
  messages.addAll(
    spoken.map(({ product, message }, at) => ({
      id: at,
      says: [message.says]
        .flat()
        .join('\n')
        .replaceAll(/\{\w+\}/g, ' '),
      product: product.isCommonWords ? '' : `${product.name} ${product.id}`,
    })),
  );
  return { entries, catalogue, spoken, pages, messages };
}

/** What `openIndex` opens. */
export function indexFile({ entries, catalogue, pages, messages }: HelpIndex): IndexFile {
  return { entries, catalogue, pages: pages.toJSON(), messages: messages.toJSON() };
}

/** Opens an index that was made before. @throws Error for a file of another version of the library */
export function openIndex({ entries, catalogue, pages, messages }: IndexFile): HelpIndex {
  return {
    entries,
    catalogue,
    spoken: spokenOf(catalogue),
    pages: MiniSearch.loadJS(pages, PAGES),
    messages: MiniSearch.loadJS(messages, MESSAGES),
  };
}

function spokenOf({ products, words }: Catalogue): readonly Spoken[] {
  return [...products, words].flatMap((product) => product.messages.map((message) => ({ product, message })));
}
