import type { Profile } from '../../claims/profile.ts';
import { decodedLength, decodeInto, endOfDigits, isCanonical } from '../../encoding/base64url.ts';
import type { JsonObject } from '../../encoding/json.ts';
import { ByteTable, bytesOf, isSame, latin1, startsWith } from './bytes.ts';
import { match, numberAt } from './json-template.ts';
import { numberForm, type SlotRule, shapeOf, type TokenShape, textForm } from './token-shape.ts';
import { hashOfBytes } from './token-uses.ts';

/** More is `token-too-large`, or nearly. */
const LONGEST = 8000;
const KEPT_SHAPES = 64;
const KEPT_TEXTS = 4096;

/**
 * Reads tokens by their bytes: only where one is strict, in ASCII, and like one that was read before but for its times
 * and for names that no cause has anything against. For every other the whole diagnosis decides.
 */
export class QuickTokens {
  /** Of the token that was read last; NaN where it has none. */
  iat = Number.NaN;
  exp = Number.NaN;
  nbf = Number.NaN;
  /** What its claim of identity says, where that is text. */
  application: string | undefined;
  /** Where its `jti` stands in the payload, where that is text; -1 where it is none. */
  #jti = -1;
  #jtiEnd = -1;
  /** Where it ends. */
  end = 0;
  readonly #profile: Profile | undefined;
  readonly #texts = new ByteTable<string>(KEPT_TEXTS);
  /** The payload, decoded. */
  readonly #payload = new Uint8Array(LONGEST);
  /** The one that fitted last comes first. */
  readonly #shapes: TokenShape[] = [];

  /** @param profile whose rules hold; without it the claims tell */
  constructor(profile: Profile | undefined) {
    this.#profile = profile;
  }

  /** Reads from `start` to the first byte that is neither a base64url digit nor one of the two dots. */
  read(bytes: Uint8Array, start: number): TokenShape | undefined {
    if (!startsWith(bytes, start, BRACE)) return undefined;
    const header = endOfDigits(bytes, start);
    if (bytes[header] !== DOT) return undefined;
    const payload = endOfDigits(bytes, header + 1);
    if (bytes[payload] !== DOT) return undefined;
    const end = endOfDigits(bytes, payload + 1);
    if (end - start > LONGEST || end === payload + 1 || !isCanonical(bytes, payload + 1, end)) return undefined;
    if (!decodeInto(this.#payload, 0, bytes, header + 1, payload)) return undefined;
    this.end = end;
    const size = decodedLength(payload - header - 1);
    for (let index = 0; index < this.#shapes.length; index++) {
      const shape = this.#shapes[index] as TokenShape;
      if (
        shape.signatureLength === end - payload - 1 &&
        isSame(bytes, start, header + 1, shape.header) &&
        this.#fits(shape, size)
      ) {
        if (index > 0) this.#putFirst(shape, index);
        return shape;
      }
    }
    return this.#learn(bytes, start, header, size, end - payload - 1);
  }

  /** Hash of the `jti` of the token that was read last, where that is text. */
  get jti(): number | undefined {
    return this.#jti === -1 ? undefined : hashOfBytes(this.#payload, this.#jti, this.#jtiEnd);
  }

  /** The claims of the token that was read last, as far as times depend on them. */
  claimsOf(shape: TokenShape): JsonObject {
    const times: { [name: string]: number } = {};
    for (const name of ['iat', 'exp', 'nbf'] as const) if (!Number.isNaN(this[name])) times[name] = this[name];
    return { ...shape.claims, ...times };
  }

  #learn(bytes: Uint8Array, start: number, header: number, size: number, signature: number): TokenShape | undefined {
    if (!isCanonical(bytes, start, header)) return undefined;
    const shape = shapeOf(this.#profile, bytes.slice(start, header + 1), this.#payload, size, signature);
    if (shape === undefined || !this.#fits(shape, size)) return undefined;
    if (this.#shapes.length >= KEPT_SHAPES) this.#shapes.pop();
    this.#shapes.unshift(shape);
    return shape;
  }

  /** Reads the values of the payload, where it is of this shape. */
  #fits({ template, rules }: TokenShape, size: number): boolean {
    // What is left of a longer one is not its end.
    this.#payload[size] = 0;
    if (match(template, this.#payload, 0) !== size) return false;
    this.iat = Number.NaN;
    this.exp = Number.NaN;
    this.nbf = Number.NaN;
    this.application = undefined;
    this.#jti = -1;
    for (let index = 0; index < rules.length; index++)
      if (!this.#holds(rules[index] as SlotRule, template.starts[index] as number, template.ends[index] as number))
        return false;
    return true;
  }

  #holds(rule: SlotRule, start: number, end: number): boolean {
    if (rule.kind === 'time' || rule.kind === 'number') {
      const value = numberAt(this.#payload, start, end);
      if (rule.kind === 'time') this[rule.claim] = value;
      return numberForm(value) === rule.form;
    }
    if (rule.names === 'application') this.application = this.#textAt(start, end);
    else if (rule.names === 'token') {
      this.#jti = start;
      this.#jtiEnd = end;
    }
    return rule.kind === 'fixed' ? isSame(this.#payload, start, end, rule.bytes) : this.#isText(rule, start, end);
  }

  #isText({ rule, form }: SlotRule & { kind: 'text' }, start: number, end: number): boolean {
    if (isPlainUuid(this.#payload, start, end)) return form !== 'text';
    if (form !== 'uuid' && rule?.type !== 'uuid' && isHexadecimal(this.#payload, start, end)) return true;
    return textForm(latin1(this.#payload, start, end), rule) === form;
  }

  #textAt(start: number, end: number): string {
    let text = this.#texts.get(this.#payload, start, end);
    if (text === undefined) {
      text = latin1(this.#payload, start, end);
      this.#texts.set(this.#payload, start, end, text);
    }
    return text;
  }

  #putFirst(shape: TokenShape, index: number): void {
    this.#shapes.splice(index, 1);
    this.#shapes.unshift(shape);
  }
}

const DOT = 0x2e;
/** `{"` in base64url, as far as its digits are of no other bytes. */
const BRACE = bytesOf('eyJ');

/** 1: hexadecimal digits in lower case, 2: in upper case. */
const HEXADECIMAL = new Uint8Array(256);
for (const digit of '0123456789abcdef') HEXADECIMAL[digit.charCodeAt(0)] = 1;
for (const digit of 'ABCDEF') HEXADECIMAL[digit.charCodeAt(0)] = 2;

/** In lower case, with its hyphens, and not one that stands for nothing. */
function isPlainUuid(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 36) return false;
  let zeros = 0;
  for (let index = 0; index < 36; index++) {
    const code = bytes[start + index] as number;
    if (index === 8 || index === 13 || index === 18 || index === 23) {
      if (code !== HYPHEN) return false;
    } else if (HEXADECIMAL[code] !== 1) return false;
    else if (code === ZERO && zeros === index) zeros++;
  }
  return zeros < 8;
}

/** No word that stands in the place of a value is made of these digits alone. */
function isHexadecimal(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 8) return false;
  for (let at = start; at < end; at++) if (HEXADECIMAL[bytes[at] as number] === 0) return false;
  return true;
}

const HYPHEN = 0x2d;
const ZERO = 0x30;
