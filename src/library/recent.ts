/**
 * Remembers what was made of the texts seen last. A key handed over as PEM with each call is then parsed once: parsing
 * costs more than a signature does. `name` is what a key is called that cannot be used.
 */
export function recent<V>(limit: number, make: (text: string, name: string) => V): (text: string, name: string) => V {
  const made = new Map<string, V>();
  return (text, name) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    const value = make(text, name);
    const [oldest] = made.keys();
    if (made.size >= limit && oldest !== undefined) made.delete(oldest);
    made.set(text, value);
    return value;
  };
}
