import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Credentials, KEY, SECRET, type Served, serve } from './serving.ts';

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const SECRETS = `/accounts/${KEY}/secrets`;
const as = (secret: string): Credentials => ({ key: KEY, secret });
const ERRORS = 'https://developer.vonage.com/api-errors';

test('a secret is listed without its text, and shown alone', async () => {
  const { status, json, text } = await server.send('GET', SECRETS);
  const [first] = json._embedded.secrets;
  const self = { href: `${SECRETS}/${first.id}` };
  expect([status, json]).toEqual([
    200,
    {
      _links: { self: { href: SECRETS } },
      _embedded: { secrets: [{ _links: { self }, id: first.id, created_at: first.created_at }] },
    },
  ]);
  expect(first.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(text).not.toContain(SECRET);
  expect((await server.send('GET', self.href)).json).toEqual(first);
});

test('two secrets are valid side by side; a third is refused, and the last one stays', async () => {
  const added = await server.send('POST', SECRETS, { secret: 'Second1Secret' });
  expect([added.status, Object.keys(added.json)]).toEqual([201, ['_links', 'id', 'created_at']]);
  for (const secret of [SECRET, 'Second1Secret']) {
    expect((await server.send('GET', SECRETS, undefined, {}, as(secret))).status).toBe(200);
  }
  const third = await server.send('POST', SECRETS, { secret: 'Third1Secret' });
  expect([third.status, third.json.type, third.json.title, third.json.detail]).toEqual([
    403,
    `${ERRORS}/account/secret-management#maximum-secrets-allowed`,
    'Maxmimum number of secrets already met',
    "This account has reached maximum number of '2' allowed secrets",
  ]);
  const path = `${SECRETS}/${added.json.id}`;
  expect((await server.send('DELETE', path)).status).toBe(204);
  expect((await server.send('GET', SECRETS, undefined, {}, as('Second1Secret'))).status).toBe(401);
  expect((await server.send('DELETE', path)).status).toBe(404);
  const [last] = (await server.send('GET', SECRETS)).json._embedded.secrets;
  const refused = await server.send('DELETE', `${SECRETS}/${last.id}`);
  expect([refused.status, refused.json.type, refused.json.title]).toEqual([
    403,
    `${ERRORS}/account/secret-management#delete-last-secret`,
    'Secret Deletion Forbidden',
  ]);
});

test.each([
  'short1A',
  `${'x'.repeat(24)}A1`,
  'nouppercase1',
  'NOLOWERCASE1',
  'NoDigitsHere',
  'With Space1',
  'Ünicode1Aa',
  '',
])('a secret such as %j is refused, and not repeated', async (secret) => {
  const { status, json, text } = await server.send('POST', SECRETS, { secret });
  expect([status, json.type]).toEqual([400, `${ERRORS}/account/secret-management#validation`]);
  expect(json.invalid_parameters).toEqual([{ name: 'secret', reason: 'Does not meet complexity requirements' }]);
  if (secret !== '') expect(text).not.toContain(secret);
});

test.each(['zzzz9999', 'nobody', '%00', '..%2f..'])('the secrets of %j do not exist for this account', async (key) => {
  for (const [method, path] of [
    ['GET', ''],
    ['POST', ''],
    ['GET', '/00000000-0000-4000-8000-000000000000'],
    ['DELETE', '/00000000-0000-4000-8000-000000000000'],
  ] as const) {
    const body = method === 'POST' ? { secret: 'Valid1Secret' } : undefined;
    const { status, json } = await server.send(method, `/accounts/${key}/secrets${path}`, body);
    expect([status, json.type]).toEqual([404, `${ERRORS}#invalid-api-key`]);
  }
});
