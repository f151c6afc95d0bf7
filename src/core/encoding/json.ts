import { JsonParser, type ValueSpan } from './json-parser.ts';
import { formatPointer } from './json-pointer.ts';
import type { JsonFault, JsonObject, JsonValue } from './json-value.ts';
import { decodeUtf8, utf8Length } from './utf8.ts';

export type { JsonFault, JsonObject, JsonValue } from './json-value.ts';

/** A value and every fault. A duplicate member keeps its last value; a number out of range is an infinity. */
export interface JsonReading<V extends JsonValue = JsonValue> {
  readonly value?: V;
  readonly faults: readonly JsonFault[];
}

export interface JsonOptions {
  /** Levels of objects and arrays; 32 by default. */
  readonly maxDepth?: number;
}

const NO_FAULTS: readonly JsonFault[] = [];

/** Parses one JSON text, strictly. Names are compared after unescaping. Never throws. */
export function parseJson(input: string | Uint8Array, options: JsonOptions = {}): JsonReading {
  const text = typeof input === 'string' ? input : decodeUtf8(input);
  if (typeof text !== 'string') {
    const expected = text.reason === 'byte-order-mark' ? 'UTF-8 without a byte order mark' : 'valid UTF-8';
    return { faults: [{ reason: 'not-utf8', expected, byte: text.byte, pointer: '' }] };
  }
  const maxDepth = options.maxDepth ?? 32;
  const quick = parsePlain(text, maxDepth);
  if (quick !== undefined) return { value: quick, faults: NO_FAULTS };
  const parser = new JsonParser(text, maxDepth);
  const value = parser.parse();
  return value === undefined ? { faults: parser.faults } : { value, faults: parser.faults };
}

/** As `parseJson`, for texts that have to be an object. */
export function parseJsonObject(input: string | Uint8Array, options: JsonOptions = {}): JsonReading<JsonObject> {
  const reading = parseJson(input, options);
  if (reading.value === undefined || isJsonObject(reading.value)) return reading as JsonReading<JsonObject>;
  const fault: JsonFault = {
    reason: 'not-an-object',
    expected: `a JSON object, not ${describeJson(reading.value)}`,
    byte: 0,
    pointer: '',
  };
  return { faults: [...reading.faults, fault] };
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values are the same, with their members in the same order. */
export function isSameJson(one: JsonValue, other: JsonValue): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  if (names.length !== others.length) return false;
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as string;
    if (name !== others[at]) return false;
    if (!isSameJson((one as JsonObject)[name] as JsonValue, (other as JsonObject)[name] as JsonValue)) return false;
  }
  return true;
}

/** The kind of a value with its article: `a string`, `an array`, `null`. */
export function describeJson(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (value === undefined) return 'nothing';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Byte offsets of a value in a JSON text and, for a member, of its name with the quotes. */
export interface JsonSpan {
  readonly start: number;
  readonly end: number;
  readonly name?: { readonly start: number; readonly end: number };
}

/** Where the value at a JSON Pointer stands; the last one where a name comes twice. `undefined` where there is none. */
export function locate(text: string, pointer: string): JsonSpan | undefined {
  let found: ValueSpan | undefined;
  // In a pointer no step has a slash but its first: those of another depth need no closer look.
  const depth = pointer.split('/').length - 1;
  new JsonParser(text, 64, (path, span) => {
    if (path.length === depth && formatPointer(path) === pointer) found = span;
  }).parse();
  if (found === undefined) return undefined;
  const inBytes = ({ start, end }: JsonSpan) => ({ start: utf8Length(text, start), end: utf8Length(text, end) });
  return { ...inBytes(found), ...(found.name && { name: inBytes(found.name) }) };
}

/**
 * The quick route: the host's parser, which is as strict as ours but in four things. It keeps the last of members that
 * share a name: so the text must have as many members as the result. It takes numbers that are infinite, any depth, and
 * halves of surrogate pairs: so these are looked for. `undefined` wherever one of them may be: then ours decides.
 */
function parsePlain(text: string, maxDepth: number): JsonValue | undefined {
  // An escape may hide a quote, a name or half a pair.
  if (text.includes('\\') || SURROGATE.test(text)) return undefined;
  // The host reads all of a megabyte of brackets, which ours refuses at the first one that is too deep.
  if (text.length > LARGE && isDeeper(text, maxDepth)) return undefined;
  const count = { members: 0 };
  try {
    const value = withoutPrototypes(JSON.parse(text), maxDepth, count, true); // mutants: both ways are right, one is quicker
    if (count.members === countMembers(text)) return value;
  } catch {
    // Ours says what is wrong, and where.
  }
  return undefined;
}

const LARGE = 4096;

/** Whether more brackets are open somewhere than there are levels; those within strings are not counted. */
function isDeeper(text: string, maxDepth: number): boolean {
  let depth = 0;
  let isInString = false;
  // mutants: behind the end there is no character
  for (let at = 0; at < text.length && depth <= maxDepth; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) isInString = !isInString;
    if (isInString) continue;
    if (code === 0x5b || code === 0x7b) depth++;
    else if (code === 0x5d || code === 0x7d) depth--;
  }
  return depth > maxDepth;
}

const SURROGATE = /[\ud800-\udfff]/;

/** The strings with a colon behind them, blanks or not. The text has no backslash, so each quote opens or closes one. */
function countMembers(text: string): number {
  let count = 0;
  // mutants: from the last one it comes round to the first
  for (let open = text.indexOf('"'); open !== -1; ) {
    const close = text.indexOf('"', open + 1);
    let next = close + 1;
    while (text.charCodeAt(next) <= 0x20) next++; // mutants: the host has read it, so no "!" stands there
    if (text.charCodeAt(next) === 0x3a) count++;
    open = text.indexOf('"', close + 1); // mutants: no quote follows right after one that closes
  }
  return count;
}

/**
 * The value with no prototype on any object. The outermost is changed, because it stays quick to read; those inside are
 * copied, because that is quicker to do. @throws where it is too deep or holds an infinite number.
 */
function withoutPrototypes(value: JsonValue, levels: number, count: { members: number }, isOuter: boolean): JsonValue {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number out of range');
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) throw new RangeError('too deep');
  // mutants: both ways are right, one is quicker
  if (Array.isArray(value)) return value.map((item) => withoutPrototypes(item, levels - 1, count, false));
  // mutants: the same
  const bare: { [name: string]: JsonValue } = isOuter ? Object.setPrototypeOf(value, null) : Object.create(null);
  for (const name of Object.keys(value)) {
    const inner = (value as JsonObject)[name] as JsonValue;
    // Most members are texts: the call costs more than to look.
    // mutants: the same
    bare[name] = typeof inner === 'string' ? inner : withoutPrototypes(inner, levels - 1, count, false);
    count.members++;
  }
  return bare;
}
