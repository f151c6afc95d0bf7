import { expect, test } from 'vitest';
import { BASIC, serve } from './serving.ts';

const headers = { authorization: BASIC, 'content-type': 'application/json' };

test('create, read, list, update and delete, as the Application API answers', async () => {
  const { url } = await serve();
  const send = (method: string, path: string, body?: unknown) =>
    fetch(url + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });

  const created = await send('POST', '/v2/applications', { name: 'First' });
  expect(created.status).toBe(201);
  expect(created.headers.get('content-type')?.split(';')[0]).toBe('application/json');
  expect(created.headers.get('cache-control')).toBe('no-store');
  const application = await created.json();
  expect(Object.keys(application)).toEqual(['id', 'name', 'keys', 'privacy', 'single_use', 'capabilities', '_links']);
  expect(application.keys.private_key).toMatch(/^-----BEGIN PRIVATE KEY-----\n[^-]+\n-----END PRIVATE KEY-----\n$/);
  expect(application.privacy).toEqual({ improve_ai: false });
  expect(application._links).toEqual({ self: { href: `/v2/applications/${application.id}` } });

  const { private_key: _, ...keys } = application.keys;
  const shown = { ...application, keys };
  const path = `/v2/applications/${application.id}`;
  expect(await (await send('GET', path)).json()).toEqual(shown);
  const list = await (await send('GET', '//v2/applications?size=1')).json();
  expect(list._embedded.applications).toEqual([shown]);

  const updated = await send('PUT', path, { ...shown, name: 'Second' });
  expect(updated.status).toBe(200);
  expect(await updated.json()).toEqual({ ...shown, name: 'Second' });

  const deleted = await send('DELETE', path);
  expect(deleted.status).toBe(204);
  expect(await deleted.text()).toBe('');
  expect((await send('GET', path)).status).toBe(404);
});
