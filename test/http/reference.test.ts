import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROBLEMS } from '../../src/http/problems/catalogue.ts';
import { type Served, serve } from './serving.ts';

type Json = { [name: string]: unknown };

let server: Served;
let document: {
  openapi: string;
  paths: Record<string, Record<string, { operationId?: string; summary?: string; tags?: string[]; responses: Json }>>;
  components: { schemas: Json };
};
beforeAll(async () => {
  server = await serve();
  document = (await server.send('GET', '/openapi.json', undefined, {}, null)).json;
});
afterAll(() => server.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
  );

function* walk(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return;
  yield value as Json;
  for (const member of Object.values(value)) yield* walk(member);
}

test('the document is OpenAPI 3.1, and every reference in it leads somewhere', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/);
  for (const { $ref } of walk(document)) {
    if ($ref === undefined) continue;
    const name = /^#\/components\/schemas\/(\w+)$/.exec(String($ref))?.[1] ?? '';
    expect(document.components.schemas).toHaveProperty(name);
  }
});

test('no annotation of the validator is in it', () => {
  const names = [...walk(document)].flatMap(Object.keys);
  expect(names.filter((name) => name.startsWith('x-') || name.startsWith('$id'))).toEqual([]);
});

test('every operation of the API has an id of its own, a summary, a tag and answers', () => {
  const described = operations();
  for (const { name, summary, tags, responses } of described) {
    expect([name, summary, tags?.length, Object.keys(responses).length > 0]).toEqual([
      name,
      expect.any(String),
      1,
      true,
    ]);
  }
  const ids = described.map(({ operationId }) => operationId).filter((id) => id !== undefined);
  expect(new Set(ids).size).toBe(ids.length);
});

test('what the routes of the Application API answer is what the document says', async () => {
  const statuses = (name: string) => Object.keys(operations().find((one) => one.name === name)?.responses ?? {});
  expect(statuses('get /v2/applications')).toEqual(['200', '400', '401', '403', '404', '406', '429']);
  expect(statuses('post /v2/applications')).toContain('201');
  expect(statuses('delete /v2/applications/{id}')).toContain('204');
  const { json } = await server.send('POST', '/v2/applications', { name: 'x' });
  const { properties } = document.components.schemas['CreatedApplication'] as { properties: Json };
  expect(Object.keys(json)).toEqual(Object.keys(properties));
});

test('the reference page has every operation, schema and problem, and no script', async () => {
  const { status, text, headers } = await server.send('GET', '/docs', undefined, {}, null);
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/);
  expect(text).not.toMatch(/<script|\sstyle=|\son\w+=|javascript:/i);
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id as string);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operationId } of operations()) if (operationId) expect(ids).toContain(operationId);
  for (const name of Object.keys(document.components.schemas)) expect(ids).toContain(`schema-${name}`);
  for (const [id, { page }] of Object.entries(PROBLEMS)) {
    expect(ids.includes(`problem-${id}`), id).toBe(page !== undefined);
  }
  for (const [, anchor] of text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(anchor);
});

test('the type of a problem of its own leads to its explanation', async () => {
  const { json } = await server.send('GET', '/v2/applications/%zz');
  expect(json.type).toBe('/docs#problem-malformed-request');
});
