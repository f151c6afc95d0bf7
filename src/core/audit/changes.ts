import { isJsonObject, type JsonObject, type JsonValue } from '../encoding/json.ts';
import { canonicalJson } from './canonical.ts';
import type { MemberChange } from './entry.ts';

/**
 * What differs between two objects, member by member, down to the last one that is no object; `null` for an object that
 * is not there. Dotted paths; the members of before come first.
 */
export function changesBetween(before: JsonObject | null, after: JsonObject | null): readonly MemberChange[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((member) => {
    const change = { member, before: old.get(member) ?? null, after: now.get(member) ?? null };
    return canonicalJson(change.before) === canonicalJson(change.after) ? [] : [change];
  });
}

function leavesOf(value: JsonObject | null): Map<string, JsonValue> {
  const leaves = new Map<string, JsonValue>();
  const walk = (node: JsonObject, path: string) => {
    for (const [name, member] of Object.entries(node)) {
      const isEmpty = isJsonObject(member) && Object.keys(member).length === 0;
      if (isJsonObject(member) && !isEmpty) walk(member, `${path}${name}.`);
      else leaves.set(path + name, member);
    }
  };
  if (value) walk(value, '');
  return leaves;
}
