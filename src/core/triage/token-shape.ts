import { emptinessOf, isUuid } from '../claims/claim-value.ts';
import { readNumericDate } from '../claims/numeric-date.ts';
import type { ClaimRule, Profile } from '../claims/profile.ts';
import { isPlainValue } from '../diagnosis/plain-token.ts';
import type { JsonObject, JsonValue } from '../encoding/json.ts';

/** A token that was decoded the quick way. */
export interface QuickToken {
  readonly text: string;
  readonly claims: JsonObject;
  /** Tokens of the same shape have the same causes, but for those of time. */
  readonly shape: TokenShape;
}

export interface TokenShape {
  /** Names it, in a key. */
  readonly id: number;
  /** Header and its dot. */
  readonly header: string;
  readonly signatureLength: number;
  readonly names: readonly string[];
  /** What each claim is like. */
  readonly forms: readonly string[];
  readonly hasAcl: boolean;
}

/** More is `token-too-large`, or nearly. */
const LONGEST = 8000;
const KEPT_SHAPES = 256;
/** Tokens that are kept, decoded: one in each slot. */
const SLOTS = 512;

/** The host's own decoder, which skips what is no digit: then fewer bytes come out than there should be. */
export interface QuickBase64url {
  /** Text with one character a byte. */
  decode(segment: string): string;
  /** Bytes that come out. */
  sizeOf(segment: string): number;
}

/**
 * Decodes tokens the quick way: only where one is strict, in ASCII, and each claim is of a form that no cause has
 * anything against by itself. For every other the whole diagnosis decides.
 */
export class QuickTokens {
  readonly #profile: Profile;
  readonly #rules: ReadonlyMap<string, ClaimRule>;
  readonly #base64url: QuickBase64url;
  readonly #slots: (QuickToken | undefined)[] = new Array(SLOTS).fill(undefined);
  #shapes: TokenShape[] = [];
  #nextId = 0;

  constructor(profile: Profile, base64url: QuickBase64url) {
    this.#profile = profile;
    this.#rules = new Map(profile.claims.map((rule) => [rule.name, rule]));
    this.#base64url = base64url;
  }

  read(text: string): QuickToken | undefined {
    const slot = slotOf(text);
    const known = this.#slots[slot];
    if (known?.text === text) return known;
    const token = this.#decoded(text);
    if (token !== undefined) this.#slots[slot] = token;
    return token;
  }

  #decoded(text: string): QuickToken | undefined {
    const first = text.indexOf('.');
    const second = text.indexOf('.', first + 1);
    if (first < 1 || second === -1 || text.length > LONGEST) return undefined;
    if (text.includes('+') || text.includes('/')) return undefined;
    const payload = text.slice(first + 1, second);
    const signature = text.slice(second + 1);
    if (!isCanonical(payload) || !isCanonical(signature)) return undefined;
    if (this.#base64url.sizeOf(signature) !== sizeOf(signature)) return undefined;
    const decoded = this.#base64url.decode(payload);
    const claims = decoded.length === sizeOf(payload) ? parsePlainly(decoded) : undefined;
    const shape = claims && this.#shapeOf(text, first + 1, text.length - second, claims);
    return shape && { text, claims, shape };
  }

  #shapeOf(text: string, headerEnd: number, signatureLength: number, claims: JsonObject): TokenShape | undefined {
    const names = Object.keys(claims);
    const forms: string[] = [];
    for (const name of names) {
      const form = this.#formOf(name, claims[name] as JsonValue);
      if (form === undefined) return undefined;
      forms.push(form);
    }
    const known = this.#shapes.find(
      (shape) =>
        shape.signatureLength === signatureLength &&
        shape.header.length === headerEnd &&
        isSame(shape.names, names) &&
        isSame(shape.forms, forms) &&
        text.startsWith(shape.header),
    );
    if (known !== undefined) return known;
    // Put together anew, so that it does not hold on to the token.
    const header = [...text.slice(0, headerEnd)].join('');
    if (!/^[\w-]+\.$/.test(header) || !isCanonical(header.slice(0, -1))) return undefined;
    const shape = { id: this.#nextId++, header, signatureLength, names, forms, hasAcl: names.includes('acl') };
    if (this.#shapes.length >= KEPT_SHAPES) this.#shapes = [];
    this.#shapes.push(shape);
    return shape;
  }

  #formOf(name: string, value: JsonValue): string | undefined {
    const rule = this.#rules.get(name);
    if (name === 'acl' && this.#profile.acl) return JSON.stringify(value);
    if (rule !== undefined && rule.type !== 'numeric-date') return isPlainValue(value, rule) ? '' : undefined;
    if (typeof value === 'number') return numberForm(value);
    if (typeof value !== 'string' || rule !== undefined || emptinessOf(value) !== undefined) return undefined;
    return isUuid(value) ? 'uuid' : 'text';
  }
}

function slotOf(text: string): number {
  const at = text.length - 2;
  return (text.charCodeAt(at) * 31 + text.charCodeAt(at - 1) * 17 + text.charCodeAt(at - 2)) & (SLOTS - 1);
}

/** Bytes that so many digits stand for. */
function sizeOf(segment: string): number {
  return Math.floor((segment.length * 3) / 4);
}

/** The last digit has no bits that stand for nothing (RFC 4648 §3.5), and the length can occur. */
function isCanonical(segment: string): boolean {
  const rest = segment.length % 4;
  if (rest === 1 || segment === '') return false;
  return rest === 0 || (rest === 2 ? 'AQgw' : 'AEIMQUYcgkosw048').includes(segment.charAt(segment.length - 1));
}

/**
 * A flat or nested object in ASCII, without escapes and without a blank before a colon: there the host's parser is as
 * strict as ours, but for members that come twice (they are counted) and infinite numbers (`numberForm` sees them).
 */
function parsePlainly(text: string): JsonObject | undefined {
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
    if (typeof inner === 'object' && inner !== null) count += countMembers(inner as JsonObject, depth + 1);
  }
  return count;
}

function numberForm(value: number): string | undefined {
  if (value >= 1e9 && value < 1e11) return 'time';
  const { kind } = readNumericDate(value);
  return kind === 'out-of-range' ? undefined : kind;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
