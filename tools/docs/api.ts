import type { OpenapiDocument } from '../../src/http/pages/reference.ts';
import { referenceOf, type Schema, schemaRows, typeOf } from '../../src/http/pages/schema-rows.ts';
import { cell, code, page, table } from './markdown.ts';

type Operation = NonNullable<NonNullable<OpenapiDocument['paths']>[string][string]>;

const CREDENTIALS: { readonly [scheme: string]: string } = {
  basic: 'API key and secret (`Basic`)',
  bearer: 'a token (`Bearer`)',
};

/** docs/reference/api.md, from the OpenAPI document that the server makes of the schemas that validate. */
export function apiPage(document: OpenapiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => tagOf(operation)))];
  const schemas = Object.entries(document.components?.schemas ?? {});
  return page(
    'the schemas of src/http',
    '# API',
    'The same as `/openapi.json` (OpenAPI 3.1) and `/docs` of a running server. Errors are `application/problem+json` (RFC 9457); a rejected request has the members `cause`, `facts`, `report` and `fix`, and `type` leads to its [article](../causes/README.md). Beside these there is `/gate`, for [forward authentication](../guides/behind-a-proxy.md).',
    ...tags.flatMap((tag) => [
      `## ${tag}`,
      ...operations
        .filter(({ operation }) => tagOf(operation) === tag)
        .flatMap(({ name, operation }) => sections(name, operation)),
    ]),
    '## Schemas',
    ...schemas.flatMap(([name, schema]) => [`### ${name}`, members(schema)]),
  );
}

function tagOf({ tags }: Operation): string {
  return tags?.[0] ?? 'Other';
}

function sections(name: string, operation: Operation): string[] {
  const { summary, description, parameters = [], requestBody, responses = {} } = operation;
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  const words = [summary, description].filter((text) => text !== undefined).map((text) => sentence(cell(text)));
  return [
    `### ${code(name)}`,
    `${words.join(' ')} Credentials: ${credentialsOf(operation)}.`,
    ...(parameters.length === 0 ? [] : [table(['parameter', 'in', 'type', 'meaning'], parameters.map(parameterRow))]),
    ...(body === undefined ? [] : [body.$ref === undefined ? members(body) : `Body: ${reference(body)}.`]),
    table(
      ['answer', 'meaning', 'body'],
      Object.entries(responses).map(([status, { description: meaning = '', content }]) => {
        const schema = Object.values(content ?? {})[0]?.schema;
        return [code(status), cell(meaning), schema === undefined || schema.type === 'null' ? '' : reference(schema)];
      }),
    ),
  ];
}

function parameterRow(parameter: NonNullable<Operation['parameters']>[number]): readonly string[] {
  const { name, in: place, schema = {}, description = '' } = parameter;
  return [code(name), place, cell(typeOf(schema)), cell(description)];
}

function credentialsOf({ security }: Operation): string {
  const schemes = (security ?? []).flatMap((scheme) => Object.keys(scheme));
  return schemes.length === 0 ? 'none' : schemes.map((scheme) => CREDENTIALS[scheme] ?? scheme).join(' or ');
}

function members(schema: Schema): string {
  const rows = schemaRows(schema).map((row) => [
    code(row.path),
    row.reference === undefined ? cell(row.type) : `[${cell(row.type)}](#${row.reference.toLowerCase()})`,
    row.isRequired ? 'yes' : '',
    cell(row.description),
  ]);
  return rows.length === 0 ? sentence(cell(typeOf(schema))) : table(['member', 'type', 'required', 'meaning'], rows);
}

function reference(schema: Schema): string {
  const name = referenceOf(schema);
  return name === undefined ? cell(typeOf(schema)) : `[${cell(typeOf(schema))}](#${name.toLowerCase()})`;
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
