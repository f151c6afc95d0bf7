import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Credentials, FIRST, KEY, type Served, serve } from './serving.ts';

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const credentialsOf = (json: { api_key: string; secret: string }): Credentials => ({
  key: json.api_key,
  secret: json.secret,
});

test('the first account creates others, each with a secret that is told once', async () => {
  const created = await server.send('POST', '/accounts', { name: 'Second' });
  expect(created.status).toBe(201);
  expect(created.json).toMatchObject({ name: 'Second', suspended: false, primary_account_api_key: null });
  expect(created.json.api_key).toMatch(/^[0-9a-f]{8}$/);
  expect(created.json.secret).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9]{16}$/);
  const second = credentialsOf(created.json);
  expect((await server.send('GET', '/v2/applications', undefined, {}, second)).status).toBe(200);

  const { json, text } = await server.send('GET', '/accounts');
  expect(json._embedded.accounts.map((one: { api_key: string }) => one.api_key)).toEqual([KEY, second.key]);
  expect(text).not.toContain(second.secret);
  for (const [method, body] of [
    ['GET', undefined],
    ['POST', { name: 'x' }],
  ] as const) {
    const refused = await server.send(method, '/accounts', body, {}, second);
    expect([refused.status, refused.json.type]).toEqual([403, 'https://developer.vonage.com/api-errors#forbidden']);
  }
  const chosen = await server.send('POST', '/accounts', { name: 'Third', secret: 'simple' });
  expect([chosen.status, chosen.json.invalid_parameters[0].name]).toEqual([400, 'secret']);
});

test('a subaccount has credentials, applications and secrets of its own, and one level is all there is', async () => {
  const path = `/accounts/${KEY}/subaccounts`;
  const created = await server.send('POST', path, { name: 'Department', secret: 'Department1' });
  expect([created.status, created.json]).toEqual([
    200,
    {
      api_key: expect.stringMatching(/^[0-9a-f]{8}$/),
      name: 'Department',
      primary_account_api_key: KEY,
      suspended: false,
      created_at: expect.any(String),
      use_primary_account_balance: true,
      balance: null,
      credit_limit: null,
      secret: 'Department1',
    },
  ]);
  const sub = credentialsOf(created.json);
  const listed = (await server.send('GET', path)).json._embedded;
  expect(listed.primary_account.api_key).toBe(KEY);
  expect(listed.subaccounts.map((one: { api_key: string }) => one.api_key)).toEqual([sub.key]);
  expect((await server.send('GET', `${path}/${sub.key}`)).json.name).toBe('Department');

  const application = await server.send('POST', '/v2/applications', { name: 'Own' }, {}, sub);
  expect((await server.send('GET', `/v2/applications/${application.json.id}`)).status).toBe(404);

  const secrets = `/accounts/${sub.key}/secrets`;
  expect((await server.send('POST', secrets, { secret: 'FromPrimary1' })).status).toBe(201);
  expect((await server.send('GET', secrets, undefined, {}, { ...sub, secret: 'FromPrimary1' })).status).toBe(200);
  const upwards = await server.send('GET', `/accounts/${KEY}/secrets`, undefined, {}, sub);
  expect(upwards.status).toBe(404);

  const below = await server.send('POST', `/accounts/${sub.key}/subaccounts`, { name: 'x' }, {}, sub);
  expect(below.status).toBe(403);
  const balance = { name: 'x', use_primary_account_balance: false };
  expect((await server.send('POST', path, balance)).json.invalid_parameters).toEqual([
    { name: 'use_primary_account_balance', reason: 'must be true' },
  ]);
});

test('a suspended subaccount is refused, and reinstated', async () => {
  const path = `/accounts/${KEY}/subaccounts`;
  const sub = credentialsOf((await server.send('POST', path, { name: 'Late' })).json);
  const ask = () => server.send('GET', '/v2/applications', undefined, {}, sub);
  expect((await ask()).status).toBe(200);
  const suspended = await server.send('PATCH', `${path}/${sub.key}`, { suspended: true, name: 'Later' });
  expect(suspended.json).toMatchObject({ suspended: true, name: 'Later' });
  const refused = await ask();
  expect([refused.status, refused.json.type]).toEqual([
    403,
    'https://developer.vonage.com/api-errors#account-suspended',
  ]);
  const wrong = await server.send('GET', '/v2/applications', undefined, {}, { ...sub, secret: 'Wrong1Secret' });
  expect(wrong.status).toBe(401);
  await server.send('PATCH', `${path}/${sub.key}`, { suspended: false });
  expect((await ask()).status).toBe(200);
  expect((await server.send('PATCH', `${path}/${KEY}`, { suspended: true })).status).toBe(404);
  expect((await server.send('GET', '/v2/applications', undefined, {}, FIRST)).status).toBe(200);
});
