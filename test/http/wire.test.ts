import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Served, serve } from './serving.ts';

/** What clients of the Application API rely on. */

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const APPLICATIONS = '/v2/applications';
const create = (body: object = {}) => server.send('POST', APPLICATIONS, { name: 'x', ...body });
const pathOf = ({ json }: Answer) => `${APPLICATIONS}/${json.id}`;
const newPublicKey = () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
};

test('two slashes in front are one', async () => {
  const created = await server.send('POST', `/${APPLICATIONS}`, { name: 'x' });
  expect(created.status).toBe(201);
  expect((await server.send('GET', `/${pathOf(created)}`)).status).toBe(200);
});

test.each(['Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA', 'Digest x', 'Basic', 'Basic !', 'Basic YWJj', ''])(
  'only Basic is taken, not %j',
  async (authorization) => {
    const answer = await server.send('GET', APPLICATIONS, undefined, authorization ? { authorization } : {}, null);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="mintmark", charset="UTF-8"');
    expect(answer.json).toMatchObject({
      type: 'https://developer.vonage.com/api-errors#unauthorized',
      title: 'Invalid credentials supplied',
      detail: 'You did not provide correct credentials.',
    });
  },
);

test('success is application/json, an error application/problem+json', async () => {
  const type = ({ headers }: Answer) => headers.get('content-type')?.split(';')[0];
  expect(type(await create())).toBe('application/json');
  expect(type(await server.send('GET', APPLICATIONS))).toBe('application/json');
  const missing = await server.send('GET', `${APPLICATIONS}/ABC123`);
  expect([missing.status, type(missing)]).toEqual([404, 'application/problem+json']);
  expect(missing.json).toMatchObject({
    type: 'https://developer.vonage.com/api-errors#not-found',
    title: 'Not Found',
    detail: "ID 'ABC123' does not exist, or you do not have access",
    instance: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

test('the pair is PKCS#8 and SPKI, RSA 2048, and fits', async () => {
  const created = await create();
  const { private_key: privatePem, public_key: publicPem } = created.json.keys;
  expect(created.status).toBe(201);
  expect(created.headers.get('cache-control')).toBe('no-store');
  expect(privatePem).toMatch(/^-----BEGIN PRIVATE KEY-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END PRIVATE KEY-----\n$/);
  expect(publicPem).toMatch(/^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END PUBLIC KEY-----\n$/);
  expect(createPrivateKey(privatePem).asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65537n });
  expect(execFileSync('openssl', ['rsa', '-pubout'], { input: privatePem, stdio: 'pipe' }).toString()).toBe(publicPem);
});

test.each([{}, { keys: {} }, { keys: null }, { keys: { public_key: null } }])(
  '%j makes a pair on POST and keeps it on PUT',
  async (members) => {
    const created = await create(members);
    expect(created.json.keys.private_key).toBeDefined();
    const updated = await server.send('PUT', pathOf(created), { name: 'y', ...members });
    expect(updated.json.keys).toEqual({ public_key: created.json.keys.public_key });
  },
);

test('a public key comes back everywhere, a private one never again', async () => {
  const publicKey = newPublicKey();
  const created = await create({ keys: { public_key: publicKey } });
  expect(created.json.keys).toEqual({ public_key: publicKey });
  const listed = await server.send('GET', `${APPLICATIONS}?page_size=1000`);
  expect(listed.json._embedded.applications.at(-1).keys).toEqual({ public_key: publicKey });
  for (const { text } of [listed, await server.send('GET', pathOf(created))]) {
    expect(text).not.toContain('private_key');
  }
});

test('PUT replaces, keeps key and privacy, and ignores what is not for it', async () => {
  const created = await create({
    privacy: { improve_ai: true },
    capabilities: { vbc: {}, voice: { signed_callbacks: true } },
  });
  const updated = await server.send('PUT', pathOf(created), {
    id: '00000000-0000-4000-8000-000000000000',
    name: 'y',
    capabilities: { vbc: {} },
    account_id: 'other',
    created_at: 0,
    _links: { self: { href: '/elsewhere' } },
  });
  expect(updated.json).toEqual({
    ...created.json,
    name: 'y',
    capabilities: { vbc: {} },
    keys: { public_key: created.json.keys.public_key },
  });
  expect((await server.send('PUT', pathOf(created), { name: 'z' })).json.capabilities).toEqual({});
});

test('the same public key in another spelling is no change', async () => {
  const publicKey = newPublicKey();
  const created = await create({ keys: { public_key: publicKey } });
  const pkcs1 = createPublicKey(publicKey).export({ type: 'pkcs1', format: 'pem' });
  for (const spelling of [publicKey, publicKey.trim(), publicKey.replaceAll('\n', '\r\n'), pkcs1]) {
    const updated = await server.send('PUT', pathOf(created), { name: 'x', keys: { public_key: spelling } });
    expect([updated.status, updated.json.keys]).toEqual([200, { public_key: publicKey }]);
  }
  const { json } = await server.send('GET', `${pathOf(created)}/keys`);
  expect(json._embedded.keys).toHaveLength(1);
});

test('links of a page, and what a page may be', async () => {
  const own = await serve();
  try {
    for (let i = 0; i < 5; i++) await own.send('POST', APPLICATIONS, { name: `${i}` });
    const page = async (query: string) => (await own.send('GET', `${APPLICATIONS}${query}`)).json;
    const href = (n: number) => ({ href: `${APPLICATIONS}?page_size=2&page=${n}` });
    const first = { href: `${APPLICATIONS}?page_size=2` };
    expect((await page('?page_size=2'))._links).toEqual({ self: href(1), first, last: href(3), next: href(2) });
    expect((await page('?page_size=2&page=2'))._links).toEqual({
      self: href(2),
      first,
      last: href(3),
      next: href(3),
      prev: href(1),
    });
    const last = await page('?page_size=2&page=3');
    expect(last).toMatchObject({ page_size: 2, page: 3, total_items: 5, total_pages: 3 });
    expect(last._links).toEqual({ self: href(3), first, last: href(3), prev: href(2) });
    expect(await page('')).toMatchObject({ page_size: 10, page: 1, total_pages: 1 });
    expect((await page('?page=9'))._embedded.applications).toEqual([]);
  } finally {
    await own.close();
  }
});

test('unknown query parameters are ignored', async () => {
  const { status, json } = await server.send('GET', `${APPLICATIONS}?size=1&page_sized=x&application_id=1`);
  expect([status, json.page_size]).toEqual([200, 10]);
});

test.each(['0', '-1', '1001', 'ten', '1.5', '1e1', ' 1', '1&page_size=2', '9'.repeat(400), '%27%20or%201=1'])(
  'page_size=%s is refused',
  async (value) => {
    const { status, json } = await server.send('GET', `${APPLICATIONS}?page_size=${value}`);
    expect([status, json.type]).toEqual([400, 'https://developer.vonage.com/api-errors/application#list-validation']);
    expect(json.invalid_parameters).toEqual([
      { name: 'page_size', reason: expect.stringMatching(/^must be (an integer )?between 1 and 1000$/) },
    ]);
  },
);

test('both timeout names, wide ranges, nulls, unknown capabilities', async () => {
  const created = await create({
    capabilities: {
      voice: {
        conversations_ttl: 9000,
        leg_persistence_time: null,
        payment_enabled: true,
        webhooks: {
          answer_url: { address: 'https://example.com/a', http_method: 'GET', connection_timeout: 500 },
          event_url: { address: 'http://localhost:3000/e', connect_timeout: 300, socket_timeout: 10_000 },
          fallback_answer_url: null,
        },
      },
      messages: { webhooks: { inbound_url: { address: 'https://example.com/i', http_method: 'POST' } } },
      rtc: null,
      vbc: {},
      bulk: { list_status_url: 'https://example.com/b', nested: { deep: [1, null, { a: null }] } },
    },
  });
  expect(created.json.capabilities).toEqual({
    voice: {
      conversations_ttl: 9000,
      payment_enabled: true,
      webhooks: {
        answer_url: { address: 'https://example.com/a', http_method: 'GET', connect_timeout: 500 },
        event_url: { address: 'http://localhost:3000/e', connect_timeout: 300, socket_timeout: 10_000 },
      },
    },
    messages: { version: 'v1', webhooks: { inbound_url: { address: 'https://example.com/i', http_method: 'POST' } } },
    vbc: {},
    bulk: { list_status_url: 'https://example.com/b', nested: { deep: [1, null, {}] } },
  });
  expect((await server.send('GET', pathOf(created))).json.capabilities).toEqual(created.json.capabilities);
});

test.each([
  [{}, false],
  [{ privacy: {} }, false],
  [{ privacy: { improve_ai: true } }, true],
])('improve_ai of %j is shown', async (members, shown) => {
  expect((await create(members)).json.privacy).toEqual({ improve_ai: shown });
});

test('a deleted application is gone, and its id is not used again', async () => {
  const created = await create();
  await server.send('DELETE', pathOf(created));
  for (const [method, suffix] of [
    ['GET', ''],
    ['PUT', ''],
    ['DELETE', ''],
    ['GET', '/keys'],
    ['POST', '/keys'],
  ] as const) {
    const body = method === 'GET' || method === 'DELETE' ? undefined : { name: 'x' };
    expect((await server.send(method, pathOf(created) + suffix, body)).status).toBe(404);
  }
});

test('names are kept exactly, and markup is only text', async () => {
  for (const name of ['<img src=x onerror=alert(1)>', '=cmd()', 'é and é', '\u202etxt.exe', '🙂', '"\'\\']) {
    const created = await create({ name });
    expect((await server.send('GET', pathOf(created))).json.name).toBe(name);
  }
});
