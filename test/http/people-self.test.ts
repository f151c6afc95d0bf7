import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Browser, browser, firstOwner, PASSWORD, tokenOf } from './browser.ts';
import { type Served, serve } from './serving.ts';

const ADA = 'ada@example.com';
const ME = '/dashboard-api/me';
const SESSIONS = '/dashboard-api/sessions';

let server: Served;
let ada: Browser;
beforeAll(async () => {
  server = await serve();
  ada = await firstOwner(server, ADA);
});
afterAll(() => server.close());

async function signedIn(password = PASSWORD): Promise<Browser> {
  const one = browser(server);
  expect((await one.signIn(ADA, password)).status).toBe(200);
  return one;
}
const isIn = async (one: Browser) => (await one.get(ME)).status === 200;

test('name and phone change, and a phone is removed by an empty one', async () => {
  const changed = await ada.send('PATCH', ME, {
    name: 'Ada Lovelace',
    phone: '+44 20 7946 0000',
    email: 'x@example.com',
  });
  expect(changed.json.person).toMatchObject({ name: 'Ada Lovelace', phone: '+44 20 7946 0000', email: ADA });
  await ada.send('PATCH', ME, { phone: '' });
  expect((await ada.get(ME)).json.person).toMatchObject({ name: 'Ada Lovelace', phone: null });
  const refused = await ada.send('PATCH', ME, { name: ' ', phone: 'call me' });
  expect(refused.json.invalid_parameters.map(({ name }: { name: string }) => name)).toEqual(['name', 'phone']);
});

test('nobody is signed in: said without an error, and without a word about anybody', async () => {
  const ask = async (one: Browser, headers?: Record<string, string>) => one.get('/dashboard-api/session', headers);
  const nobody = await ask(browser(server));
  expect([nobody.status, nobody.json, nobody.headers.get('cache-control')]).toEqual([200, { me: null }, 'no-store']);
  const wrong = await ask(browser(server), { cookie: 'mintmark-session=x' });
  expect([wrong.status, wrong.json]).toEqual([200, { me: null }]);
  expect((await ask(ada)).json).toEqual({ me: (await ada.get(ME)).json });
});

describe('sessions', () => {
  test('are listed, and ended one by one, or all others', async () => {
    const [one, two] = [await signedIn(), await signedIn()];
    const { sessions } = (await one.get(SESSIONS)).json;
    const current = sessions.filter((session: { current: boolean }) => session.current);
    expect(current).toEqual([expect.objectContaining({ user_agent: 'Browser/1', address: '127.0.0.1' })]);
    const twosId = (await two.get(ME)).json.session.id;
    expect((await one.send('DELETE', `${SESSIONS}/${twosId}`)).status).toBe(204);
    expect(await isIn(two)).toBe(false);
    expect((await one.send('DELETE', `${SESSIONS}/${twosId}`)).status).toBe(404);

    const three = await signedIn();
    expect((await one.send('DELETE', SESSIONS)).status).toBe(204);
    expect([await isIn(one), await isIn(three), await isIn(ada)]).toEqual([true, false, false]);
    ada = one;
  });

  test("somebody else's cannot be ended", async () => {
    const invited = await ada.post('/dashboard-api/invitations', {
      email: 'b@example.com',
      role: 'owner',
      password: PASSWORD,
    });
    const other = browser(server);
    await other.post('/dashboard-api/join', { link: tokenOf(invited.json.link), name: 'B', password: PASSWORD });
    const id = (await ada.get(ME)).json.session.id;
    expect((await other.send('DELETE', `${SESSIONS}/${id}`)).status).toBe(404);
    expect(await isIn(ada)).toBe(true);
  });
});

describe('the password', () => {
  const change = (one: Browser, current_password: string, new_password: string) =>
    one.post(`${ME}/password`, { current_password, new_password });

  test('is asked for, and judged, before it is changed', async () => {
    const wrong = await change(ada, 'not my password', 'a whole new password');
    expect([wrong.status, wrong.json.invalid_parameters]).toEqual([
      400,
      [{ name: 'current_password', reason: 'is not your password' }],
    ]);
    const weak = await change(ada, PASSWORD, 'short');
    expect([weak.status, weak.json.invalid_parameters[0].name]).toEqual([400, 'new_password']);
  });

  test('ends every other session when it changes, and this one gets another cookie', async () => {
    const other = await signedIn();
    const before = ada.cookies.get('mintmark-session');
    expect((await change(ada, PASSWORD, 'a whole new password')).status).toBe(200);
    expect(ada.cookies.get('mintmark-session')).not.toBe(before);
    expect([await isIn(ada), await isIn(other)]).toEqual([true, false]);
    const stolen = browser(server);
    stolen.cookies.set('mintmark-session', before ?? '');
    expect(await isIn(stolen)).toBe(false);
    expect((await browser(server).signIn(ADA)).status).toBe(401);
    expect((await change(ada, 'a whole new password', PASSWORD)).status).toBe(200);
  });

  test('is replaced by a link, whose request tells nothing about who is known', async () => {
    const one = await signedIn();
    const ask = (email: string) => browser(server).post('/dashboard-api/password-reset', { email });
    const [known, unknown] = [await ask(ADA), await ask('nobody@example.com')];
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    const link = await vi.waitFor(() => {
      const found = /\/password-reset#([\w-]{43})/.exec(server.log())?.[1];
      if (found === undefined) throw new Error('not logged yet');
      return found;
    });
    const confirm = (password: string) =>
      browser(server).post('/dashboard-api/password-reset/confirm', { link, password });
    expect((await confirm('short')).json.invalid_parameters[0].name).toBe('password');
    expect((await confirm('chosen after a reset')).status).toBe(204);
    expect((await confirm('chosen by another one')).json.type).toBe('/docs#problem-link-used');
    expect([await isIn(one), await isIn(ada)]).toEqual([false, false]);
    ada = await signedIn('chosen after a reset');
    expect((await change(ada, 'chosen after a reset', PASSWORD)).status).toBe(200);
  });
});

describe('a link to choose a new password', () => {
  /** The link that is logged next. */
  async function nextLink(email: string): Promise<string> {
    const before = server.log().length;
    await browser(server).post('/dashboard-api/password-reset', { email });
    return vi.waitFor(() => {
      const found = /\/password-reset#([\w-]{43})/.exec(server.log().slice(before))?.[1];
      if (found === undefined) throw new Error('not logged yet');
      return found;
    });
  }
  const take = (link: string) =>
    browser(server).post('/dashboard-api/password-reset/confirm', { link, password: 'taken by a stranger' });

  test('ends when the password is changed by hand', async () => {
    const link = await nextLink(ADA);
    const change = { current_password: PASSWORD, new_password: 'chosen by hand alone' };
    expect((await ada.post(`${ME}/password`, change)).status).toBe(200);
    expect((await take(link)).json.type).toBe('/docs#problem-link-unknown');
    await ada.post(`${ME}/password`, { current_password: 'chosen by hand alone', new_password: PASSWORD });
  });

  test('ends when the address that it was sent to is no longer that of the person', async () => {
    const link = await nextLink(ADA);
    const moved = await ada.post(`${ME}/email`, { email: 'moved@example.com', password: PASSWORD });
    const confirm = (one: string) => browser(server).post('/dashboard-api/email-change', { link: one });
    expect((await confirm(tokenOf(moved.json.link))).status).toBe(204);
    expect((await take(link)).json.type).toBe('/docs#problem-link-unknown');
    const back = await ada.post(`${ME}/email`, { email: ADA, password: PASSWORD });
    expect((await confirm(tokenOf(back.json.link))).status).toBe(204);
  });

  test('ends a change of the address that a new password comes before', async () => {
    const moved = await ada.post(`${ME}/email`, { email: 'moved@example.com', password: PASSWORD });
    const change = { current_password: PASSWORD, new_password: 'chosen by hand alone' };
    expect((await ada.post(`${ME}/password`, change)).status).toBe(200);
    const late = await browser(server).post('/dashboard-api/email-change', { link: tokenOf(moved.json.link) });
    expect(late.json.type).toBe('/docs#problem-link-unknown');
    await ada.post(`${ME}/password`, { current_password: 'chosen by hand alone', new_password: PASSWORD });
  });

  test('leaves the invitations that the person made', async () => {
    const invited = await ada.post('/dashboard-api/invitations', { email: 'stays@example.com', role: 'viewer' });
    const change = { current_password: PASSWORD, new_password: 'chosen by hand alone' };
    expect((await ada.post(`${ME}/password`, change)).status).toBe(200);
    const shown = await browser(server).post('/dashboard-api/link', { link: tokenOf(invited.json.link) });
    expect(shown.status).toBe(200);
    await ada.post(`${ME}/password`, { current_password: 'chosen by hand alone', new_password: PASSWORD });
  });
});

describe('the e-mail address', () => {
  const change = (email: string, password = PASSWORD) => ada.post(`${ME}/email`, { email, password });
  const confirm = (link: string) => browser(server).post('/dashboard-api/email-change', { link });

  test('changes once the link that goes there is used, and not before', async () => {
    const asked = await change('Countess@Example.com');
    expect([asked.status, asked.json.delivered_by, asked.json.why]).toEqual([202, 'hand', 'no-mail-server']);
    expect((await ada.get(ME)).json.person.email).toBe(ADA);
    const link = tokenOf(asked.json.link);
    expect((await confirm(link)).status).toBe(204);
    expect((await confirm(link)).status).toBe(409);
    expect((await ada.get(ME)).json.person.email).toBe('Countess@Example.com');
    expect((await browser(server).signIn(ADA)).status).toBe(401);
    expect((await browser(server).signIn('countess@example.com')).status).toBe(200);
    await confirm(tokenOf((await change(ADA)).json.link));
  });

  test('needs the password, and one that somebody has is refused when it is confirmed', async () => {
    expect((await change('c@example.com', 'wrong')).json.invalid_parameters[0].name).toBe('password');
    expect((await change('no address')).json.invalid_parameters[0].name).toBe('email');
    const taken = await change('B@example.com');
    expect(taken.status).toBe(202);
    const refused = await confirm(tokenOf(taken.json.link));
    expect([refused.status, refused.json.invalid_parameters[0].name]).toEqual([400, 'link']);
    expect((await ada.get(ME)).json.person.email).toBe(ADA);
  });
});

test('the kinds of link do not stand in for each other', async () => {
  const invited = await ada.post('/dashboard-api/invitations', {
    email: 'd@example.com',
    role: 'owner',
    password: PASSWORD,
  });
  const link = tokenOf(invited.json.link);
  for (const [path, more] of [
    ['first-start', { email: 'e@example.com', name: 'E', password: PASSWORD }],
    ['email-change', {}],
    ['password-reset/confirm', { password: PASSWORD }],
  ] as const) {
    expect((await browser(server).post(`/dashboard-api/${path}`, { link, ...more })).status).toBe(404);
  }
  expect((await browser(server).post('/dashboard-api/link', { link })).status).toBe(200);
});
