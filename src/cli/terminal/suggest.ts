import { nearest } from '../../core/prose/nearest.ts';

/** ` Did you mean X?`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>, prefix = ''): string {
  const meant = nearest(word, known);
  return meant === undefined ? '' : ` Did you mean ${prefix}${meant}?`;
}

/**
 * `There is no cause X. Did you mean Y?`. A word that has not the form of a name could be a token or a secret, and is
 * not repeated.
 */
export function thereIsNo(kind: string, word: string, known: Iterable<string>, prefix = ''): string {
  const isName = /^[a-z][a-z-]{0,39}$/i.test(word);
  return `There is no ${isName ? `${kind} ${word}` : `such ${kind}`}.${didYouMean(word, known, prefix)}`;
}
