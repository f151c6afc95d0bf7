import { isJsonObject, type JsonValue } from '../encoding/json.ts';

/**
 * The canonical form of RFC 8785: no space, members in the order of their names as UTF-16 code units, strings and numbers
 * as ECMAScript writes them. A lone surrogate has no UTF-8: U+FFFD stands in its place.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return JSON.stringify(value.replace(/\p{Surrogate}/gu, '\uFFFD'));
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${canonicalJson(name)}:${canonicalJson(value[name] ?? null)}`);
  return `{${members.join(',')}}`;
}
