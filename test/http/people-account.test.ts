import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { rawRequest } from '../support/raw-http.ts';
import { startMailServer } from '../support/smtp.ts';
import { type Browser, browser, firstOwner, member, PASSWORD, tokenOf } from './browser.ts';
import { KEY, type Served, serve } from './serving.ts';

const INVITATIONS = '/dashboard-api/invitations';
const MEMBERS = '/dashboard-api/members';

let server: Served;
let owner: Browser;
beforeAll(async () => {
  server = await serve();
  owner = await firstOwner(server);
});
afterAll(() => server.close());

const idOf = async (one: Browser): Promise<string> => (await one.get('/dashboard-api/me')).json.person.id;

describe('invitations', () => {
  test('without a mail server the link is shown to the inviter and logged, and lets one person in', async () => {
    const invited = await owner.post(INVITATIONS, { email: 'Grace@Example.com', role: 'developer' });
    expect([invited.status, invited.json]).toEqual([
      201,
      {
        id: expect.any(String),
        email: 'Grace@Example.com',
        role: 'developer',
        created_at: expect.any(String),
        expires_at: expect.any(String),
        delivered_by: 'hand',
        why: 'no-mail-server',
        link: expect.stringMatching(new RegExp(`^${server.url}/invitation#[A-Za-z0-9_-]{43}$`)),
      },
    ]);
    expect(server.log()).toContain(invited.json.link);
    const listed = await owner.get(INVITATIONS);
    expect(listed.json.invitations).toEqual([expect.objectContaining({ id: invited.json.id, expired: false })]);
    expect(listed.text).not.toContain(tokenOf(invited.json.link));

    const link = tokenOf(invited.json.link);
    const looked = await browser(server).post('/dashboard-api/link', { link });
    expect(looked.json).toMatchObject({ purpose: 'invitation', email: 'Grace@Example.com', is_known: false });
    const both = await Promise.all(
      ['Grace', 'Eve'].map((name) => browser(server).post('/dashboard-api/join', { link, name, password: PASSWORD })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const members = (await owner.get(MEMBERS)).json.members;
    expect(members.map((one: { email: string; role: string }) => [one.email, one.role])).toEqual([
      ['ada@example.com', 'owner'],
      ['Grace@Example.com', 'developer'],
    ]);
    expect((await owner.get(INVITATIONS)).json.invitations).toEqual([]);
    const again = await owner.post(INVITATIONS, { email: 'grace@example.com ', role: 'viewer' });
    expect([again.status, again.json.type]).toEqual([409, '/docs#problem-already-member']);
  });

  test('a newer one for the same address, or a withdrawal, ends it', async () => {
    const request = { email: 'late@example.com', role: 'viewer' };
    const first = await owner.post(INVITATIONS, request);
    const second = await owner.post(INVITATIONS, request);
    const look = (link: string) => browser(server).post('/dashboard-api/link', { link: tokenOf(link) });
    expect([(await look(first.json.link)).status, (await look(second.json.link)).status]).toEqual([404, 200]);
    const path = `${INVITATIONS}/${second.json.id}`;
    expect((await owner.send('DELETE', path)).status).toBe(204);
    expect((await owner.send('DELETE', path)).status).toBe(404);
    expect((await look(second.json.link)).status).toBe(404);
  });

  test('who is known accepts as who they are, in a second account', async () => {
    const created = await server.send('POST', `/accounts/${KEY}/subaccounts`, { name: 'Sub' });
    const sub = { 'x-mintmark-account-id': created.json.api_key };
    const joe = await member(server, owner, 'joe@example.com', 'viewer');
    const invited = await owner.post(INVITATIONS, { email: 'joe@example.com', role: 'developer' }, sub);
    const link = tokenOf(invited.json.link);
    const asNew = await browser(server).post('/dashboard-api/join', { link, name: 'Joe', password: PASSWORD });
    expect([asNew.status, asNew.json.type]).toEqual([409, '/docs#problem-sign-in-to-accept']);
    const joined = await joe.post('/dashboard-api/me/join', { link });
    expect(joined.json.accounts.map(({ name, role }: Record<string, string>) => [name, role])).toEqual([
      ['First account', 'viewer'],
      ['Sub', 'developer'],
    ]);
    const unsaid = await joe.post('/v2/applications', { name: 'Which?' });
    expect([unsaid.status, unsaid.json.type]).toEqual([400, '/docs#problem-account-not-chosen']);
    expect((await joe.post('/v2/applications', { name: 'In sub' }, sub)).status).toBe(201);
  });

  test('it is of no use once who made it is no owner any more', async () => {
    const eve = await member(server, owner, 'eve@example.com', 'owner');
    const link = tokenOf(
      (await eve.post(INVITATIONS, { email: 'eve2@example.com', role: 'owner', password: PASSWORD })).json.link,
    );
    const look = async () => (await browser(server).post('/dashboard-api/link', { link })).status;
    expect(await look()).toBe(200);
    await owner.send('PATCH', `${MEMBERS}/${await idOf(eve)}`, { role: 'viewer' });
    expect(await look()).toBe(404);
    const joined = await browser(server).post('/dashboard-api/join', { link, name: 'Eve', password: PASSWORD });
    expect([joined.status, joined.json.type]).toEqual([404, '/docs#problem-link-unknown']);
  });

  test.each([
    ['', 400],
    ['nobody', 400],
    ['a@b', 400],
    ['a b@example.com', 400],
    ['a@example.com\r\nBcc: all@example.com', 400],
    [`${'x'.repeat(65)}@example.com`, 400],
    [`a@${'x'.repeat(300)}.com`, 400],
  ])('an address such as %j is refused by name', async (email, status) => {
    const answer = await owner.post(INVITATIONS, { email, role: 'viewer' });
    expect([answer.status, answer.json.invalid_parameters[0].name]).toEqual([status, 'email']);
  });

  test('a mail server sends the link, which is then neither shown nor logged; where it does not, both', async () => {
    const mailServer = await startMailServer();
    const mailing = await serve({ smtpUrl: `smtp://127.0.0.1:${mailServer.port}`, mailFrom: 'm@example.com' });
    const first = await firstOwner(mailing);
    const sent = await first.post(INVITATIONS, { email: 'grace@example.com', role: 'viewer' });
    expect(sent.json).toMatchObject({ delivered_by: 'mail', why: null, link: null });
    const [mail] = mailServer.messages;
    expect([mail?.to, mail?.data]).toEqual([['grace@example.com'], expect.stringMatching(/First account.* as viewer/)]);
    const link = /#([\w-]{43})$/m.exec(mail?.data.replaceAll('=\n', '') ?? '')?.[1] ?? '';
    expect((await browser(mailing).post('/dashboard-api/link', { link })).status).toBe(200);
    expect(mailing.log()).not.toContain(link);
    await mailServer.close();
    const unsent = await first.post(INVITATIONS, { email: 'kim@example.com', role: 'viewer' });
    expect(unsent.json).toMatchObject({ delivered_by: 'hand', why: 'mail-failed', link: expect.any(String) });
    expect(mailing.log()).toContain(unsent.json.link);
    await mailing.close();
  });

  test('a link names the public address of the server, whatever Host says', async () => {
    const published = await serve({ publicUrl: 'https://mintmark.example' });
    const post = (path: string, body: object, cookie = '') => {
      const text = JSON.stringify(body);
      const fields = ['Host: evil.example', 'Origin: https://mintmark.example', `Cookie: ${cookie}`];
      const length = `Content-Length: ${text.length}`;
      const head = [`POST ${path} HTTP/1.1`, ...fields, 'X-Forwarded-Host: evil.example', length];
      return rawRequest(published.port, [...head, 'Content-Type: application/json'], text);
    };
    try {
      const link = tokenOf(published.signInLink);
      const person = { link, email: 'ada@example.com', name: 'Ada', password: PASSWORD };
      const joined = await post('/dashboard-api/first-start', person);
      expect(joined.status).toBe(201);
      const cookie = /^set-cookie: (__Host-mintmark-session=[^;]+);/im.exec(joined.head)?.[1];
      const invited = await post(INVITATIONS, { email: 'b@example.com', role: 'viewer' }, cookie);
      expect(JSON.parse(invited.body).link).toMatch(/^https:\/\/mintmark\.example\/invitation#/);
    } finally {
      await published.close();
    }
  });
});

describe('members', () => {
  test('a role counts from the next request on, and a removal too', async () => {
    const kim = await member(server, owner, 'kim@example.com', 'viewer');
    const path = `${MEMBERS}/${await idOf(kim)}`;
    const write = () => kim.post('/v2/applications', { name: 'By Kim' });
    const refused = await write();
    expect([refused.status, refused.json]).toMatchObject([403, { role: 'viewer', needed: 'developer' }]);
    expect((await owner.send('PATCH', path, { role: 'developer' })).status).toBe(204);
    expect((await write()).status).toBe(201);
    expect((await owner.send('DELETE', path)).status).toBe(204);
    const after = await kim.get('/v2/applications', { 'x-mintmark-account-id': KEY });
    expect(after.status).toBe(404);
    expect((await kim.get('/dashboard-api/me')).json.accounts).toEqual([]);
    expect((await owner.send('DELETE', path)).status).toBe(404);
  });

  test('who was removed does not go on reading the live reports', async () => {
    const lee = await member(server, owner, 'lee@example.com', 'viewer');
    const cookie = `mintmark-session=${lee.cookies.get('mintmark-session')}`;
    vi.useFakeTimers({ toFake: ['setInterval'] });
    const live = await fetch(`${server.url}/reports/live`, { headers: { cookie } });
    const reader = live.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(':\n\n');
    await owner.send('DELETE', `${MEMBERS}/${await idOf(lee)}`);
    await vi.advanceTimersByTimeAsync(15_000);
    vi.useRealTimers();
    expect((await reader?.read())?.done).toBe(true);
  });

  test('everybody may leave, and nobody but an owner takes out somebody else', async () => {
    const [max, kay] = [
      await member(server, owner, 'max@example.com', 'developer'),
      await member(server, owner, 'kay@example.com', 'viewer'),
    ];
    const refused = await max.send('DELETE', `${MEMBERS}/${await idOf(kay)}`);
    expect([refused.status, refused.json]).toMatchObject([403, { role: 'developer', needed: 'owner' }]);
    for (const one of [max, kay]) {
      expect((await one.send('DELETE', `${MEMBERS}/${await idOf(one)}`)).status).toBe(204);
      expect((await one.get('/dashboard-api/me')).json.accounts).toEqual([]);
    }
  });

  test('to make an owner takes the password of who does it; another role takes none', async () => {
    const ida = await member(server, owner, 'ida@example.com', 'viewer');
    const path = `${MEMBERS}/${await idOf(ida)}`;
    const roleOf = async () => (await ida.get('/dashboard-api/me')).json.accounts[0].role;
    for (const [password, reason] of [
      [undefined, 'is needed for this'],
      ['not the password', 'is not your password'],
    ] as const) {
      const body = { role: 'owner', ...(password !== undefined && { password }) };
      for (const refused of [
        await owner.send('PATCH', path, body),
        await owner.post(INVITATIONS, { ...body, email: 'new-owner@example.com' }),
      ]) {
        const { name, reason: told } = refused.json.invalid_parameters[0];
        expect([refused.status, name]).toEqual([400, 'password']);
        expect(told).toContain(reason);
      }
    }
    expect(await roleOf()).toBe('viewer');
    expect((await owner.send('PATCH', path, { role: 'developer' })).status).toBe(204);
    expect((await owner.send('PATCH', path, { role: 'owner', password: PASSWORD })).status).toBe(204);
    expect(await roleOf()).toBe('owner');
    expect((await owner.send('DELETE', path)).status).toBe(204);
  });

  test('a session adds an API secret with the password alone, an API key and secret without', async () => {
    const path = `/accounts/${KEY}/secrets`;
    const secret = 'Added1Secret';
    const refused = await owner.post(path, { secret });
    expect([refused.status, refused.json.invalid_parameters[0].name]).toEqual([400, 'password']);
    expect((await owner.post(path, { secret, password: 'not the password' })).status).toBe(400);
    const added = await owner.post(path, { secret, password: PASSWORD });
    expect(added.status).toBe(201);
    expect((await server.send('DELETE', `${path}/${added.json.id}`)).status).toBe(204);
    expect((await server.send('POST', path, { secret })).status).toBe(201);
  });

  test('an application is found by a part of its name', async () => {
    const { id } = (await server.send('POST', '/v2/applications', { name: 'Found by name' })).json;
    const found = (query: string) => owner.get(`/dashboard-api/applications?${query}`);
    expect((await found('search=BY%20n&limit=5')).json).toEqual({ applications: [{ id, name: 'Found by name' }] });
    expect((await found(`search=${id}`)).json.applications).toHaveLength(1);
    expect((await found('search=nowhere')).json).toEqual({ applications: [] });
    expect((await found('limit=0')).status).toBe(400);
    expect((await browser(server).get('/dashboard-api/applications')).status).toBe(401);
  });

  test('an account keeps an owner', async () => {
    const path = `${MEMBERS}/${await idOf(owner)}`;
    for (const [method, body] of [
      ['PATCH', { role: 'viewer' }],
      ['DELETE', undefined],
    ] as const) {
      const kept = await owner.send(method, path, body);
      expect([kept.status, kept.json.type]).toEqual([409, '/docs#problem-last-owner']);
    }
    expect((await owner.send('PATCH', path, { role: 'owner', password: PASSWORD })).status).toBe(204);
  });
});

test('the company is empty until it is set, and set whole', async () => {
  const empty = await owner.get('/dashboard-api/company');
  expect(empty.json).toMatchObject({ account_name: 'First account', name: '', website: '', tax_id: '' });
  const company = {
    name: 'Ærø & Søn',
    website: 'https://example.com',
    postal_code: '5970',
    tax_id: 'DK 1',
    city: 'Ærøskøbing',
  };
  expect((await owner.send('PUT', '/dashboard-api/company', company)).json).toMatchObject({ ...company, street: '' });
  expect((await owner.get('/dashboard-api/company')).json).toMatchObject(company);
  expect((await owner.send('PUT', '/dashboard-api/company', { name: 'Only' })).json).toMatchObject({ city: '' });
  const renamed = await owner.send('PUT', '/dashboard-api/company', { account_name: 'Acme', name: 'Acme Ltd' });
  expect(renamed.json).toMatchObject({ account_name: 'Acme', name: 'Acme Ltd' });
  expect((await owner.get('/dashboard-api/me')).json.accounts[0].name).toBe('Acme');
  const refused = await owner.send('PUT', '/dashboard-api/company', { website: 'javascript:alert(1)', city: 'a\nb' });
  expect(refused.json.invalid_parameters.map(({ name }: { name: string }) => name)).toEqual(['website', 'city']);
});
