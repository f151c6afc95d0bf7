import { CAUSES, titleOf } from '../../../core/causes/index.ts';
import { articleDoc } from '../../../core/diagnosis/article.ts';
import type { Cause } from '../../../core/evidence/cause.ts';
import { textOf } from '../../../core/prose/text.ts';
import { GUIDES, type Guide } from './guides.ts';

/** What fits a search, the best first. */
export interface Hits {
  readonly causes: readonly Cause[];
  readonly guides: readonly Guide[];
}

/** Every word has to occur; a word of the title counts more than one of the text. Ids and error texts are found too. */
export function searchHelp(search: string): Hits {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return {
    causes: ranked(CAUSES, words, (cause) => `${cause.id} ${cause.title}`, textOfArticle),
    guides: ranked(
      GUIDES,
      words,
      ({ title }) => title,
      ({ text }) => text,
    ),
  };
}

const texts = new Map<string, string>();

function textOfArticle(cause: Cause): string {
  const known = texts.get(cause.id);
  if (known !== undefined) return known;
  const text = textOf(articleDoc(cause, { titleOf }), { width: Number.POSITIVE_INFINITY });
  texts.set(cause.id, text);
  return text;
}

function ranked<T>(
  all: readonly T[],
  words: readonly string[],
  titleOf: (one: T) => string,
  bodyOf: (one: T) => string,
): readonly T[] {
  if (words.length === 0) return all;
  const scored = all.flatMap((one) => {
    const title = titleOf(one).toLowerCase();
    const body = bodyOf(one).toLowerCase();
    if (!words.every((word) => title.includes(word) || body.includes(word))) return [];
    return [{ one, score: words.filter((word) => title.includes(word)).length }];
  });
  return scored.sort((a, b) => b.score - a.score).map(({ one }) => one);
}
