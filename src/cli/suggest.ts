import { nearest } from '../core/prose/nearest.ts';

/** ` Did you mean X?`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>, prefix = ''): string {
  const meant = nearest(word, known);
  return meant === undefined ? '' : ` Did you mean ${prefix}${meant}?`;
}
