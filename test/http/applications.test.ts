import { afterAll, beforeAll, expect, test } from 'vitest';
import { createdSettings, settingRows, updatedSettings } from '../../src/cli/commands/apps/settings.ts';
import { bodyOf, differences, valuesOf } from '../../src/dashboard/pages/applications/values.ts';
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

const PATH = '/v2/applications';

test('a note is empty at first, is set, stays where a change leaves it out, and is taken away', async () => {
  const created = await server.send('POST', PATH, { name: 'x' });
  expect(created.json.note).toBe('');
  const path = `${PATH}/${created.json.id}`;
  for (const [change, note] of [
    [{ note: 'of the Bristol desk' }, 'of the Bristol desk'],
    [{}, 'of the Bristol desk'],
    [{ note: '' }, ''],
  ] as const) {
    expect((await server.send('PUT', path, { name: 'x', ...change })).json.note).toBe(note);
    expect((await server.send('GET', path)).json.note).toBe(note);
  }
  expect((await server.send('POST', PATH, { name: 'x', note: 'first' })).json.note).toBe('first');
});

test.each([7, 'two\nlines', 'x'.repeat(201)])('the note %j is refused by its name', async (note) => {
  const { status, json } = await server.send('POST', PATH, { name: 'x', note });
  expect([status, json.invalid_parameters?.map(({ name }: { name: string }) => name)]).toEqual([400, ['note']]);
});

test('the dashboard and the command line read and write it', async () => {
  const { json } = await server.send('POST', PATH, { name: 'x', note: 'a' });
  const values = valuesOf(json);
  expect(bodyOf({ ...values, note: ' b ' }).note).toBe('b');
  const theirs = { ...values, note: '' };
  expect(differences(values, theirs, values)).toEqual([
    { setting: 'Note', before: 'a', theirs: 'none', yours: 'none' },
  ]);
  expect(settingRows(json)).toContainEqual(['note', 'a']);
  expect(createdSettings({ improveAi: false, singleUse: false, note: 'c' }).note).toBe('c');
  expect(updatedSettings({ improveAi: undefined, singleUse: undefined, note: '' })).toEqual({ note: '' });
});
