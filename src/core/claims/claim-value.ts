import type { JsonObject, JsonValue } from '../encoding/json.ts';
import { isJsonObject } from '../encoding/json.ts';
import { readNumericDate } from './numeric-date.ts';
import type { ClaimRule, Profile } from './profile.ts';

/** As the registry writes ids: RFC 9562 §4, in lower case. No other spelling is ever taken for the same id. */
export function isUuid(value: unknown): boolean {
  return typeof value === 'string' && UUID.test(value);
}

/** Why a claim that is there counts as missing; `undefined` where it has a value. */
export type Emptiness = 'absent' | 'null' | 'false' | 'empty' | 'placeholder';

export function emptinessOf(value: JsonValue | undefined): Emptiness | undefined {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (value === false) return 'false';
  if (typeof value !== 'string') return undefined;
  if (value.trim() === '') return 'empty';
  return PLACEHOLDER.test(value) ? 'placeholder' : undefined;
}

/** What a rule wants, in words. */
export const TYPE_WORDS = {
  string: 'a string',
  uuid: 'a string: a UUID',
  'numeric-date': 'a number of seconds since 1970-01-01 UTC',
  object: 'an object',
  'string-or-array': 'a string, or an array of strings',
  'string-or-number': 'a string or a number',
  number: 'a number',
} as const satisfies Record<ClaimRule['type'], string>;

export function hasType(value: JsonValue, type: ClaimRule['type']): boolean {
  switch (type) {
    case 'string':
    case 'uuid':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'numeric-date':
      return typeof value === 'number' && readNumericDate(value).kind !== 'out-of-range';
    case 'object':
      return isJsonObject(value);
    case 'string-or-number':
      return typeof value === 'string' || typeof value === 'number';
    case 'string-or-array':
      return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
  }
}

/** A claim of a profile that is absent, while another name holds a value of its form. */
export interface MisnamedClaim {
  readonly rule: ClaimRule;
  readonly found: string;
}

/** Claims under a wrong name: one that is known for it, or one that differs by case and separators only. */
export function misnamedClaims(claims: JsonObject, profile: Profile): MisnamedClaim[] {
  const misnamed: MisnamedClaim[] = [];
  for (const rule of profile.claims) {
    if (claims[rule.name] !== undefined) continue;
    const found = Object.keys(claims).find((name) => isMisnamed(name, claims[name] as JsonValue, rule, profile));
    if (found !== undefined) misnamed.push({ rule, found });
  }
  return misnamed;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PLACEHOLDER =
  /\byour[ _-]|^<.*>$|^\$[({\w]|\{\{|^x{3,}|^(?:0{8}-(?:0{4}-){3}0{12}|undefined|null|none|nan|todo|changeme)$|application[_-]id$/i;

function isMisnamed(name: string, value: JsonValue, rule: ClaimRule, profile: Profile): boolean {
  if (profile.claims.some((other) => other.name === name)) return false;
  // Optional claims have common words among their wrong names, which may well be claims of the sender's own.
  const known = rule.required || rule.type === 'numeric-date' ? (rule.misnamedAs ?? []) : [];
  if (!known.includes(name) && squeeze(name) !== squeeze(rule.name)) return false;
  return rule.type === 'uuid' ? isUuid(value) : hasType(value, rule.type) && emptinessOf(value) === undefined;
}

function squeeze(name: string): string {
  return name
    .slice(0, 80)
    .replace(/[\s_.-]+/g, '')
    .toLowerCase();
}
