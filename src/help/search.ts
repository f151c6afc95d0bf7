import type MiniSearch from 'minisearch';
import type { SearchOptions, SearchResult } from 'minisearch';
import { findSaid } from '../core/said/find-said.ts';
import type { Entry } from './entry.ts';
import type { HelpIndex, Spoken } from './help-index.ts';
import { termOf, wordsOf } from './terms.ts';

/** A page that was found. */
export interface Hit {
  readonly entry: Entry;
  /** The best of a search has the highest one; nothing compares those of two searches. */
  readonly score: number;
  /** The words of the page that were found, in the form in which they are compared (`termOf`). */
  readonly terms: ReadonlySet<string>;
  /** The message that led to it, where that tells more than its own words. */
  readonly said?: Spoken;
}

interface Found {
  score: number;
  readonly terms: Set<string>;
  /** The message that says most for it, how much of the score that is, and whether the text holds the whole of it. */
  said?: Spoken;
  bySaid: number;
  isWhole?: boolean;
}

/** Longer texts than this are no search: the rest is not looked at. */
const LIMIT = 2000;

const PAGE_BOOST = { title: 4, name: 2, searchedAs: 4, first: 1.5, rest: 1 };
const MESSAGE_BOOST = { says: 1, product: 0.4 };
/** What a message says of an article, against the words of the article itself. */
const BY_MESSAGE = 0.6;
const BY_WHOLE_MESSAGE = 1;
const BY_COMMON_WORDS = 0.5;
/** Somebody who types the name of a page wants that one. */
const BY_NAME = 2;
/** People come with a fault: its article stands before a page that has the same words. */
const BY_KIND = { article: 1, guide: 0.6, command: 0.6, option: 0.5 } as const;
/** What is found by words that are in it, only just, is noise. */
const LEAST_SHARE = 0.2;

/** The pages that answer `text`, best first: the words of a ticket, an error message, a cause, a flag. */
export function searchHelp(index: HelpIndex, text: string, limit = 20): readonly Hit[] {
  const asked = text.slice(0, LIMIT);
  const scores = new Map<number, Found>();
  const at = (entry: number) => {
    const known: Found = scores.get(entry) ?? { score: 0, terms: new Set(), bySaid: 0 };
    scores.set(entry, known);
    return known;
  };
  const pages = find(index.pages, asked, PAGE_BOOST);
  const best = pages[0]?.score ?? 1;
  for (const { id, score, match } of pages) {
    const entry = index.entries[id] as Entry;
    const held = at(id);
    held.score += (score / best) * BY_KIND[entry.kind] + (isNamed(entry, asked) ? BY_NAME : 0);
    for (const term of Object.keys(match)) held.terms.add(term);
  }
  const articles = new Map(index.entries.map(({ kind, id }, place) => [kind === 'article' ? id : '', place]));
  for (const { spoken, isWhole, weight, terms } of spokenIn(index, asked)) {
    const { means } = spoken.message;
    const most = Math.max(...Object.values(means));
    for (const [cause, often] of Object.entries(means)) {
      const place = articles.get(cause);
      const share = (often / most) * weight;
      if (place === undefined) continue;
      const held = at(place);
      if (share <= held.bySaid) continue;
      held.score += share - held.bySaid;
      held.bySaid = share;
      held.said = spoken;
      held.isWhole = isWhole;
      for (const term of terms) held.terms.add(term);
    }
  }
  const found = [...scores].map(([place, held]) => ({ place, ...held })).sort((one, other) => other.score - one.score);
  const least = (found[0]?.score ?? 0) * LEAST_SHARE;
  return found
    .filter(({ score }) => score >= least)
    .slice(0, limit)
    .map(({ place, score, terms, said, bySaid, isWhole }) => ({
      entry: index.entries[place] as Entry,
      score,
      terms,
      ...(said !== undefined && (isWhole === true || bySaid > score / 2) && { said }),
    }));
}

function isNamed({ id, title }: Entry, text: string): boolean {
  const asked = text.trim().toLowerCase();
  return asked === id || asked === title.toLowerCase();
}

/** The messages that a text holds whole, and those whose words it has. */
function spokenIn(index: HelpIndex, text: string) {
  const whole = findSaid(text, index.catalogue).map(({ product, message, start, end }) => ({
    spoken: { product, message },
    isWhole: product.isCommonWords !== true,
    weight: (product.isCommonWords ? BY_COMMON_WORDS : BY_WHOLE_MESSAGE) * ((end - start) / text.trim().length),
    terms: [] as string[],
  }));
  const alike = find(index.messages, text, MESSAGE_BOOST);
  const best = alike[0]?.score ?? 1;
  const asked = new Set(wordsOf(text).flatMap((word) => termOf(word.text) ?? [])).size;
  return [
    ...whole,
    ...alike.map(({ id, score, match, queryTerms }) => ({
      spoken: index.spoken[id] as Spoken,
      isWhole: false,
      weight: BY_MESSAGE * (score / best) * (queryTerms.length / asked),
      terms: Object.keys(match),
    })),
  ];
}

/** Words that nothing has are read as mistyped, and the last one as not yet typed to its end. */
function find(index: MiniSearch, text: string, boost: SearchOptions['boost'] & object): readonly SearchResult[] {
  const exact = index.search(text, { boost, prefix: isLast });
  const known = new Set(exact.flatMap(({ queryTerms }) => queryTerms));
  const isMistyped = (term: string) => term.length > 3 && !known.has(term);
  return index.search(text, { boost, prefix: isLast, fuzzy: (term) => isMistyped(term) && 0.25, maxFuzzy: 2 });
}

function isLast(term: string, at: number, all: readonly string[]): boolean {
  return at === all.length - 1 && term.length > 2;
}
