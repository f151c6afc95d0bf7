import { isJsonObject, type JsonObject, type JsonValue } from '../../encoding/json.ts';
import { formatPointer, type JsonStep } from '../../encoding/json-pointer.ts';

/** The part of JSON Schema (draft 2020-12) that the schema of a profile is written in. */
export interface JsonSchema {
  readonly type: 'object' | 'array' | 'string' | 'integer';
  readonly description: string;
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: JsonSchema };
  /** `false`: no member beside `properties`; a schema: what the others have to be. */
  readonly additionalProperties?: false | JsonSchema;
  readonly propertyNames?: { readonly pattern: string };
  readonly maxProperties?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Where a value differs from its schema. */
export interface SchemaFault {
  /** JSON Pointer (RFC 6901) of the value, or of the member that is absent. */
  readonly pointer: string;
  readonly kind: 'absent' | 'unknown' | 'wrong';
  /** The schema of the value; for an unknown member, the schema of the object around it. */
  readonly schema: JsonSchema;
  readonly value?: JsonValue | undefined;
}

/** Every difference of a value from its schema, in the order of the value. */
export function schemaFaults(value: JsonValue, schema: JsonSchema, path: readonly JsonStep[] = []): SchemaFault[] {
  if (!isRight(value, schema)) return [{ pointer: formatPointer(path), kind: 'wrong', schema, value }];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => (schema.items ? schemaFaults(item, schema.items, [...path, index]) : []));
  }
  // mutants: the schema of what has no members says nothing of any
  return isJsonObject(value) ? memberFaults(value, schema, path) : [];
}

function memberFaults(value: JsonObject, schema: JsonSchema, path: readonly JsonStep[]): SchemaFault[] {
  const { properties = {}, additionalProperties, propertyNames, required = [] } = schema;
  const absent = required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({ pointer: formatPointer([...path, name]), kind: 'absent', schema: properties[name] ?? schema }));
  const faults = Object.entries(value).flatMap(([name, member]): SchemaFault[] => {
    const at = [...path, name];
    const own = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    const isNamed = propertyNames === undefined || new RegExp(propertyNames.pattern, 'u').test(name);
    if (own === false || !isNamed) return [{ pointer: formatPointer(at), kind: 'unknown', schema, value: member }];
    return own === undefined ? [] : schemaFaults(member, own, at);
  });
  return [...(absent as SchemaFault[]), ...faults];
}

/** Whether the value itself is right, whatever stands in it. */
function isRight(value: JsonValue, schema: JsonSchema): boolean {
  switch (schema.type) {
    case 'object':
      return isJsonObject(value) && Object.keys(value).length <= (schema.maxProperties ?? Number.POSITIVE_INFINITY);
    case 'array':
      return Array.isArray(value) && isRightList(value, schema);
    case 'string':
      return typeof value === 'string' && isRightText(value, schema);
    case 'integer':
      return Number.isInteger(value) && isBetween(Number(value), schema.minimum, schema.maximum);
  }
}

function isRightList(value: readonly JsonValue[], { minItems, maxItems, uniqueItems }: JsonSchema): boolean {
  if (!isBetween(value.length, minItems, maxItems)) return false;
  return uniqueItems === undefined || new Set(value.map((item) => JSON.stringify(item))).size === value.length;
}

function isRightText(value: string, { enum: values, pattern = '', minLength, maxLength }: JsonSchema): boolean {
  if (values !== undefined && !values.includes(value)) return false;
  // Lengths of JSON Schema count characters, not the units of UTF-16.
  if (!isBetween([...value].length, minLength, maxLength)) return false;
  return new RegExp(pattern, 'u').test(value);
}

function isBetween(count: number, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY): boolean {
  return count >= least && count <= most;
}
