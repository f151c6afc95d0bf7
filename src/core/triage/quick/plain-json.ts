import type { JsonObject, JsonValue } from '../../encoding/json.ts';

/**
 * A flat or nested object in ASCII, without escapes and without a blank before a colon: there the host's parser is as
 * strict as ours, but for members that come twice (they are counted) and infinite numbers (`undefined` as well).
 */
export function parsePlainly(text: string): JsonObject | undefined {
  let colons = 0;
  let before = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e || code === 0x5c) return undefined;
    if (code === 0x3a && before === 0x22) colons++;
    else if (code === 0x3a && before === 0x20) return undefined;
    before = code;
  }
  try {
    const value = JSON.parse(text) as JsonValue;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && countMembers(value as JsonObject, 0) === colons ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** More than there are is no matter: then the whole diagnosis decides. */
function countMembers(value: JsonObject | readonly JsonValue[], depth: number): number {
  if (depth > 8) return Number.NaN;
  const isArray = Array.isArray(value);
  let count = 0;
  for (const name of Object.keys(value)) {
    const inner = (value as JsonObject)[name] as JsonValue;
    if (!isArray) count++;
    if (inner === Number.POSITIVE_INFINITY || inner === Number.NEGATIVE_INFINITY) return Number.NaN;
    if (typeof inner === 'object' && inner !== null) count += countMembers(inner as JsonObject, depth + 1);
  }
  return count;
}
