import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from './serving.ts';

/** Requests that come twice, and changes that meet. */

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const APPLICATIONS = '/v2/applications';
const count = async () => (await server.send('GET', APPLICATIONS)).json.total_items;

test('the same Idempotency-Key and body make one application, and its private key is told once', async () => {
  const before = await count();
  const headers = { 'idempotency-key': 'once' };
  const post = () => server.send('POST', APPLICATIONS, { name: 'Once' }, headers);
  const answers = await Promise.all([post(), post(), post()]);
  const later = await post();
  expect(await count()).toBe(before + 1);
  expect([...answers, later].map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(new Set([...answers, later].map(({ json }) => json.id)).size).toBe(1);
  expect([...answers, later].filter(({ json }) => json.keys.private_key !== undefined)).toHaveLength(1);
  expect(later.headers.get('idempotency-replayed')).toBe('true');
  expect(later.json.keys.public_key).toBe(answers[0]?.json.keys.public_key);
});

test('the same key with another body is refused; a refused request may be mended under its key', async () => {
  const headers = { 'idempotency-key': 'twice' };
  expect((await server.send('POST', APPLICATIONS, { name: '' }, headers)).status).toBe(400);
  expect((await server.send('POST', APPLICATIONS, { name: 'A' }, headers)).status).toBe(201);
  const other = await server.send('POST', APPLICATIONS, { name: 'B' }, headers);
  expect([other.status, other.json.title]).toEqual([422, 'Idempotency-Key reused']);
  const long = await server.send('POST', APPLICATIONS, { name: 'C' }, { 'idempotency-key': 'x'.repeat(256) });
  expect(long.status).toBe(400);
});

test('If-Match: of two saves the second is told that it is late', async () => {
  const created = await server.send('POST', APPLICATIONS, { name: 'x' });
  const path = `${APPLICATIONS}/${created.json.id}`;
  const etag = created.headers.get('etag') as string;
  expect(etag).toMatch(/^"[^"]+"$/);
  expect((await server.send('GET', path)).headers.get('etag')).toBe(etag);

  const first = await server.send('PUT', path, { name: 'first tab' }, { 'if-match': etag });
  expect([first.status, first.headers.get('etag')]).toEqual([200, expect.not.stringMatching(etag)]);
  for (const field of [etag, `W/${first.headers.get('etag')}`, '"other"', `${etag}, "r99"`]) {
    for (const method of ['PUT', 'DELETE']) {
      const body = method === 'PUT' ? { name: 'second tab' } : undefined;
      const late = await server.send(method, path, body, { 'if-match': field });
      expect([late.status, late.json.title]).toEqual([412, 'Changed meanwhile']);
    }
  }
  expect((await server.send('GET', path)).json.name).toBe('first tab');
  expect((await server.send('PUT', path, { name: 'y' }, { 'if-match': 'r1' })).status).toBe(400);
  expect((await server.send('PUT', path, { name: 'any' }, { 'if-match': '*' })).status).toBe(200);
  const now = (await server.send('GET', path)).headers.get('etag') as string;
  expect((await server.send('DELETE', path, undefined, { 'if-match': `"r0", ${now}` })).status).toBe(204);
});

test('changes at the same time all succeed or say so, and one key is current in the end', async () => {
  const created = await server.send('POST', APPLICATIONS, { name: 'x' });
  const path = `${APPLICATIONS}/${created.json.id}`;
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      i % 2 === 0
        ? server.send('POST', `${path}/keys`, { state: 'active', overlap_seconds: 60 })
        : server.send('PUT', path, { name: `name ${i}` }),
    ),
  );
  for (const { status } of answers) expect([200, 201, 409]).toContain(status);
  const { json } = await server.send('GET', `${path}/keys`);
  const states = json._embedded.keys.map((key: { state: string }) => key.state);
  expect(states.filter((state: string) => state === 'active')).toHaveLength(1);
  expect(states).toHaveLength(1 + answers.filter(({ status }) => status === 201).length);
});
