import { decodeBase64url } from '../encoding/base64url.ts';
import { parseJsonObject } from '../encoding/json.ts';
import type { TokenReading } from './reading.ts';

/** How the headers that libraries write begin: `{"alg":` and `{"typ":`. */
const STARTS = ['eyJhbGci', 'eyJ0eXAi'];

/**
 * The characters that were cut off the start of a token: with them its header is a JSON object that names an algorithm,
 * without them it is nothing. `undefined` where no few characters do that.
 */
export function lostStart({ text, header, faults }: TokenReading): string | undefined {
  if (header.members !== undefined || faults.some(({ kind }) => kind === 'part-count')) return undefined;
  const segment = text.slice(header.start, header.end);
  for (const start of STARTS) {
    for (let size = 1; size < start.length; size++) {
      const lost = start.slice(0, size);
      if (!segment.startsWith(start.slice(size))) continue;
      const bytes = decodeBase64url(lost + segment);
      // mutants: what is no text is no JSON either
      if (bytes instanceof Uint8Array && parseJsonObject(bytes).value?.['alg'] !== undefined) return lost;
    }
  }
  return undefined;
}
