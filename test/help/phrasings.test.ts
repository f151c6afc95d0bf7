import { expect, test } from 'vitest';
import { CAUSES } from '../../src/core/causes/index.ts';
import { searchHelp } from '../../src/help/search.ts';
import { HELD_OUT } from './held-out.ts';
import { builtIndex } from './open-index.ts';
import { PHRASINGS } from './phrasings.ts';

const index = await builtIndex();
const ALL = [...PHRASINGS, ...HELD_OUT];

/** Place of the first right article among everything that is found; 0 where it is not. */
function placeOf({ words, right }: (typeof ALL)[number]): number {
  const wanted: readonly string[] = [right].flat();
  return searchHelp(index, words).findIndex(({ entry }) => entry.kind === 'article' && wanted.includes(entry.id)) + 1;
}

test('the words of a hundred tickets lead to the right article: 85 first, 95 in the first three', () => {
  const places = ALL.map((phrasing) => ({ ...phrasing, place: placeOf(phrasing) }));
  const missed = places.filter(({ place }) => place !== 1).map(({ words, place }) => `${place}: ${words}`);
  expect(ALL).toHaveLength(100);
  expect(places.filter(({ place }) => place === 1).length, missed.join('\n')).toBeGreaterThanOrEqual(85);
  expect(places.filter(({ place }) => place >= 1 && place <= 3).length, missed.join('\n')).toBeGreaterThanOrEqual(95);
});

test('each phrasing is there once, from somewhere, and names causes that exist', () => {
  expect(new Set(ALL.map(({ words }) => words.toLowerCase())).size).toBe(ALL.length);
  const ids = new Set<string>(CAUSES.map(({ id }) => id));
  for (const { words, right, from } of ALL) {
    expect(
      [right].flat().every((id) => ids.has(id)),
      words,
    ).toBe(true);
    expect(from, words).toMatch(/^https:\/\/|^[\w.-]+\/[\w./#-]+/);
  }
});
