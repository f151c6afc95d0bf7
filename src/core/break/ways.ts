import type { Cause } from '../evidence/cause.ts';
import type { Input } from '../evidence/input.ts';
import type { Kit } from '../evidence/kit.ts';
import { VARIANTS } from './index.ts';

/** Every way to a cause that is written down: its example first. Each has the cause as its root. */
export function waysTo(cause: Cause, kit: Kit): readonly Input[] {
  return [cause.example(kit), ...(VARIANTS[cause.id]?.(kit) ?? [])];
}

/**
 * The input of a variant of a cause, from 1 on: every way to it as one client writes it, then as the next one does.
 * Without end.
 * @param kitOf the kit in the style of that number
 */
export function variantOf(cause: Cause, variant: number, kitOf: (style: number) => Kit): Input {
  const count = waysTo(cause, kitOf(1)).length;
  const ways = waysTo(cause, kitOf(1 + Math.floor((variant - 1) / count)));
  return ways[(variant - 1) % count] ?? cause.example(kitOf(1));
}

/** The same text for the same input, bytes and all. */
export function inputText(input: Input): string {
  return JSON.stringify(input, (_name, value) => (value instanceof Uint8Array ? [...value] : value));
}
