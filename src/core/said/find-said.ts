import type { Product, SaidMatch } from '../evidence/said.ts';
import { alike, matchMessage } from './match.ts';
import { withPair } from './stated-pair.ts';

/** No message that is known stands further back. */
const LIMIT = 131_072;

/** A mark stands at the beginning of what is said. */
const LONGEST_LINE = 4096;

/** Whose server spoke: the id of a profile, and whether that is known or only suspected, as by the claims of a token. */
export interface Asked {
  readonly profile: string;
  readonly isKnown: boolean;
}

/** Products and their messages; `words` are those of nobody's product. */
export interface Catalogue {
  readonly products: readonly Product[];
  readonly words: Product;
}

/**
 * The messages of the catalogue that a text holds: an answer, a log line, a stack trace. Those of the profile that was
 * asked come first, then the longest. What only uses the common words of the field is heeded where nothing better is found.
 */
export function findSaid(text: string, { products, words }: Catalogue, asked?: Asked): readonly SaidMatch[] {
  const said = asSpoken(text.slice(0, LIMIT));
  const plain = alike(said);
  const own = products.filter((product) => product.profile !== undefined && product.profile === asked?.profile);
  const others = products.filter((product) => !own.includes(product) && isHeard(product.profile, asked));
  const found = [
    ...own.flatMap((product) => product.messages.map((message) => matchMessage(product, message, said, plain))),
    ...others.flatMap((product) =>
      product.messages
        .filter(({ isCommon }) => isCommon !== true)
        .map((message) => matchMessage(product, message, said, plain)),
    ),
  ].filter((one) => one !== undefined);
  const known = withoutParts(asMarked(found, said).sort((one, other) => rank(other) - rank(one)));
  const told = known.length > 0 ? known : words.messages.flatMap((one) => matchMessage(words, one, said, plain) ?? []);
  return told.map((match) => withPair(match, said));

  function rank({ product, text: spoken }: SaidMatch): number {
    // Of the same words, those that belong to nobody's server come before another provider's.
    const isAnyones = asked !== undefined && product.profile === undefined;
    return spoken.length + (own.includes(product) ? 1000 : 0) + (isAnyones ? 0.5 : 0);
  }
}

/** A message that stands in JSON, or in a value of a log line, is read as it was before it was written there. */
function asSpoken(text: string): string {
  return text.replace(/\\+(["nrt])/g, (_, character: string) => (character === '"' ? '"' : '\n'));
}

/** Another provider does not answer in place of the one that is known to have been asked. */
function isHeard(of: string | undefined, asked: Asked | undefined): boolean {
  return of === undefined || asked?.isKnown !== true;
}

/** On a line that has the mark of a product, and words that it is known for, nobody else speaks. */
function asMarked(found: readonly SaidMatch[], text: string): SaidMatch[] {
  const lineOf = ({ start }: SaidMatch) => {
    const from = text.lastIndexOf('\n', start) + 1;
    const to = text.indexOf('\n', start);
    return { from, line: text.slice(from, to < 0 ? undefined : to).slice(0, LONGEST_LINE) };
  };
  const owners = new Map<number, Product>();
  for (const one of found) {
    const { from, line } = lineOf(one);
    if (one.product.mark?.test(line)) owners.set(from, one.product);
  }
  if (owners.size === 0) return [...found];
  return found.filter((one) => (owners.get(lineOf(one).from) ?? one.product) === one.product);
}

/** What is part of a longer message says nothing of its own. */
function withoutParts(found: readonly SaidMatch[]): SaidMatch[] {
  const kept: SaidMatch[] = [];
  for (const one of found) {
    if (!kept.some(({ start, end }) => start <= one.start && one.end <= end)) kept.push(one);
  }
  return kept;
}
