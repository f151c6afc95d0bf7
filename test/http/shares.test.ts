import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { type Credentials, type Served, serve } from './serving.ts';

/** Reports that are shared by a link: who makes, reads and takes back one, and how much it tells. */

const data = mkdtempSync(join(tmpdir(), 'mintmark-shares-'));
let server: Served;
let reportId: string;
let application: { readonly id: string; readonly privateKey: string };
beforeAll(async () => {
  server = await serve({ data });
  const { id } = (await server.send('POST', '/v2/applications', { name: 'Hidden name' })).json;
  const draft = await server.send('POST', `/v2/applications/${id}/keys`, { state: 'draft' });
  application = { id, privateKey: draft.json.private_key };
  reportId = await reject();
});
afterAll(() => server.close());

/** A request that is signed with a pair that was not saved: its owner is told so, its sender is not. */
async function reject(): Promise<string> {
  const token = mint({ application_id: application.id, sub: 'CANARYSUB' }, application.privateKey);
  const answer = await server.send('POST', '/v1/messages', '{}', { authorization: `Bearer ${token}` }, null);
  expect(answer.status).toBe(401);
  const id = answer.json.instance.split('/').at(-1);
  await vi.waitFor(async () => expect((await server.send('GET', `/reports/${id}`)).status).toBe(200), 20_000);
  return id;
}

const share = (body: unknown = {}, as?: Credentials) =>
  server.send('POST', `/reports/${reportId}/shares`, body, {}, as);
const open = (link: string) => server.send('GET', new URL(link).pathname, undefined, {}, null);

test('a link opens the report without an account: as the sender was told it, and no more', async () => {
  const owner = (await server.send('GET', `/reports/${reportId}`)).json;
  expect(owner.rootCause).toBe('key-pair-not-saved');
  const made = await share();
  expect(made.status).toBe(201);
  const { link, created_at, expires_at } = made.json;
  expect(link).toMatch(new RegExp(`^${server.url}/r/[\\w-]{43}$`));
  expect(Date.parse(expires_at) - Date.parse(created_at)).toBe(7 * 86_400_000);
  expect(made.headers.get('cache-control')).toBe('no-store');

  const page = await open(link);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.text).toContain(owner.told.title);
  for (const said of ['Text for a ticket', 'Who acts', reportId, 'POST /v1/messages'])
    expect(page.text).toContain(said);
  for (const hidden of ['key-pair-not-saved', 'Hidden name', 'CANARYSUB', 'SHA256:', 'abcd1234']) {
    expect(page.text, hidden).not.toContain(hidden);
  }
});

test('no cache, no search engine and no other site keeps it; the page runs no script', async () => {
  const { headers, text } = await open((await share()).json.link);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/);
  expect(text).toContain('<meta name="robots" content="noindex, nofollow">');
  expect(text).not.toMatch(/<script/i);
});

test('only a hash of the link is kept, and it is in no log', async () => {
  const { link } = (await share()).json;
  const token = link.split('/').at(-1);
  await open(link);
  const files = readdirSync(data).filter((name) => name.startsWith('mintmark.db'));
  const kept = Buffer.concat(files.map((name) => readFileSync(join(data, name))));
  expect(kept.includes(createHash('sha256').update(token).digest('base64url'))).toBe(true);
  expect(kept.includes(token)).toBe(false);
  expect(server.log()).not.toContain(token);
});

test('it is listed until it is taken back, and opens nothing from then on', async () => {
  const { id, link } = (await share({ days: 1 })).json;
  const listed = async (query = '') => (await server.send('GET', `/shares${query}`)).json.shares;
  expect((await listed())[0]).toEqual({
    id,
    report_id: reportId,
    created_by: expect.any(String),
    created_at: expect.any(String),
    expires_at: expect.any(String),
  });
  expect(await listed(`?report_id=${reportId}`)).toContainEqual(expect.objectContaining({ id }));
  expect(await listed('?report_id=other')).toEqual([]);
  expect((await server.send('DELETE', `/shares/${id}`)).status).toBe(204);
  expect((await server.send('DELETE', `/shares/${id}`)).status).toBe(404);
  const page = await open(link);
  expect([page.status, page.text.includes('This link opens nothing')]).toEqual([404, true]);
  expect(await listed()).not.toContainEqual(expect.objectContaining({ id }));
});

test('it ends by itself, and says so', async () => {
  const { link } = (await share({ days: 1 })).json;
  const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 86_400_000 + 1000);
  try {
    const page = await open(link);
    expect([page.status, page.text.includes('This link has expired')]).toEqual([410, true]);
  } finally {
    later.mockRestore();
  }
});

test('another account shares and takes back nothing of this one; a wrong number of days is refused', async () => {
  const { id } = (await share()).json;
  const { api_key: key, secret } = (await server.send('POST', '/accounts', { name: 'Other' })).json;
  const other = { key, secret };
  expect((await share({}, other)).status).toBe(404);
  expect((await server.send('DELETE', `/shares/${id}`, undefined, {}, other)).status).toBe(404);
  expect((await server.send('GET', '/shares', undefined, {}, other)).json.shares).toEqual([]);
  for (const days of [0, 91, 1.5, 'week']) expect((await share({ days })).status, String(days)).toBe(400);
});

test('whoever tries many links has to wait, whatever the links', async () => {
  const { link } = (await share()).json;
  let status = 404;
  for (let tried = 0; status === 404 && tried < 60; tried++) {
    status = (await server.send('GET', `/r/${'x'.repeat(43)}`, undefined, {}, null)).status;
  }
  const page = await open(link);
  expect([status, page.status, Number(page.headers.get('retry-after')) > 0]).toEqual([429, 429, true]);
});
