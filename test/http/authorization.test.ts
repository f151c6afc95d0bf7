import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Credentials, KEY, SECRET, type Served, serve } from './serving.ts';

/** Every route of the router, asked by nobody, by another account, and by the owner: none can be forgotten. */

/** What anybody may ask. Everything else needs credentials. */
const PUBLIC = new Set([
  '/assets/page.css',
  '/causes',
  '/causes/:id',
  '/docs',
  '/key-frame',
  // For whoever has the link.
  '/r/:token',
  '/openapi.json',
  '/healthz',
  '/readyz',
  '/readyz/gate',
  '/metrics',
  '/v2/applications/:id/jwks.json',
]);
/** What takes the token of an application and no account. */
const takesToken = (url: string) => url === '/gate' || /^\/(v1|v0\.3|v2\/verify|session)(\/|$)/.test(url);
/** The way in: asked by a page of the dashboard that nobody is signed in to. */
const ENTRANCE = new Set(
  ['link', 'first-start', 'join', 'sign-in', 'email-change', 'password-reset', 'password-reset/confirm'].map(
    (name) => `/dashboard-api/${name}`,
  ),
);
/** Tells nobody that nobody is signed in: a page asks it before anybody is. */
const WHO = 'GET /dashboard-api/session';
const NOBODY = { me: null };
/** What concerns who is signed in, and takes no API key. */
const takesSession = (url: string) => url.startsWith('/dashboard-api/') && !ENTRANCE.has(url);
/** Answers that concern no resource of another account. */
const OWN_COLLECTIONS = new Set([
  'GET /v2/applications',
  'POST /v2/applications',
  'GET /reports',
  'GET /reports/live',
  'GET /request-log',
  'GET /shares',
  'GET /request-log/counts',
  'GET /request-log/live',
]);

let server: Served;
let other: Credentials;
let parameters: Record<string, string>;
let before: string;

beforeAll(async () => {
  server = await serve();
  const account = (await server.send('POST', '/accounts', { name: 'Other' })).json;
  other = { key: account.api_key, secret: account.secret };
  const { id } = (await server.send('POST', '/v2/applications', { name: 'Owned' })).json;
  const subaccount = (await server.send('POST', `/accounts/${KEY}/subaccounts`, { name: 'Sub' })).json;
  parameters = {
    id,
    key_id: (await server.send('POST', `/v2/applications/${id}/keys`, {})).json.id,
    api_key: KEY,
    secret_id: (await server.send('GET', `/accounts/${KEY}/secrets`)).json._embedded.secrets[0].id,
    subaccount_key: subaccount.api_key,
    uuid: 'a0b1c2d3-0000-4000-8000-000000000000',
    token: await sharedReport(id),
  };
  before = await snapshot();
});
afterAll(() => server.close());

/** The token of a link to a report of this application. */
async function sharedReport(applicationId: string): Promise<string> {
  const claims = { application_id: applicationId, iat: Math.floor(Date.now() / 1000), jti: 'one' };
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const headers = { authorization: `Bearer ${parts.join('.')}.AAAA` };
  const report = (await server.send('POST', '/v1/messages', {}, headers, null)).json.instance.split('/').at(-1);
  await vi.waitFor(async () => expect((await server.send('GET', `/reports/${report}`)).status).toBe(200), 20_000);
  return (await server.send('POST', `/reports/${report}/shares`, {})).json.link.split('/').at(-1);
}

async function snapshot(): Promise<string> {
  const paths = [
    '/v2/applications',
    `/v2/applications/${parameters['id']}/keys`,
    `/accounts/${KEY}/secrets`,
    '/accounts',
  ];
  const answers = await Promise.all([...paths, `/accounts/${KEY}/subaccounts`].map((path) => server.send('GET', path)));
  return answers.map(({ text }) => text).join('\n');
}

function routes() {
  return server.routes.flatMap(({ url, methods }) =>
    // HEAD is GET, and fetch sends no TRACE.
    [...methods].filter((method) => !['HEAD', 'TRACE'].includes(method)).map((method) => ({ method, url })),
  );
}

const ONES: { readonly [url: string]: string } = {
  '/causes/:id': '/causes/token-expired',
  '/key-frame': '/key-frame?url=https://id.example/jwks.json',
};
const pathOf = (url: string) => ONES[url] ?? url.replace(/:(\w+)/g, (_, name) => parameters[name] ?? 'x');
const ask = (method: string, url: string, as: Credentials | null, headers = {}) => {
  const body = ['POST', 'PUT', 'PATCH'].includes(method) ? { name: 'x', secret: 'Valid1Secret' } : undefined;
  return server.send(method, pathOf(url), body, headers, as);
};

test('there are routes to ask, and the public ones are all there', () => {
  const urls = new Set(routes().map(({ url }) => url));
  expect(urls.size).toBeGreaterThan(25);
  expect([...PUBLIC].filter((url) => !urls.has(url))).toEqual([]);
});

test('nobody is answered 401 by every route that is not public', async () => {
  for (const { method, url } of routes()) {
    const { status, headers, json } = await ask(method, url, null);
    if (`${method} ${url}` === WHO) expect([status, json]).toEqual([200, NOBODY]);
    else if (PUBLIC.has(url)) expect([method, url, status]).toEqual([method, url, 200]);
    else if (ENTRANCE.has(url)) expect([method, url, status]).toEqual([method, url, 403]);
    else expect([method, url, status, headers.has('www-authenticate')]).toEqual([method, url, 401, true]);
  }
});

test('a token is not taken where an account is asked for, nor an account where a token is', async () => {
  for (const { method, url } of routes()) {
    if (PUBLIC.has(url) || ENTRANCE.has(url)) continue;
    const bearer = await ask(method, url, null, { authorization: 'Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA' });
    if (`${method} ${url}` === WHO) expect([bearer.status, bearer.json]).toEqual([200, NOBODY]);
    else expect([method, url, bearer.status]).toEqual([method, url, 401]);
  }
});

test('another account finds nothing of the owner, and changes nothing', async () => {
  for (const { method, url } of routes()) {
    if (PUBLIC.has(url) || takesToken(url) || OWN_COLLECTIONS.has(`${method} ${url}`)) continue;
    if (takesSession(url) || (!url.includes(':') && !url.startsWith('/accounts'))) continue;
    const { status, text } = await ask(method, url, other);
    expect([method, url, status]).toEqual([method, url, url === '/accounts' ? 403 : 404]);
    expect(text).not.toContain('Owned');
  }
  const { json } = await server.send('GET', '/v2/applications', undefined, {}, other);
  expect(json._embedded.applications.filter((one: { name: string }) => one.name === 'Owned')).toEqual([]);
  expect(await snapshot()).toBe(before);
});

test('the owner is answered by every route of an account', async () => {
  const inner = (url: string) => url.split('/').length;
  const deletions = routes().filter(({ method }) => method === 'DELETE');
  const rest = routes().filter(({ method }) => method !== 'DELETE');
  for (const { method, url } of [...rest, ...deletions.sort((a, b) => inner(b.url) - inner(a.url))]) {
    if (PUBLIC.has(url) || !/^\/(v2\/applications|accounts)/.test(url)) continue;
    // The secret that was added on the way outlives the first one.
    const secret = method === 'DELETE' ? 'Valid1Secret' : SECRET;
    const { status } = await ask(method, url, { key: KEY, secret });
    expect([method, url, status < 400 || status === 409]).toEqual([method, url, true]);
  }
});
