import type { SaidMatch } from '../evidence/said.ts';
import { type Asked, findSaid } from './find-said.ts';
import { PRODUCTS } from './products/index.ts';
import { words } from './products/words.ts';

export type { Asked } from './find-said.ts';

const CATALOGUE = { products: PRODUCTS, words };

/** The messages of the whole catalogue that a text holds, as `findSaid` finds them. */
export function readSaid(text: string, asked?: Asked): readonly SaidMatch[] {
  return findSaid(text, CATALOGUE, asked);
}
