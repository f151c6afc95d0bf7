import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogEntry } from '../../src/actions/parts/judged-requests.ts';
import { CSV_HEAD, csvLine } from '../../src/http/answers/csv.ts';
import { linesFrom } from '../../src/http/routes/request-export.ts';
import type { Position } from '../../src/ports/request-filter.ts';
import { basic, FIRST, type Served, serve } from './serving.ts';

const ACCEPTED = 30_000;
const REJECTED = 700;
const EXPORT = '/request-log/export';

let data: string;
let server: Served;
let applicationId: string;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'mintmark-export-'));
  server = await serve({ data });
  applicationId = (await server.send('POST', '/v2/applications', { name: 'Orders' })).json.id;
  // The file of the log is made when it is first asked.
  await server.send('GET', EXPORT);
  const database = new DatabaseSync(join(data, 'requests.db'), { timeout: 5000 });
  const report = { verdict: 'rejected', profile: 'vonage', rootCause: null, findings: [], checks: [], afterFix: null };
  const body = JSON.stringify({ report, token: null });
  const numbers = (count: number) =>
    `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count})`;
  const at = `${Date.now() - 3_600_000} + i / 3`;
  database.exec(`${numbers(ACCEPTED)} insert into accepted_requests
    (id, at_ms, account_id, application_id, status, method, path, key_fingerprint, token_hash, stands_for)
    select 'a' || i, ${at}, '${FIRST.key}', '${applicationId}', 204, 'GET', '/a/' || i, 'f', 't', 1 from n;
    ${numbers(REJECTED)} insert into reports (id, at_ms, account_id, cause, status, path, body)
    select 'r' || i, ${at}, '${FIRST.key}', 'token-expired', 401, '/r', '${body}' from n;
    insert into reports (id, at_ms, account_id, cause, status, body) values ('z', ${Date.now()}, 'other', 'x', 401, '${body}')`);
  database.close();
});
afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true });
});

const linesOf = (text: string) => {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line));
};

describe('an export', () => {
  test('is every entry of the account once, as the list has it, newest first', async () => {
    const { status, headers, text } = await server.send('GET', EXPORT);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'application/x-ndjson',
      'no-store',
    ]);
    const entries = linesOf(text);
    expect(entries).toHaveLength(ACCEPTED + REJECTED);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(ACCEPTED + REJECTED);
    expect(entries.some(({ id }) => id === 'z')).toBe(false);
    const times = entries.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const { requests } = (await server.send('GET', '/request-log?limit=1000')).json;
    expect(entries.slice(0, 1000)).toEqual(requests);
  });

  test.each([
    ['outcome=rejected', REJECTED],
    ['path=/a/2999', 11],
    ['status=204&path=/r', 0],
    ['cause=token-expired', REJECTED],
    ['outcome=rejected&until=1', 0],
  ])('%s: %i lines', async (query, count) => {
    const { status, text } = await server.send('GET', `${EXPORT}?${query}`);
    expect(status).toBe(200);
    expect(text === '' ? [] : linesOf(text)).toHaveLength(count);
  });

  test('as CSV: a header, and each entry on a line; nothing in it is a formula', async () => {
    const { status, headers, text } = await server.send('GET', `${EXPORT}?format=csv&outcome=rejected`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).toBe('attachment; filename="requests.csv"');
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(REJECTED + 2);
    expect(`${lines[0]}\r\n`).toBe(CSV_HEAD);
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,rejected,401,token-expired,/);
    expect((await server.send('GET', `${EXPORT}?format=xml`)).status).toBe(400);
    const { requests } = (await server.send('GET', '/request-log?limit=1')).json;
    const hostile = { ...requests[0], path: '=1+1', user_agent: '+a,"b"\r\nc', title: null, method: '@x' };
    const line = csvLine(hostile);
    expect(line).toContain(`,'@x,'=1+1,`);
    expect(line).toContain(`,"'+a,""b""\r\nc",`);
  });

  test('HEAD has the headers and nothing else; bad filters and strangers are refused', async () => {
    const head = await server.send('HEAD', EXPORT);
    expect([head.status, head.headers.get('content-type'), head.text]).toEqual([200, 'application/x-ndjson', '']);
    expect((await server.send('GET', `${EXPORT}?status=many`)).status).toBe(400);
    expect((await server.send('GET', EXPORT, undefined, {}, null)).status).toBe(401);
  });

  test('a reader that stands still holds nothing up, and one that leaves leaves nothing behind', async () => {
    const stalled = await asked();
    const gone = await asked();
    gone.destroy();
    const { length } = (await server.send('GET', '/v2/applications')).text;
    expect(length).toBeGreaterThan(0);
    expect(linesOf((await server.send('GET', EXPORT)).text)).toHaveLength(ACCEPTED + REJECTED);
    // Where it stood still, it goes on.
    const text = await restOf(stalled);
    expect(text.match(/^\{"id":"[ar]\d+",.*\}\r?$/gm)?.length).toBeGreaterThan(20_000);
  });
});

/** A connection on which an export has begun, and is not read. */
async function asked(): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(`GET ${EXPORT} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: ${basic(FIRST)}\r\n\r\n`);
  await new Promise<void>((resolve) => socket.once('readable', resolve));
  return socket;
}

async function restOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  expect(text.endsWith('0\r\n\r\n')).toBe(true);
  return text;
}

describe('a page at a time', () => {
  const entry = (i: number): LogEntry => ({
    id: `e${i}`,
    at: 1000 - i,
    outcome: 'rejected',
    applicationId: null,
    status: 401,
    method: null,
    path: null,
    clientAddress: null,
    userAgent: null,
    cause: 'token-expired',
    title: 'x',
    keyFingerprint: null,
    tokenHash: null,
    standsFor: 1,
  });
  const all = Array.from({ length: 1200 }, (_, i) => entry(i));
  function listed() {
    const asked: (Position | undefined)[] = [];
    const list = async (_filter: unknown, limit: number, before?: Position) => {
      asked.push(before);
      const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before.id) + 1;
      return all.slice(from, from + limit);
    };
    return { asked, list };
  }

  test('the next page is read when the last one was taken', async () => {
    const { asked, list } = listed();
    const lines = linesFrom({ list }, { accountId: 'a' }, await list({}, 500), async () => {});
    await lines.next();
    expect(asked).toHaveLength(1);
    await lines.next();
    expect(asked.map((before) => before?.id)).toEqual([undefined, 'e499']);
    await lines.next();
    expect((await lines.next()).done).toBe(true);
    expect(asked).toHaveLength(3);
  });

  test('who may no longer read gets no further page', async () => {
    const { asked, list } = listed();
    const refuse = () => Promise.reject(new Error('revoked'));
    const lines = linesFrom({ list }, { accountId: 'a' }, await list({}, 500), refuse);
    expect((await lines.next()).done).toBe(false);
    await expect(lines.next()).rejects.toThrow('revoked');
    expect(asked).toHaveLength(1);
  });
});
