import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, browser, firstOwner, tokenOf } from './browser.ts';
import { type Served, serve } from './serving.ts';

/** Whatever is sent to the paths of the dashboard, the answer is the caller's fault or none: never a 5xx. */

let server: Served;
let owner: Browser;
let link: string;
beforeAll(async () => {
  server = await serve({ logLevel: 'silent' });
  owner = await firstOwner(server);
  link = tokenOf(
    (await owner.post('/dashboard-api/invitations', { email: 'b@example.com', role: 'viewer' })).json.link,
  );
});
afterAll(() => server.close());

const MEMBERS = ['email', 'password', 'code', 'link', 'name', 'phone', 'role', 'new_password', 'website', 'city'];
const nasty = fc.oneof(
  fc.constantFrom('', '\0', '\ud800', '\u202e', "' or 1=1 --", '<b>', '../..', '__proto__', 'owner', 'a@b.example'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('x'.repeat(100_000), `${'a'.repeat(300)}@example.com`),
  fc.jsonValue({ maxDepth: 2 }),
);
const bodies = fc.oneof(
  { weight: 5, arbitrary: fc.dictionary(fc.constantFrom(...MEMBERS, '__proto__'), nasty, { maxKeys: 8 }) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

function routes() {
  return server.routes.flatMap(({ url, methods }) =>
    [...methods]
      .filter((method) => url.startsWith('/dashboard-api/') && ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
      .filter(() => !url.endsWith('/sign-out') && !url.endsWith('/sessions'))
      .map((method) => ({ method, url })),
  );
}

test('bodies, parameters and links of any kind', async () => {
  const asked = routes();
  expect(asked.length).toBeGreaterThan(15);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...asked),
      bodies,
      fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.uuid()),
      fc.boolean(),
      async ({ method, url }, body, parameter, isSignedIn) => {
        const path = url.replace(/:\w+/g, encodeURIComponent(parameter) || 'x');
        const { status, json } = await (isSignedIn ? owner : browser(server)).send(method, path, body);
        expect([method, url, status >= 200 && status < 500]).toEqual([method, url, true]);
        if (status >= 400) expect(json).toMatchObject({ type: expect.any(String), detail: expect.any(String), status });
      },
    ),
    { numRuns: 400 },
  );
});

test('cookies of any kind are nobody, or whose they are', async () => {
  const good = `mintmark-session=${owner.cookies.get('mintmark-session')}`;
  for (const cookie of [
    '=',
    ';',
    'mintmark-session',
    'mintmark-session=',
    `x; ${good.slice(0, -1)}`,
    `${good}x`,
    `${good}; ${good}`,
  ]) {
    expect([cookie, (await owner.get('/dashboard-api/me', { cookie })).status]).toEqual([cookie, 401]);
  }
  for (const cookie of [good, `a=b; ${good};`, `a; ${good}; c=d=e`]) {
    expect([cookie, (await owner.get('/dashboard-api/me', { cookie })).status]).toEqual([cookie, 200]);
  }
});

test('names and texts come back as they were sent, and make no markup of an answer', async () => {
  const name = '<img src=x onerror=alert(1)> "É" \u{1F511} ‮';
  const joined = await browser(server).post('/dashboard-api/join', { link, name, password: 'correct horse battery' });
  expect([joined.status, joined.json.person.name]).toEqual([201, name]);
  const members = await owner.get('/dashboard-api/members');
  expect(members.headers.get('content-type')).toMatch(/^application\/json/);
  expect(members.json.members[1].name).toBe(name);
});
