import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '../../src/ports/role.ts';
import { type Browser, browser, firstOwner, member, PASSWORD, tokenOf } from './browser.ts';
import { KEY, type Served, serve } from './serving.ts';

/** Every route of an account, asked by a session: in each role, and by an owner of another account. */

let server: Served;
let parameters: Record<string, string>;
let stranger: Browser;
const by = {} as Record<Role, Browser>;
const HERE = { 'x-mintmark-account-id': KEY };

beforeAll(async () => {
  server = await serve();
  by.owner = await firstOwner(server);
  for (const role of ['developer', 'viewer'] as const)
    by[role] = await member(server, by.owner, `${role}@a.test`, role);
  stranger = await ownerOfAnotherAccount();
  const { id } = (await by.owner.post('/v2/applications', { name: 'Owned' }, HERE)).json;
  const invited = await by.owner.post('/dashboard-api/invitations', { email: 'x@a.test', role: 'viewer' }, HERE);
  parameters = {
    id,
    key_id: (await by.owner.post(`/v2/applications/${id}/keys`, {}, HERE)).json.id,
    api_key: KEY,
    secret_id: (await by.owner.get(`/accounts/${KEY}/secrets`, HERE)).json._embedded.secrets[0].id,
    subaccount_key: (await by.owner.post(`/accounts/${KEY}/subaccounts`, { name: 'Sub' }, HERE)).json.api_key,
    // Of somebody else: whoever wants to leaves.
    person_id: (await (await member(server, by.owner, 'other@a.test', 'viewer')).get('/dashboard-api/me')).json.person
      .id,
    invitation_id: invited.json.id,
  };
});
afterAll(() => server.close());

async function ownerOfAnotherAccount(): Promise<Browser> {
  const sub = (await by.owner.post(`/accounts/${KEY}/subaccounts`, { name: 'Elsewhere' }, HERE)).json.api_key;
  const invitation = { email: 'stranger@b.test', role: 'owner', password: PASSWORD };
  const invited = await by.owner.post('/dashboard-api/invitations', invitation, { 'x-mintmark-account-id': sub });
  const one = browser(server);
  await one.post('/dashboard-api/join', { link: tokenOf(invited.json.link), name: 'S', password: PASSWORD });
  return one;
}

const ACCOUNT =
  /^\/(v2\/applications|accounts|reports|request-log|shares|dashboard-api\/(applications|company|members|invitations))(?=\/|$)/;
const PUBLIC = '/v2/applications/:id/jwks.json';
const ENDLESS = ['/reports/live', '/request-log/live'];
/** What is not there, to an owner neither. */
const ABSENT = ['/reports/:id', '/reports/:id/shares', '/request-log/:id', '/shares/:id'];

function routes() {
  return server.routes.flatMap(({ url, methods }) =>
    [...methods]
      .filter((method) => !['HEAD', 'TRACE', 'OPTIONS'].includes(method))
      .filter(() => ACCOUNT.test(url) && url !== PUBLIC && !ENDLESS.includes(url))
      .map((method) => ({ method, url })),
  );
}

/** What the issue says, apart from how the routes say it. */
function neededRole(method: string, url: string): Role {
  if (url === '/accounts' || url.startsWith('/dashboard-api/invitations')) return 'owner';
  if (method === 'GET') return 'viewer';
  if (`${method} ${url}` === 'DELETE /v2/applications/:id') return 'owner';
  return /^\/(accounts|dashboard-api)\//.test(url) ? 'owner' : 'developer';
}

const pathOf = (url: string) => url.replace(/:(\w+)/g, (_, name) => parameters[name] ?? 'x');
const ask = (as: Browser, method: string, url: string, headers: Record<string, string> = HERE) => {
  const body = { name: 'x', secret: 'Valid1Secret', password: PASSWORD, role: 'viewer', email: 'new@a.test' };
  return as.send(method, pathOf(url), ['GET', 'DELETE'].includes(method) ? undefined : body, headers);
};

test('there are routes of every kind to ask', () => {
  const needed = routes().map(({ method, url }) => neededRole(method, url));
  for (const role of ROLES) expect(needed.filter((one) => one === role).length).toBeGreaterThan(3);
});

test('a role that is too low is told so, by every route, and changes nothing', async () => {
  const before = (await by.owner.get(pathOf('/v2/applications/:id'), HERE)).text;
  for (const { method, url } of routes()) {
    const needed = neededRole(method, url);
    for (const role of ROLES.slice(0, ROLES.indexOf(needed))) {
      const { status, json } = await ask(by[role], method, url);
      expect([method, url, role, status, json.needed]).toEqual([method, url, role, 403, needed]);
    }
  }
  expect((await by.owner.get(pathOf('/v2/applications/:id'), HERE)).text).toBe(before);
});

test('a session from another site changes nothing, by every route', async () => {
  for (const { method, url } of routes()) {
    if (method === 'GET') continue;
    for (const from of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: '' },
    ]) {
      const { status, json } = await ask(by.owner, method, url, { ...HERE, ...(from as Record<string, string>) });
      expect([method, url, status, json.type]).toEqual([method, url, 403, '/docs#problem-other-origin']);
    }
  }
});

test('an owner of another account finds nothing here', async () => {
  for (const { method, url } of routes()) {
    const { status, text } = await ask(stranger, method, url);
    expect([method, url, status]).toEqual([method, url, 404]);
    expect(text).not.toContain('Owned');
  }
});

test('a role that is enough is answered, by every route', async () => {
  const inner = (url: string) => url.split('/').length;
  const all = routes().sort(
    (a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE') || inner(b.url) - inner(a.url),
  );
  for (const { method, url } of all) {
    const { status, json } = await ask(by[neededRole(method, url)], method, url);
    expect([method, url, status, json?.type]).not.toContain('/docs#problem-role-too-low');
    expect([method, url, status < 400 || status === 409 || (status === 404 && ABSENT.includes(url))]).toEqual([
      method,
      url,
      true,
    ]);
  }
});
