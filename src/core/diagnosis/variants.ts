import type { Cause } from './cause.ts';
import type { Input } from './input.ts';
import type { Kit } from './kit.ts';

/** Variants that every cause has at least: one for each habit of clients. */
export const LEAST_VARIANTS = 3;

/**
 * The input of a variant of a cause, from 1 on: the example and the cause's own variants as one client writes them,
 * then as the next one does. Without end: each has the cause as its root.
 * @param kitOf the kit in the style of that number
 */
export function variantOf(cause: Cause, variant: number, kitOf: (style: number) => Kit): Input {
  const own = 1 + (cause.variants?.(kitOf(1)).length ?? 0);
  const kit = kitOf(1 + Math.floor((variant - 1) / own));
  const at = (variant - 1) % own;
  return (at === 0 ? undefined : cause.variants?.(kit)[at - 1]) ?? cause.example(kit);
}
