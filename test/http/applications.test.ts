import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from './serving.ts';

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

test('create, read, list, update and delete, as the Application API answers', async () => {
  const created = await server.send('POST', '/v2/applications', { name: 'First' });
  expect(created.status).toBe(201);
  const application = created.json;
  const { private_key: privateKey, ...keys } = application.keys;
  expect(Object.keys(application)).toEqual([
    'id',
    'name',
    'keys',
    'privacy',
    'single_use',
    'note',
    'environment',
    'created_at',
    'updated_at',
    'capabilities',
    '_links',
  ]);
  const path = `/v2/applications/${application.id}`;
  expect(created.headers.get('location')).toBe(path);
  expect(application).toMatchObject({
    name: 'First',
    privacy: { improve_ai: false },
    capabilities: {},
    _links: { self: { href: path } },
  });
  expect(privateKey).toBeDefined();

  const shown = { ...application, keys };
  expect((await server.send('GET', path)).json).toEqual(shown);
  expect((await server.send('GET', '/v2/applications')).json._embedded.applications).toEqual([shown]);

  const updated = await server.send('PUT', path, { ...shown, name: 'Second' });
  // A second may have passed between the two.
  const { updated_at } = updated.json;
  expect(updated_at >= shown.updated_at).toBe(true);
  expect([updated.status, updated.json]).toEqual([200, { ...shown, name: 'Second', updated_at }]);

  const deleted = await server.send('DELETE', path);
  expect([deleted.status, deleted.text]).toEqual([204, '']);
  for (const method of ['GET', 'DELETE']) expect((await server.send(method, path)).status).toBe(404);
});
