import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, firstOwner, member } from './browser.ts';
import { KEY, type Served, serve } from './serving.ts';

let server: Served;
let ada: Browser;
let sub: { api_key: string; secret: string };
let applicationId: string;
const folder = mkdtempSync(join(tmpdir(), 'mintmark-audit-'));
const HERE = { 'x-mintmark-account-id': KEY };
beforeAll(async () => {
  server = await serve();
  ada = await firstOwner(server);
  const headers = { 'user-agent': 'ci/1' };
  applicationId = (await server.send('POST', '/v2/applications', { name: 'Orders "é" 🔑' }, headers)).json.id;
  await ada.post(`/v2/applications/${applicationId}/keys`, { state: 'draft' }, HERE);
  sub = (await server.send('POST', `/accounts/${KEY}/subaccounts`, { name: 'Below' })).json;
  await server.send(
    'POST',
    '/v2/applications',
    { name: 'Of the subaccount' },
    {},
    { key: sub.api_key, secret: sub.secret },
  );
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const list = async (query: string) => (await server.send('GET', `/audit-log${query}`)).json;
const kinds = async (query: string) => (await list(query)).lines.map((line: { kind: string }) => line.kind);

test('the log is told newest first, a page at a time, with who and from where', async () => {
  const first = await list('?limit=2');
  expect(first.lines[0]).toMatchObject({
    account: KEY,
    kind: 'account.created',
    by: { kind: 'api-key', id: KEY, secret_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    from: { address: '127.0.0.1' },
    subject: { kind: 'account', id: sub.api_key, name: 'Below' },
  });
  expect(first.lines[1]).toMatchObject({
    kind: 'key.added',
    by: { kind: 'person', name: 'Ada' },
    from: { user_agent: 'Browser/1' },
  });
  const second = (await server.send('GET', first._links.next.href)).json;
  expect(second.lines.map(({ position }: { position: number }) => position)).toEqual([
    first.lines[1].position - 1,
    first.lines[1].position - 2,
  ]);
});

test('it is filtered by kind, person, subject, address and time', async () => {
  expect(await kinds('?kind=application')).toEqual(['application.created']);
  expect(await kinds('?kind=application.created&subject=orders')).toEqual(['application.created']);
  expect(await kinds('?kind=nothing')).toEqual([]);
  expect(await kinds(`?by=ada&kind=key&subject=${applicationId}`)).toEqual(['key.added']);
  expect(await kinds('?address=192.0.2.1')).toEqual([]);
  expect(await kinds('?until=1')).toEqual([]);
  expect((await kinds('?since=1&address=127.0.0.1')).length).toBeGreaterThan(3);
});

test('an account reads its own, and that of a subaccount; owners alone', async () => {
  expect(await kinds(`?account=${sub.api_key}`)).toEqual(['application.created', 'account.created']);
  const below = { key: sub.api_key, secret: sub.secret };
  expect((await server.send('GET', '/audit-log', undefined, {}, below)).json.lines).toHaveLength(2);
  expect((await server.send('GET', `/audit-log?account=${KEY}`, undefined, {}, below)).status).toBe(404);
  const dev = await member(server, ada, 'dev@a.test', 'developer');
  for (const path of ['/audit-log', '/audit-log/export']) {
    expect((await dev.get(path, HERE)).status).toBe(403);
    expect((await ada.get(path, HERE)).status).toBe(200);
    expect((await server.send('GET', path, undefined, {}, null)).status).toBe(401);
  }
  // Who changed an application is told to every member, without addresses.
  const history = await dev.get(`/v2/applications/${applicationId}/history`, HERE);
  expect(history.json.changes).toMatchObject([
    { kind: 'key.added', by: { kind: 'person', name: 'Ada' } },
    { kind: 'application.created', by: { kind: 'api-key', id: KEY } },
  ]);
  expect(history.text).not.toContain('127.0.0.1');
  expect((await server.send('GET', `/v2/applications/${applicationId}/history`, undefined, {}, below)).status).toBe(
    404,
  );
});

/** Only what the guide says, in another language and with another hash: nothing of this program. */
const VERIFY = `
import hashlib, json, sys
previous = '0' * 64
for number, text in enumerate(open(sys.argv[1], encoding='utf-8'), 1):
    line = json.loads(text)
    told = line.pop('hash')
    canonical = json.dumps(line, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    right = hashlib.sha256(canonical.encode()).hexdigest()
    if told != right or line['previous_hash'] != previous or line['position'] != number:
        sys.exit(f'line {number}')
    previous = told
print(previous)
`;

test('an export is checked by other means than ours, and a change of it is found', async () => {
  const { text, headers } = await server.send('GET', '/audit-log/export', undefined, {
    accept: 'application/x-ndjson',
  });
  expect(headers.get('content-type')).toMatch(/^application\/x-ndjson/);
  const lines = text.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(5);
  const script = join(folder, 'verify.py');
  const file = join(folder, 'export.ndjson');
  writeFileSync(script, VERIFY);
  const python = (content: string) => {
    writeFileSync(file, content);
    return execFileSync('python3', [script, file], { encoding: 'utf8' }).trim();
  };
  const head = JSON.parse(lines.at(-1) ?? '').hash;
  expect(python(text)).toBe(head);
  expect(() => python(text.replace('Below', 'Above'))).toThrow(/line \d+/);
  expect(() => python([...lines.slice(0, 2), ...lines.slice(3), ''].join('\n'))).toThrow('line 3');
  // openssl over the text that a line was made of.
  const [line = ''] = lines;
  const { hash } = JSON.parse(line);
  const hashed = line.replace(`"hash":"${hash}",`, '');
  const digest = execFileSync('openssl', ['dgst', '-sha256', '-r'], { input: hashed, encoding: 'utf8' });
  expect(digest.split(' ')[0]).toBe(hash);
});
