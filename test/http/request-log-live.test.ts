import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { type Browser, browser, firstOwner, member, PASSWORD, tokenOf } from './browser.ts';
import { type Credentials, FIRST, KEY, type Served, serve } from './serving.ts';

interface Entry {
  readonly application_id: string | null;
  readonly cause: string | null;
}

const PATIENT = { timeout: 60_000 };
const account = (id: string) => ({ 'x-mintmark-account-id': id });

let server: Served;
let owner: Browser;
let joe: Browser;
/** Subaccounts: Joe is in two of them, in neither the third nor the account above them. */
let first: Credentials;
let second: Credentials;
let third: Credentials;

beforeAll(async () => {
  server = await serve();
  owner = await firstOwner(server);
  const create = async (name: string) => {
    const { json } = await server.send('POST', `/accounts/${KEY}/subaccounts`, { name });
    return { key: json.api_key, secret: json.secret } as Credentials;
  };
  [first, second, third] = [await create('First'), await create('Second'), await create('Third')];
  const invite = async ({ key }: Credentials) => {
    const request = { email: 'joe@example.com', role: 'viewer' };
    return tokenOf((await owner.post('/dashboard-api/invitations', request, account(key))).json.link);
  };
  joe = browser(server);
  const joining = { link: await invite(first), name: 'Joe', password: PASSWORD };
  expect((await joe.post('/dashboard-api/join', joining)).status).toBe(201);
  expect((await joe.post('/dashboard-api/me/join', { link: await invite(second) })).status).toBe(200);
});
afterAll(() => server.close());

/** The stream as a page of the dashboard opens it. */
async function watch(one: Browser, headers: Record<string, string>) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const cookie = [...one.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const own = { cookie, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', accept: 'text/event-stream' };
  const response = await fetch(`${server.url}/request-log/live`, {
    headers: { ...own, ...headers },
    signal: abort.signal,
  });
  let text = '';
  const reading = (async () => {
    try {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    }
  })();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    ended: reading.then(() => true),
    body: async () => {
      await reading;
      return JSON.parse(text) as { readonly type: string };
    },
    entries: () =>
      [...text.matchAll(/^data: (.*)$/gm)].flatMap(
        ([, data]) => (JSON.parse(data ?? '') as { readonly entries: readonly Entry[] }).entries,
      ),
  };
}

/** An application of this account, and one request of it that the gate accepts, one that it rejects. */
async function judgeTwo(as: Credentials): Promise<string> {
  const { json } = await server.send('POST', '/v2/applications', { name: `of ${as.key}` }, {}, as);
  const claims = { application_id: json.id };
  const expired = { ...claims, iat: 1_600_000_000, exp: 1_600_000_900 };
  const ask = async (token: string) =>
    (await fetch(`${server.url}/gate`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await ask(mint(claims, json.keys.private_key))).toBe(204);
  expect(await ask(mint(expired, json.keys.private_key))).toBe(401);
  return json.id;
}

test('one person in two accounts is told of the account that the header names, and of no other', async () => {
  const streams = [
    await watch(joe, account(first.key)),
    await watch(joe, account(second.key)),
    await watch(owner, account(KEY)),
  ];
  expect(streams.map(({ status, type }) => [status, type])).toEqual(streams.map(() => [200, 'text/event-stream']));
  await judgeTwo(third);
  const ids = [await judgeTwo(first), await judgeTwo(second), await judgeTwo(FIRST)];
  await expect.poll(() => streams.map((one) => one.entries().length), PATIENT).toEqual([2, 2, 2]);
  for (const [index, one] of streams.entries()) {
    expect(one.entries().map(({ application_id }) => application_id)).toEqual([ids[index], ids[index]]);
    expect(new Set(one.entries().map(({ cause }) => cause))).toEqual(new Set([null, 'token-expired']));
  }
});

test.each<[what: string, headers: () => Record<string, string>, status: number, type: string]>([
  ['no account, of two', () => ({}), 400, '#problem-account-not-chosen'],
  ['an account of others', () => account(third.key), 404, '#invalid-api-key'],
  ['the account above', () => account(KEY), 404, '#invalid-api-key'],
  ['an account that there is not', () => account('00000000'), 404, '#invalid-api-key'],
  ['two accounts in one field', () => account(`${first.key}, ${second.key}`), 404, '#invalid-api-key'],
])('%s: no stream', async (_, headers, status, type) => {
  const refused = await watch(joe, headers());
  expect([refused.status, refused.type]).toEqual([status, 'application/problem+json']);
  expect((await refused.body()).type).toContain(type);
});

test('without a session the header opens nothing', async () => {
  const refused = await watch(browser(server), account(KEY));
  expect([refused.status, (await refused.body()).type]).toEqual([401, '/docs#problem-signed-out']);
});

test.each<[what: string, end: (one: Browser, personId: string) => Promise<{ readonly status: number }>]>([
  ['is removed', (_, id) => owner.send('DELETE', `/dashboard-api/members/${id}`, undefined, account(KEY))],
  [
    'has another role',
    (_, id) => owner.send('PATCH', `/dashboard-api/members/${id}`, { role: 'developer' }, account(KEY)),
  ],
  ['signs out', (one) => one.post('/dashboard-api/sign-out')],
])('a stream ends as soon as its reader %s, and those of others go on', async (what, end) => {
  const one = await member(server, owner, `${what.replaceAll(' ', '-')}@example.com`, 'viewer');
  const { id } = (await one.get('/dashboard-api/me')).json.person;
  const [own, others] = [await watch(one, account(KEY)), await watch(owner, account(KEY))];
  expect((await end(one, id)).status).toBe(204);
  expect(await own.ended).toBe(true);
  await judgeTwo(FIRST);
  await expect.poll(() => others.entries().length, PATIENT).toBe(2);
});
