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
  new JsonParser(text, 64, (path, span) => {
    if (formatPointer(path) === pointer) found = span;
  }).parse();
  if (found === undefined) return undefined;
  const { start, end, nameStart, nameEnd } = found;
  const span = { start: utf8Length(text, start), end: utf8Length(text, end) };
  if (nameStart === undefined || nameEnd === undefined) return span;
  return { ...span, name: { start: utf8Length(text, nameStart), end: utf8Length(text, nameEnd) } };
}

/**
 * The quick route: the host's parser, taken only where its result, written out again, is the text itself. What
 * JSON.stringify writes has no member twice, no blanks, no odd number and no lone surrogate, so the text has none either.
 * Texts with a backslash go the strict way, because it writes a lone surrogate as an escape.
 */
function parsePlain(text: string, maxDepth: number): JsonValue | undefined {
  if (text.includes('\\')) return undefined;
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!dropPrototypes(value, maxDepth)) return undefined;
  return JSON.stringify(value) === text ? value : undefined;
}

/** False where the value is nested deeper than `levels`. */
function dropPrototypes(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((item) => dropPrototypes(item, levels - 1));
  Object.setPrototypeOf(value, null);
  for (const name in value) {
    if (!dropPrototypes((value as JsonObject)[name] as JsonValue, levels - 1)) return false;
  }
  return true;
}
