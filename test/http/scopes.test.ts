import fastify, { type FastifyRequest, type RouteOptions } from 'fastify';
import { expect, test } from 'vitest';
import type { App } from '../../src/http/server/app.ts';
import { serveAccounts } from '../../src/http/who/account-scope.ts';
import type { Authentication } from '../../src/http/who/authentication.ts';
import { serveDashboard } from '../../src/http/who/dashboard-scope.ts';
import { sessionCookie } from '../../src/http/who/session-cookie.ts';

/** Whole groups of routes, in a server that has nothing else. */

const now = 1_790_000_000;
const PERSON = { id: 'p1', email: 'ada@example.com' };
const BASIC = `Basic ${Buffer.from('abcd1234:right').toString('base64')}`;
const COOKIE = 'mintmark-session=a-token';
const OWN = { cookie: COOKIE, 'sec-fetch-site': 'same-origin' };
const account = (id: string, change = {}) => ({ id, name: id, parentId: null, suspended: false, ...change });

function authentication(members: Record<string, string>, suspended = false): Authentication {
  const judged = { right() {}, wrong() {}, undecided() {} };
  const accounts = {
    get: async (id: string) => (id === 'none' ? undefined : account(id, { suspended })),
    secrets: async () => [{ id: 'secret 1', hash: 'right' }],
  };
  const parts = {
    accounts,
    clock: { now: () => now },
    sessions: { find: async () => ({ id: 's1', personId: 'p1', seenAt: now, createdAt: now }) },
    people: {
      get: async () => PERSON,
      memberships: async () => Object.entries(members).map(([accountId, role]) => ({ accountId, role })),
    },
  };
  const secretHashes = { match: async (secret: string, hashes: string[]) => hashes.indexOf(secret) };
  return {
    basic: {
      parts: { accounts, secretHashes },
      failures: { begin: async () => judged, wait: async () => 0 },
      failuresPerMinute: 5,
      realm: 'here',
    },
    session: {
      parts,
      cookie: sessionCookie('http://mintmark.example'),
      origin: { publicUrl: 'http://mintmark.example', isFixed: true },
    },
  } as never;
}

async function served(group: (app: App) => void) {
  const app = fastify({ bodyLimit: 20, exposeHeadRoutes: false }) as never as App;
  let reviews = 0;
  app.decorate('bodyLimitBytes', 100);
  app.decorate('openStreams', { review: () => reviews++ } as never);
  app.setErrorHandler((error: { status?: number; statusCode?: number; title?: string }, _request, reply) =>
    reply.code(error.status ?? error.statusCode ?? 500).send({ title: error.title }),
  );
  const routes = new Map<string, RouteOptions>();
  app.addHook('onRoute', (route) => void routes.set(`${route.method} ${route.url}`, route));
  app.register((scope, _options, isDone) => {
    group(scope as never as App);
    const handler = async (request: FastifyRequest) => {
      const { role, account: chosen, signedIn, query, body } = request;
      return { role, account: chosen?.id, person: signedIn?.person, query, body };
    };
    scope.get('/things', { schema: {} }, handler);
    scope.post('/things', { schema: {} }, handler);
    scope.get('/secrets', { schema: {}, config: { role: 'owner' } }, handler);
    scope.route({ method: ['GET', 'POST'], url: '/both', schema: {}, handler });
    scope.get('/plain', handler);
    scope.post('/told/:status', (request, reply) =>
      reply.code(Number((request.params as { status: string }).status)).send(),
    );
    isDone();
  });
  await app.ready();
  async function ask(method: 'GET' | 'POST', url: string, headers: Record<string, string>, body?: object) {
    const answer = await app.inject({ method, url, headers, ...(body && { payload: body }) });
    const json = answer.body === '' ? {} : answer.json();
    return { status: answer.statusCode, headers: answer.headers, json, title: json.title };
  }
  return { ask, routes, reviews: () => reviews };
}

const accounts = (members: Record<string, string>, suspended = false) =>
  served((app) => serveAccounts(app, authentication(members, suspended)));

test('an API key and secret is an owner, with a session beside it too', async () => {
  const { ask } = await accounts({ abcd1234: 'viewer' });
  for (const headers of [{ authorization: BASIC }, { authorization: BASIC, cookie: COOKIE }]) {
    const { json, headers: told } = await ask('GET', '/things?page_size=10', headers);
    expect(json).toEqual({ role: 'owner', account: 'abcd1234', query: { page_size: 10 }, body: {} });
    expect(told['cache-control']).toBe('no-store');
  }
});

test('a body is read whole, without what is null', async () => {
  const { ask } = await accounts({});
  const body = { name: 'more than twenty bytes', gone: null };
  expect((await ask('POST', '/things', { authorization: BASIC }, body)).json.body).toEqual({ name: body.name });
  expect((await ask('POST', '/things', { authorization: BASIC, accept: 'text/plain' }, body)).title).toBe(
    'Invalid Accept header',
  );
});

test('a browser is told that nobody is signed in; others are asked for an API key and secret', async () => {
  const { ask } = await accounts({});
  const browsers = [
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-mode': 'navigate' },
    { accept: 'text/html,*/*;q=0.8' },
    { 'x-mintmark-account-id': 'abcd1234' },
  ];
  for (const headers of browsers) expect((await ask('GET', '/things', headers)).title).toBe('Signed out');
  for (const headers of [{}, { 'x-mintmark-account-id': '' }, { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'cors' }])
    expect((await ask('GET', '/things', headers)).title).toBe('Invalid credentials supplied');
});

test('a session is what its person is in the account that it means', async () => {
  const both = await accounts({ one: 'viewer', two: 'developer' });
  const meant = (id: string) => ({ cookie: COOKIE, 'x-mintmark-account-id': id });
  expect((await both.ask('GET', '/things', meant('two'))).json).toMatchObject({
    role: 'developer',
    account: 'two',
    person: PERSON,
  });
  expect((await both.ask('GET', '/things', meant('none'))).status).toBe(404);
  expect((await both.ask('GET', '/things', { cookie: COOKIE })).title).toBe('No account chosen');
  const none = await accounts({});
  expect((await none.ask('GET', '/things', { cookie: COOKIE })).title).toBe('No account chosen');
  const one = await accounts({ one: 'viewer' });
  expect((await one.ask('GET', '/things', { cookie: COOKIE })).json).toMatchObject({ role: 'viewer', account: 'one' });
  const gone = await accounts({ one: 'owner' }, true);
  expect((await gone.ask('GET', '/things', { cookie: COOKIE })).status).toBe(403);
});

test.each([
  ['viewer', 200, 403, 403],
  ['developer', 200, 200, 403],
  ['owner', 200, 200, 200],
])('a %s reads, writes, sees secrets: %i %i %i', async (role, read, write, secrets) => {
  const { ask } = await accounts({ one: role });
  const asked = [ask('GET', '/things', OWN), ask('POST', '/things', OWN), ask('GET', '/secrets', OWN)];
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([read, write, secrets]);
});

test('a change by another site is refused, whatever the credentials', async () => {
  const { ask } = await accounts({ one: 'owner' });
  const from = (site: string) => ({ authorization: BASIC, 'sec-fetch-site': site });
  expect((await ask('POST', '/things', from('cross-site'))).status).toBe(403);
  expect((await ask('GET', '/things', from('cross-site'))).status).toBe(200);
  expect((await ask('POST', '/things', from('none'))).status).toBe(200);
  expect((await ask('POST', '/things', { cookie: COOKIE })).status).toBe(403);
});

test('each route tells what it answers and how it is authenticated', async () => {
  const { routes } = await accounts({});
  const schema = (name: string) => routes.get(name)?.schema as { problems?: string[]; security?: object } | undefined;
  const problems = (name: string) => schema(name)?.problems;
  const ofAll = ['unauthorized', 'multiple-credentials', 'rate-limited', 'account-suspended', 'signed-out'];
  const choice = ['account-not-chosen', 'account-unknown', 'account-suspended'];
  expect(problems('GET /things')).toEqual([...ofAll, ...choice, 'not-acceptable']);
  const changing = [...ofAll, 'other-origin', ...choice, 'role-too-low', 'not-acceptable'];
  for (const name of ['POST /things', 'GET,POST /both']) expect(problems(name)).toEqual(changing);
  expect(problems('GET /secrets')).toContain('role-too-low');
  expect(schema('GET /things')?.security).toEqual([{ basic: [] }, { session: [] }]);
  expect(schema('GET /plain')).toBeUndefined();
});

test('a group of the dashboard', async () => {
  const { ask, routes, reviews } = await served((app) => serveDashboard(app, [{ session: [] }]));
  const schema = (name: string) => routes.get(name)?.schema as { problems?: string[]; security?: object } | undefined;
  const problems = (name: string) => schema(name)?.problems;
  expect(problems('GET /things')).toEqual(['not-acceptable', 'signed-out']);
  expect(problems('POST /things')).toEqual(['not-acceptable', 'signed-out', 'other-origin']);
  expect(schema('GET /things')?.security).toEqual([{ session: [] }]);
  expect(schema('GET /plain')).toBeUndefined();
  const { json, headers } = await ask('POST', '/things', {}, { a: 1, b: null });
  expect([json.body, headers['cache-control']]).toEqual([{ a: 1 }, 'no-store']);
  expect((await ask('POST', '/things', {})).json.body).toEqual({});
  expect((await ask('POST', '/things', { accept: 'text/plain' })).title).toBe('Invalid Accept header');
  const open = await served((app) => serveDashboard(app, []));
  expect(open.routes.get('POST /things')?.schema?.problems).toEqual(['not-acceptable', 'other-origin']);
  // What may have ended somebody's access: each change that succeeded, and no other request.
  const before = reviews();
  await ask('GET', '/things', {});
  for (const status of [300, 404]) await ask('POST', `/told/${status}`, {});
  expect(reviews()).toBe(before);
  for (const status of [204, 299]) await ask('POST', `/told/${status}`, {});
  expect(reviews()).toBe(before + 2);
});
