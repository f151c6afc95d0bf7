import type { JsonObject, JsonValue } from '../encoding/json.ts';
import { withheld, withheldTarget, withheldText } from '../observe/withheld.ts';
import type { MemberChange } from './entry.ts';

/** Characters of a text that are kept: more tells nobody more. */
const TEXT_LIMIT = 2048;
/** User name and password of a URL (RFC 3986 §3.2.1). */
const USERINFO = /(:\/\/)[^\s/?#@]*@/g;

/** A change as it may be kept: without private keys, and without what is secret by its name or its place in a URL. */
export function withheldChange({ member, before, after }: MemberChange): MemberChange {
  const name = member.slice(member.lastIndexOf('.') + 1);
  const kept = (value: JsonValue) => cut((withheld({ [name]: value }) as JsonObject)[withheldText(name)] ?? null);
  return { member: withheldText(member), before: kept(before), after: kept(after) };
}

/** A name that somebody chose, as it may be kept. */
export function withheldName(name: string | null): string | null {
  return name === null ? null : (cut(withheldText(name)) as string);
}

function cut(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(cut);
  if (typeof value !== 'string') return value;
  const text = withheldTarget(value.replace(USERINFO, '$1…@'));
  return text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT)}… (${text.length} characters)` : text;
}
