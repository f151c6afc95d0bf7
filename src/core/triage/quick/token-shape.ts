import { emptinessOf, isUuid } from '../../claims/claim-value.ts';
import { readNumericDate } from '../../claims/numeric-date.ts';
import type { ClaimRule, Profile } from '../../claims/profile.ts';
import { PROFILES } from '../../claims/profiles/index.ts';
import type { JsonObject } from '../../encoding/json.ts';
import { rulesOfClaims } from '../../observe/choose-rules.ts';
import { areSimpleRules, isPlainValue } from '../../observe/plain-token.ts';
import { latin1 } from './bytes.ts';
import { type JsonTemplate, type Slot, templateOf } from './json-template.ts';
import { parsePlainly } from './plain-json.ts';

/** Tokens of the same shape have the same causes, but for those of time. */
export interface TokenShape {
  /** Names it, in a key. */
  readonly id: number;
  /** Whose rules hold. */
  readonly profile: Profile;
  /** Of the first token of this shape. */
  readonly claims: JsonObject;
  readonly hasAcl: boolean;
  /** Header and its dot. */
  readonly header: Uint8Array;
  readonly signatureLength: number;
  /** Of the payload, and what is asked of each of its values. */
  readonly template: JsonTemplate;
  readonly rules: readonly SlotRule[];
}

export type SlotRule =
  | { readonly kind: 'time'; readonly claim: 'iat' | 'exp' | 'nbf'; readonly form: string }
  | { readonly kind: 'number'; readonly form: string }
  | { readonly kind: 'text'; readonly rule: ClaimRule | undefined; readonly form: string; readonly names: Named }
  /** The same value in all tokens of the shape. */
  | { readonly kind: 'fixed'; readonly bytes: Uint8Array; readonly names: Named };

/** What a value names: whose token it is, or the token itself. */
type Named = 'application' | 'token' | undefined;

let nextId = 0;

/**
 * The shape of a token of which `payload` is decoded. `undefined` where it is not plain: then nothing less than a whole
 * diagnosis tells what is with it.
 */
export function shapeOf(
  asked: Profile | undefined,
  header: Uint8Array,
  payload: Uint8Array,
  size: number,
  signatureLength: number,
): TokenShape | undefined {
  const claims = parsePlainly(latin1(payload, 0, size));
  const template = claims && templateOf(payload, 0, size);
  if (claims === undefined || template === undefined) return undefined;
  const profile = asked ?? rulesOfClaims(claims).profile;
  // Such a token is looked for elsewhere than where logs have tokens.
  if (profile.carriedIn !== undefined) return undefined;
  const rules: SlotRule[] = [];
  for (const [index, slot] of template.slots.entries()) {
    const rule = ruleOf(slot, payload.slice(template.starts[index], template.ends[index]), claims, profile);
    if (rule === undefined) return undefined;
    rules.push(rule);
  }
  const hasAcl = Object.hasOwn(claims, 'acl');
  return { id: nextId++, profile, claims, hasAcl, header, signatureLength, template, rules };
}

/** Values are left open only where no cause has anything against one by itself; `undefined`: not even then. */
function ruleOf(slot: Slot, bytes: Uint8Array, claims: JsonObject, profile: Profile): SlotRule | undefined {
  const name = slot.path[0] ?? '';
  const value = slot.path.length === 1 ? claims[name] : undefined;
  const names = typeof value === 'string' ? namedBy(name, profile) : undefined;
  const fixed = { kind: 'fixed', bytes, names } as const;
  const isTime = name === 'iat' || name === 'exp' || name === 'nbf';
  const rule = profile.claims.find((one) => one.name === name);
  if (typeof value === 'number' && (isTime || (rule === undefined && areSimpleRules(profile)))) {
    const form = numberForm(value);
    if (form === undefined) return undefined;
    return isTime ? { kind: 'time', claim: name, form } : { kind: 'number', form };
  }
  if (typeof value !== 'string' || RECOGNISED.has(name)) return fixed;
  // Where claims are judged beside each other, only the one that is different in each token may differ.
  const isFree = areSimpleRules(profile) || (name === 'jti' && rule?.form === undefined && rule?.sameAs === undefined);
  const form = isFree ? textForm(value, rule) : undefined;
  return form === undefined ? fixed : { kind: 'text', rule, form, names };
}

function namedBy(claim: string, { identityClaim }: Profile): Named {
  if (claim === identityClaim) return 'application';
  return claim === 'jti' ? 'token' : undefined;
}

/** Claims whose value may tell whose token it is, of which kind, and for whom. */
const RECOGNISED = new Set([
  ...['iss', 'aud', 'tid', 'ver', 'typ', 'token_use', 'scope', 'scp', 'roles', 'permissions'],
  ...PROFILES.flatMap(({ marks = [] }) => (marks === 'nothing-else' ? [] : marks))
    .filter(({ matches }) => matches !== undefined)
    .map(({ claim }) => claim),
]);

/** What a number is like; `undefined` where it is none. */
export function numberForm(value: number): string | undefined {
  if (value >= 1e9 && value < 1e11) return 'time';
  const { kind } = readNumericDate(value);
  return kind === 'out-of-range' ? undefined : kind;
}

/** What a text is like that no cause has anything against, whatever the other claims are. */
export function textForm(value: string, rule: ClaimRule | undefined): string | undefined {
  if (rule !== undefined) return isPlainValue(value, rule) ? 'as the rule has it' : undefined;
  if (emptinessOf(value) !== undefined) return undefined;
  return isUuid(value) ? 'uuid' : 'text';
}
