import { BoundedMap } from '../core/encoding/bounded-map.ts';

/**
 * Remembers what was made of the texts seen last. A key handed over as PEM with each call is then parsed once: parsing
 * costs more than a signature does. `name` is what a key is called that cannot be used.
 */
export function recent<V extends object>(
  limit: number,
  make: (text: string, name: string) => V,
): (text: string, name: string) => V {
  const made = new BoundedMap<V>(limit);
  return (text, name) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const value = make(text, name);
    made.set(text, value);
    return value;
  };
}
