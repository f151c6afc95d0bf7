import type { SaidMatch } from '../evidence/said.ts';
import { alike, matchMessage } from './match.ts';
import { PRODUCTS } from './products/index.ts';
import { words } from './products/words.ts';

/** No message that is known stands further back. */
const LIMIT = 131_072;

/**
 * The messages of the catalogue that a text holds: an answer, a log line, a stack trace. Those of the named profile come
 * first, then the longest. What only uses the common words of the field is heeded where nothing better is found.
 * @param profile id of the profile whose server spoke, where that is known
 */
export function readSaid(text: string, profile?: string): readonly SaidMatch[] {
  const said = text.slice(0, LIMIT);
  const plain = alike(said);
  const own = PRODUCTS.filter((product) => product.profile !== undefined && product.profile === profile);
  const others = PRODUCTS.filter((product) => !own.includes(product) && isHeard(product.profile, profile));
  const found = [
    ...own.flatMap((product) => product.messages.map((message) => matchMessage(product, message, said, plain))),
    ...others.flatMap((product) =>
      product.messages
        .filter(({ isCommon }) => isCommon !== true)
        .map((message) => matchMessage(product, message, said, plain)),
    ),
  ].filter((one) => one !== undefined);
  const known = withoutParts(found.sort((one, other) => rank(other) - rank(one)));
  if (known.length > 0) return known;
  return words.messages.flatMap((message) => matchMessage(words, message, said, plain) ?? []);

  function rank({ product, text: spoken }: SaidMatch): number {
    return spoken.length + (own.includes(product) ? 1000 : 0);
  }
}

/** Another provider does not answer in place of the one that was asked. */
function isHeard(of: string | undefined, profile: string | undefined): boolean {
  return of === undefined || profile === undefined;
}

/** What is part of a longer message says nothing of its own. */
function withoutParts(found: readonly SaidMatch[]): SaidMatch[] {
  const kept: SaidMatch[] = [];
  for (const one of found) {
    if (!kept.some(({ start, end }) => start <= one.start && one.end <= end)) kept.push(one);
  }
  return kept;
}
