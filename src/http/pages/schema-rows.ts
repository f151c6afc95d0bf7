/** A JSON Schema, as far as the reference tells of it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** One member of a schema in a table: its dotted path, `[]` for the items of an array. */
export interface SchemaRow {
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
  /** Name of the schema that is described elsewhere. */
  readonly reference?: string;
}

/** The members of a schema, outer before inner; members of named schemas are left to those. */
export function schemaRows(schema: Schema, path = ''): readonly SchemaRow[] {
  if (schema.items) return schemaRows(schema.items, `${path}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const memberPath = path === '' ? name : `${path}.${name}`;
    const reference = referenceOf(member);
    const row: SchemaRow = {
      path: memberPath,
      type: typeOf(member),
      isRequired: schema.required?.includes(name) === true && member.default === undefined,
      description: descriptionOf(member),
      ...(reference !== undefined && { reference }),
    };
    return [row, ...schemaRows(member, memberPath)];
  });
}

/** The named schema that this one is, or is a list of. */
export function referenceOf(schema: Schema): string | undefined {
  return schema.$ref?.split('/').at(-1) ?? (schema.items && referenceOf(schema.items));
}

export function typeOf(schema: Schema): string {
  const reference = schema.$ref?.split('/').at(-1);
  if (reference !== undefined) return reference;
  if (schema.items) return `array of ${typeOf(schema.items)}`;
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const type = [schema.type ?? 'any'].flat().join(' or ');
  return schema.format === undefined ? type : `${type}, ${schema.format}`;
}

/** What the schema says of itself, its limits and its default. */
export function descriptionOf(schema: Schema): string {
  const limits =
    rangeOf(schema.minimum, schema.maximum, '') ?? rangeOf(schema.minLength, schema.maxLength, ' characters');
  const preset = schema.default === undefined ? undefined : `${JSON.stringify(schema.default)} by default.`;
  return [schema.description, limits, preset].filter((part) => part !== undefined).join(' ');
}

function rangeOf(from: number | undefined, to: number | undefined, unit: string): string | undefined {
  if (from === undefined && to === undefined) return undefined;
  if (to === undefined) return `${from}${unit} or more.`;
  return from === undefined ? `Up to ${to}${unit}.` : `${from} to ${to}${unit}.`;
}
