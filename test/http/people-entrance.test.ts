import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browser, firstOwner, PASSWORD, tokenOf } from './browser.ts';
import { KEY, type Served, serve } from './serving.ts';

describe('the first start', () => {
  let server: Served;
  beforeAll(async () => {
    server = await serve();
  });
  afterAll(() => server.close());

  const join = (link: string, change: Record<string, unknown> = {}) => {
    const request = { link, email: 'Ada@Example.com', name: 'Ada', password: PASSWORD, ...change };
    return browser(server).post('/dashboard-api/first-start', request);
  };

  test('its link is of this server, and its token is not in what a browser sends', () => {
    expect(server.signInLink).toMatch(new RegExp(`^${server.url}/first-start#[A-Za-z0-9_-]{43}$`));
  });

  test('what is wrong with the request is told, and the link stays good', async () => {
    const link = tokenOf(server.signInLink);
    const weak = await join(link, { password: 'short', email: 'ada' });
    expect([weak.status, weak.json.invalid_parameters.map(({ name }: { name: string }) => name)]).toEqual([
      400,
      ['email', 'password'],
    ]);
    const looked = await browser(server).post('/dashboard-api/link', { link });
    expect([looked.status, looked.json]).toEqual([
      200,
      {
        purpose: 'first-start',
        email: null,
        account_name: 'First account',
        role: 'owner',
        is_known: false,
        expires_at: expect.any(String),
      },
    ]);
    const unknown = await join('x'.repeat(43));
    expect([unknown.status, unknown.json.type]).toEqual([404, '/docs#problem-link-unknown']);
  });

  test('of two who use it at once, one becomes the owner; nobody does later', async () => {
    const link = tokenOf(server.signInLink);
    const both = await Promise.all([join(link), join(link, { email: 'eve@example.com' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const later = await join(link, { email: 'mallory@example.com' });
    expect([later.status, later.json.type]).toEqual([409, '/docs#problem-link-used']);
    const me = both.find(({ status }) => status === 201)?.json;
    expect(me.accounts).toEqual([
      { api_key: KEY, name: 'First account', primary_account_api_key: null, suspended: false, role: 'owner' },
    ]);
  });
});

describe('sign-in', () => {
  let server: Served;
  beforeAll(async () => {
    server = await serve();
    await firstOwner(server);
  });
  afterAll(() => server.close());

  test('a session opens the API of the account, until it is ended', async () => {
    const one = browser(server);
    const signedIn = await one.signIn(' ADA@example.COM ');
    expect([signedIn.status, signedIn.json.person.email]).toEqual([200, 'ada@example.com']);
    expect((await one.get('/v2/applications')).status).toBe(200);
    const created = await one.post('/v2/applications', { name: 'By session' }, { 'x-mintmark-account-id': KEY });
    expect(created.status).toBe(201);
    const kept = new Map(one.cookies);
    expect((await one.post('/dashboard-api/sign-out')).status).toBe(204);
    expect(one.cookies.size).toBe(0);
    for (const [name, value] of kept) one.cookies.set(name, value);
    const after = await one.get('/v2/applications');
    expect([after.status, after.json.type, after.headers.get('www-authenticate')]).toEqual([
      401,
      '/docs#problem-signed-out',
      'Session',
    ]);
  });

  test('the cookie is kept from scripts and other sites, and its token is not stored', async () => {
    const answer = await browser(server).signIn('ada@example.com');
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^mintmark-session=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/),
    ]);
    expect(answer.text).not.toContain(answer.headers.getSetCookie()[0]?.slice(17, 60));
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('over https it has the __Host- prefix and is Secure', async () => {
    const proxied = browser(server, { 'x-forwarded-proto': 'https' });
    const [cookie] = (await proxied.signIn('ada@example.com')).headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-mintmark-session=[^;]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect((await proxied.get('/dashboard-api/me')).status).toBe(200);
  });

  test('a cookie that was there before is not taken over, and its session ends', async () => {
    const fixed = browser(server);
    fixed.cookies.set('mintmark-session', 'chosen-by-somebody-else');
    await fixed.signIn('ada@example.com');
    const first = fixed.cookies.get('mintmark-session');
    expect(first).not.toBe('chosen-by-somebody-else');
    await fixed.signIn('ada@example.com');
    expect(fixed.cookies.get('mintmark-session')).not.toBe(first);
    fixed.cookies.set('mintmark-session', first ?? '');
    expect((await fixed.get('/dashboard-api/me')).status).toBe(401);
  });

  test('two cookies of that name are none: somebody put one beside the other', async () => {
    const one = browser(server);
    await one.signIn('ada@example.com');
    const cookie = `mintmark-session=${one.cookies.get('mintmark-session')}`;
    expect((await one.get('/dashboard-api/me', { cookie })).status).toBe(200);
    expect((await one.get('/dashboard-api/me', { cookie: `mintmark-session=x; ${cookie}` })).status).toBe(401);
  });

  test('the answer does not tell who is known', async () => {
    const answers = await Promise.all(
      ['ada@example.com', 'nobody@example.com', 'no address'].map((email) =>
        browser(server).signIn(email, 'wrong one'),
      ),
    );
    const told = answers.map(({ status, json }) => JSON.stringify([status, { ...json, instance: '' }]));
    expect(new Set(told).size).toBe(1);
    expect(told[0]).toContain('The e-mail address or the password is wrong.');
  });

  test('a browser gets no Basic challenge, and a program does', async () => {
    const page = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
    const inPage = await browser(server).get('/v2/applications', page);
    expect([inPage.status, inPage.headers.get('www-authenticate')]).toEqual([401, 'Session']);
    const gone = { accept: 'text/html,*/*;q=0.8', 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' };
    for (const path of ['/v2/applications', '/reports/3f6b2a1d58c44e0b', '/accounts']) {
      const told = await browser(server).get(path, gone);
      expect([told.status, told.headers.get('www-authenticate')]).toEqual([401, 'Session']);
    }
    const typed = await server.send('GET', '/v2/applications', undefined, gone, { key: 'abcd1234', secret: 'wrong' });
    expect(typed.headers.get('www-authenticate')).toMatch(/^Basic /);
    const program = await server.send('GET', '/v2/applications', undefined, {}, null);
    expect(program.headers.get('www-authenticate')).toMatch(/^Basic /);
  });
});
