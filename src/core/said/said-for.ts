import type { CauseId } from '../evidence/cause-id.ts';
import type { Product } from '../evidence/said.ts';
import { PRODUCTS } from './products/index.ts';

/** A product, and its messages that mean one cause first of all. */
export interface SaidFor {
  readonly product: Product;
  /** Each in the words of the catalogue, with … for what varies. */
  readonly messages: readonly { readonly text: string; readonly source: string }[];
}

/** A cause that stands behind a message much less often than another one is not what the message means. */
const SHARE = 0.75;

/** How others say that it was this cause: products in the order of the catalogue, none without a message. */
export function saidFor(cause: CauseId): readonly SaidFor[] {
  return PRODUCTS.map((product) => ({
    product,
    messages: product.messages
      .filter(({ means }) => (means[cause] ?? 0) >= Math.max(...Object.values(means)) * SHARE)
      .map(({ says, source = product.source }) => ({ text: spoken([says].flat()[0] ?? ''), source })),
  })).filter(({ messages }) => messages.length > 0);
}

/** The words without the JSON that they stand in, and without names of values. */
function spoken(text: string): string {
  return text.replace(/^\{?"\w+": ?"(.*)"\}?$/, '$1').replace(/\{\w+\}/g, '…');
}
