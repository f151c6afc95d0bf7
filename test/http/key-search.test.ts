import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, browser, firstOwner } from './browser.ts';
import { type Served, serve } from './serving.ts';

let server: Served;
let owner: Browser;
beforeAll(async () => {
  server = await serve();
  owner = await firstOwner(server);
});
afterAll(() => server.close());

const search = (one: Browser, fingerprint: string) =>
  one.get(`/dashboard-api/applications/by-key?${new URLSearchParams({ fingerprint })}`);

test('the application of a key is found by its fingerprint, with or without its prefix', async () => {
  const { id } = (await server.send('POST', '/v2/applications', { name: 'Of the key' })).json;
  const { keys } = (await server.send('GET', `/v2/applications/${id}/keys`)).json._embedded;
  const hash = String(keys[0].fingerprint).replace('SHA256:', '');
  const found = { keys: [{ application_id: id, application_name: 'Of the key', state: 'active' }] };
  expect((await search(owner, `SHA256:${hash}`)).json).toEqual(found);
  expect((await search(owner, ` ${hash} `)).json).toEqual(found);
  expect((await search(owner, `SHA256:${'A'.repeat(43)}=`)).json).toEqual({ keys: [] });
});

test('it is for members alone, and no key is without a fingerprint', async () => {
  expect((await search(browser(server), 'SHA256:x')).status).toBe(401);
  expect((await owner.get('/dashboard-api/applications/by-key')).json).toEqual({ keys: [] });
});
