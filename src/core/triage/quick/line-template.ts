import type { JsonObject } from '../../encoding/json.ts';
import type { RecordPlace, RecordPlaces } from '../../request/captures/record.ts';
import { type JsonTemplate, type Slot, templateOf } from './json-template.ts';
import { IRRELEVANT_FIELDS } from './request-shape.ts';

/** A line of JSON, as one program logs it: which of its values tell what. Indexes of slots; -1: there is none. */
export interface LineTemplate {
  readonly json: JsonTemplate;
  readonly time: number;
  /** The token, or the Authorization value that holds it. */
  readonly credentials: number;
  readonly isAuthorization: boolean;
  readonly target: number;
  /** What else the cause may depend on, the target included. */
  readonly telling: readonly number[];
}

/** `undefined` where the line is nothing that can be read by its bytes: then it is parsed. */
export function lineTemplateOf(
  bytes: Uint8Array,
  start: number,
  end: number,
  value: JsonObject,
  places: RecordPlaces,
): LineTemplate | undefined {
  const json = templateOf(bytes, start, end);
  if (json === undefined) return undefined;
  const { slots } = json;
  const indexOf = (place: RecordPlace | undefined) => slots.findIndex(({ path }) => isSamePlace(path, place));
  const isIn = (place: RecordPlace | undefined) => (index: number) => isBelow(slots[index] as Slot, place);
  const all = slots.map((_, index) => index);
  const fields = all.filter(isIn(places.fields));
  const nameOf = (index: number) => slots[index]?.path[places.fields?.length ?? 0]?.toLowerCase() ?? '';
  // Names of fields that are values themselves.
  if (fields.length > 0 && Array.isArray(valueAt(value, places.fields))) return undefined;
  const headers = fields.filter((index) => nameOf(index) === 'authorization');
  const token = indexOf(places.token);
  const authorization = hasFields(value, places) ? headers : [indexOf(places.authorization)];
  const credentials = [token, ...authorization].filter((index) => index !== -1);
  const isText = (index: number) =>
    slots[index]?.isNumber === false && isFieldValue(value, slots[index], places.fields);
  if (credentials.length > 1 || !credentials.every(isText)) return undefined;
  const telling = [
    ...all.filter((index) => [places.target, ...places.others].some((place) => isIn(place)(index))),
    ...fields.filter((index) => !IRRELEVANT_FIELDS.has(nameOf(index)) && !credentials.includes(index)),
  ];
  return {
    json,
    time: indexOf(places.time),
    credentials: credentials[0] ?? -1,
    isAuthorization: token === -1,
    target: indexOf(places.target),
    telling: [...new Set(telling)],
  };
}

function hasFields(value: JsonObject, { fields }: RecordPlaces): boolean {
  const found = valueAt(value, fields);
  return typeof found === 'object' && found !== null;
}

/** The value of a field is a text, or stands in an array of texts. */
function isFieldValue(value: JsonObject, { path }: Slot, fields: RecordPlace | undefined): boolean {
  if (fields === undefined || !isBelow({ path }, fields) || path.length === fields.length + 1) return true;
  return path.length === fields.length + 2 && Array.isArray(valueAt(value, path.slice(0, -1)));
}

function valueAt(value: JsonObject, place: RecordPlace | undefined): unknown {
  return place?.reduce<unknown>((inside, name) => (inside as JsonObject | undefined)?.[name], value);
}

function isSamePlace(path: readonly string[], place: RecordPlace | undefined): boolean {
  return place?.length === path.length && isBelow({ path }, place);
}

/** The place itself as well. */
function isBelow({ path }: Pick<Slot, 'path'>, place: RecordPlace | undefined): boolean {
  return place?.every((name, index) => path[index] === name) ?? false;
}
