import { classifyText } from './classify-text.ts';
import { readInput } from './key-input.ts';
import type { KeyReading } from './reading.ts';
import { standInFor } from './stand-in.ts';

/**
 * Tells what a text, or the bytes of a file, hold, and reads the key. What is not taken as it stands comes with what is
 * wrong with it, the outermost first, and with its key where that is certain. Never throws.
 * @example
 * ```ts
 * import { parseKey } from '@mintmark/jwt';
 *
 * const reading = parseKey('"-----BEGIN PRIVATE KEY-----\\nMIIE');
 * if (!reading.ok) console.log(reading.faults.map(({ kind }) => kind)); // quoted, newlines-escaped, …
 * ```
 */
export function parseKey(input: string | Uint8Array): KeyReading {
  const { strict, mending, text } = readInput(input);
  if (strict?.ok) return strict;
  const standIn = mending?.key === undefined ? standInFor(text) : undefined;
  if (standIn) return { ok: false, faults: [{ kind: 'stand-in', ...standIn }] };
  const [first, ...more] = mending?.faults ?? strict?.faults ?? [classifyText(text)];
  const format = strict?.format ?? mending?.format;
  return {
    ok: false,
    // mutants: there always is one
    faults: [first ?? { kind: 'unrecognised' }, ...more],
    ...(format && { format }),
    ...(mending?.key && { key: mending.key }),
  };
}
