import type { JsonObject, JsonValue } from '../encoding/json.ts';
import { isJsonObject } from '../encoding/json.ts';
import { readNumericDate } from './numeric-date.ts';
import type { ClaimRule, Profile } from './profile.ts';

/** As the registry writes ids: RFC 9562 §4, in lower case. No other spelling is ever taken for the same id. */
export function isUuid(value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== 36) return false;
  for (let at = 0; at < 36; at++) {
    const code = value.charCodeAt(at);
    const isHyphen = code === 0x2d;
    if (isHyphen !== (at === 8 || at === 13 || at === 18 || at === 23)) return false;
    if (!isHyphen && !((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66))) return false;
  }
  return true;
}

/** Why a claim that is there counts as missing; `undefined` where it has a value. */
export type Emptiness = 'absent' | 'null' | 'false' | 'empty' | 'placeholder';

export function emptinessOf(value: JsonValue | undefined): Emptiness | undefined {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (value === false) return 'false';
  if (typeof value !== 'string') return undefined;
  if (isUuid(value)) return value === ZERO_UUID ? 'placeholder' : undefined;
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
  any: 'a value',
} as const satisfies Record<ClaimRule['type'], string>;

/** The same in two words, for a sentence. */
export const TYPE_NAMES = {
  ...TYPE_WORDS,
  uuid: 'a string',
  'numeric-date': 'a number',
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
    case 'any':
      return true;
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
  const { own, wrong } = namesOf(profile);
  const misnamed: MisnamedClaim[] = [];
  for (const name of Object.keys(claims)) {
    if (own.has(name)) continue;
    const rule = wrong.get(name) ?? wrong.get(squeeze(name));
    if (rule === undefined || claims[rule.name] !== undefined) continue;
    if (misnamed.every((other) => other.rule !== rule) && fits(claims[name] as JsonValue, rule))
      misnamed.push({ rule, found: name });
  }
  return misnamed;
}

const ZERO_UUID = '00000000-0000-0000-0000-000000000000';
const PLACEHOLDER =
  /\byour[ _-]|^<.*>$|^\$[({\w]|\{\{|^x{3,}|^(?:undefined|null|none|nan|todo|changeme)$|application[_-]id$/i;

interface Names {
  readonly own: ReadonlySet<string>;
  readonly wrong: ReadonlyMap<string, ClaimRule>;
}

const NAMES = new WeakMap<Profile, Names>();

function namesOf(profile: Profile): Names {
  const known = NAMES.get(profile);
  // mutants: to work it out again only takes longer
  if (known) return known;
  const wrong = new Map<string, ClaimRule>();
  for (const rule of profile.claims) {
    // Optional claims have common words among their wrong names, which may well be claims of the sender's own.
    const wrongNames = rule.required || rule.type === 'numeric-date' ? (rule.misnamedAs ?? []) : [];
    for (const name of [...wrongNames, squeeze(rule.name)]) if (!wrong.has(name)) wrong.set(name, rule);
  }
  const names = { own: new Set(profile.claims.map((rule) => rule.name)), wrong };
  NAMES.set(profile, names); // mutants: to work it out again only takes longer
  return names;
}

function fits(value: JsonValue, rule: ClaimRule): boolean {
  return rule.type === 'uuid' ? isUuid(value) : hasType(value, rule.type) && emptinessOf(value) === undefined;
}

function squeeze(name: string): string {
  return name
    .slice(0, 80)
    .replace(/[\s_.-]/g, '')
    .toLowerCase();
}
