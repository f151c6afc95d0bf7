import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, browser, PASSWORD, tokenOf } from '../http/browser.ts';
import { type Served, serve } from '../http/serving.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

/** Two processes on one PostgreSQL. */

let postgres: PostgresServer;
let nodes: readonly Served[];
beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  nodes = await Promise.all([serve({ databaseUrl }), serve({ databaseUrl })]);
});
afterAll(async () => {
  for (const node of nodes) await node.close();
  await postgres.stop();
});

test('both start at once, and the account is made once', async () => {
  expect(nodes.filter(({ firstAccount }) => firstAccount !== undefined)).toHaveLength(1);
  for (const node of nodes) {
    expect((await node.send('GET', '/accounts')).json._embedded.accounts).toHaveLength(1);
    expect((await node.send('GET', '/readyz', undefined, {}, null)).status).toBe(200);
  }
});

test('what one changes the other shows, and neither overwrites what it has not seen', async () => {
  const [one, two] = nodes as [Served, Served];
  const { id } = (await one.send('POST', '/v2/applications', { name: 'Shared' })).json;
  const path = `/v2/applications/${id}`;
  const etag = (await two.send('GET', path)).headers.get('etag') as string;
  expect((await one.send('PUT', path, { name: 'Renamed' })).status).toBe(200);
  expect((await two.send('PUT', path, { name: 'Late' }, { 'if-match': etag })).status).toBe(412);
  expect((await two.send('GET', path)).json.name).toBe('Renamed');
  expect((await two.send('DELETE', path)).status).toBe(204);
  expect((await one.send('GET', path)).status).toBe(404);
});

test('one person becomes the first owner, and a session of one process is one of both', async () => {
  const [one, two] = nodes as [Served, Served];
  const joined: Browser[] = [];
  for (const { signInLink } of nodes) {
    const page = browser(one);
    const person = { email: `${joined.length}@example.com`, name: 'First', password: PASSWORD };
    const { status } = await page.post('/dashboard-api/first-start', { link: tokenOf(signInLink), ...person });
    if (status === 201) joined.push(page);
    else expect([404, 409]).toContain(status);
  }
  expect(joined).toHaveLength(1);
  const [here] = joined as [Browser];
  const there = browser(two);
  for (const [name, value] of here.cookies) there.cookies.set(name, value);
  expect((await there.post('/v2/applications', { name: 'By session' })).status).toBe(201);
  expect((await here.post('/dashboard-api/sign-out')).status).toBe(204);
  expect((await there.get('/v2/applications')).status).toBe(401);
});

test('while PostgreSQL is away requests are refused with a cause, and it goes on by itself when it is back', async () => {
  const [node] = nodes as [Served];
  expect((await node.send('GET', '/v2/applications')).status).toBe(200);
  await postgres.crash();
  const refused = await node.send('POST', '/v2/applications', { name: 'x' });
  expect([refused.status, refused.json.cause]).toEqual([503, 'storage-away']);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect((await node.send('GET', '/readyz', undefined, {}, null)).status).toBe(503);
  await postgres.start();
  await expect.poll(async () => (await node.send('GET', '/v2/applications')).status).toBe(200);
});
