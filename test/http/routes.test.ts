import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { house } from '../../tools/law.ts';
import { type Served, serve } from './serving.ts';

type Json = { [name: string]: unknown };
interface Schema {
  readonly properties: Json;
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Json } } };
  readonly responses: {
    readonly [status: string]: { readonly content?: { readonly [type: string]: { schema: Json } } };
  };
  readonly tags: readonly string[];
}

const ROUTES = readFileSync(join(house, 'src/wire/routes.ts'), 'utf8');
const ENTRY =
  /^ {2}'(?<route>\w+ [^']+)': \{(?: query: Partial<(?<query>\w+)>;)?(?: body: (?<body>\w+);)? answer: (?<answer>\w+) \};$/gm;
const TABLE = [...ROUTES.matchAll(ENTRY)].map(
  ({ groups }) => groups as { readonly route: string; [part: string]: string },
);

let server: Served;
let document: { paths: { [path: string]: { [method: string]: Operation } }; components: { schemas: Json } };
beforeAll(async () => {
  server = await serve();
  document = (await server.send('GET', '/openapi.json', undefined, {}, null)).json;
});
afterAll(() => server.close());

/** The schema that a type of the table is made from, by the line that makes it. */
async function schemaOf(type: string): Promise<Schema> {
  const file =
    new RegExp(`^import type \\{[^}]*\\b${type}\\b[^}]*\\} from '\\./([\\w-]+)\\.ts';$`, 'm').exec(ROUTES)?.[1] ?? '';
  const source = readFileSync(join(house, `src/wire/${file}.ts`), 'utf8');
  const made = new RegExp(`^export type ${type} = Static<typeof (\\w+)>;$`, 'm').exec(source)?.[1];
  // A report has the stricter types of the doctor beside what its schema says.
  const name = made ?? (type === 'ReportView' ? 'ReportResponse' : '');
  return ((await import(`../../src/wire/${file}.ts`)) as { [name: string]: Schema })[name] as Schema;
}

const operationOf = (route: string): Operation | undefined => {
  const [method = '', path = ''] = route.split(' ');
  return document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
};

const namesOf = (schema: object) => Object.keys((schema as Schema).properties).sort();

function resolved(schema: Json): Json {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(String(schema['$ref']))?.[1];
  return name === undefined ? schema : (document.components.schemas[name] as Json);
}

test('every line of the table is read, and every route of the API is in it once', () => {
  expect(TABLE).toHaveLength(ROUTES.match(/^ {2}'/gm)?.length ?? 0);
  const served = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => TAGS.has(tags[0] ?? ''))
      .filter(([, { responses }]) => STREAMS.every((type) => responses['200']?.content?.[type] === undefined))
      .map(([method]) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(TABLE.map(({ route }) => route).sort()).toEqual(served.sort());
});

/** They are no JSON, so the table has no type for them. */
const STREAMS = ['text/event-stream', 'application/x-ndjson'];

const TAGS = new Set(['Applications', 'Keys', 'Accounts', 'Secrets', 'People', 'Request log', 'Reports', 'Audit log']);

test.each(TABLE)('$route takes and answers what the server says', async ({ route, query, body, answer }) => {
  const operation = operationOf(route) as Operation;
  const asked = operation.parameters?.filter((parameter) => parameter.in === 'query').map(({ name }) => name) ?? [];
  expect(query === undefined ? [] : namesOf(await schemaOf(query))).toEqual(asked.sort());
  const taken = operation.requestBody?.content['application/json'].schema;
  expect(taken && namesOf(resolved(taken))).toEqual(body && namesOf(await schemaOf(body)));
  const answered = Object.entries(operation.responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content }]) => Object.values(content ?? {}))
    .map(({ schema }) => resolved(schema))
    .filter(({ type }) => type !== 'null')
    .map(namesOf);
  if (answer === 'undefined') expect(answered).toEqual([]);
  else expect(answered).toContainEqual(namesOf(await schemaOf(answer ?? '')));
});
