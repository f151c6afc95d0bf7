import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basic, FIRST, type Served, serve } from './serving.ts';

/** Requests as bytes: what no client library would send. */

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

/** Everything that comes back until the server ends the connection. */
function exchange(...parts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(server.port, '127.0.0.1', async () => {
      for (const part of parts) socket.write(part, 'latin1');
    });
    socket.setTimeout(60_000, () => socket.destroy(new Error('no end of the answer in 60 s')));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const problemOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
const AUTHORIZATION = `Authorization: ${basic(FIRST)}`;
const get = (target: string, ...lines: readonly string[]) =>
  [`GET ${target} HTTP/1.1`, 'Host: a', AUTHORIZATION, ...lines, 'Connection: close', '', ''].join('\r\n');

test('a plain request is the control', async () => {
  expect(statusOf(await exchange(get('/v2/applications')))).toBe(200);
});

const refused: readonly (readonly [string, string, number])[] = [
  ['two Host lines', get('/v2/applications', 'Host: b'), 400],
  ['two Authorization lines', get('/v2/applications', AUTHORIZATION), 401],
  ['a second, bad Authorization line', get('/v2/applications', 'authorization: Bearer x'), 401],
  ['a target in absolute form', get('http://evil.example/v2/applications'), 400],
  ['a fragment', get('/v2/applications#x'), 400],
  ['a malformed percent-encoding', get('/v2/applications/%zz'), 400],
  ['a NUL in an id', get('/v2/applications/%00'), 404],
  ['bytes that are not UTF-8 in an id', get('/v2/applications/%ff'), 400],
  ['no Host line', `GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n`, 400],
  ['HTTP/0.9', 'GET /healthz\r\n\r\n', 400],
  ['HTTP/1.2', 'GET /healthz HTTP/1.2\r\nHost: a\r\n\r\n', 400],
  ['an unknown method', 'BREW /v2/applications HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['a space before the colon', get('/v2/applications', 'X : y'), 400],
  ['a folded line', get('/v2/applications', 'X: y\r\n z'), 400],
  ['a bare CR', get('/v2/applications', 'X: y\rZ: z'), 400],
  ['a NUL in a field', get('/v2/applications', 'X: \0'), 400],
  ['two lengths', get('/v2/applications', 'Content-Length: 1', 'Content-Length: 2'), 400],
  ['a length and chunks', get('/v2/applications', 'Content-Length: 1', 'Transfer-Encoding: chunked'), 400],
  ['a line of 20,000 bytes', get('/v2/applications', `X: ${'y'.repeat(20_000)}`), 431],
  ['a target of 64 KiB', get(`/${'x'.repeat(65_536)}`), 431],
  ['2,000 header lines', get('/v2/applications', ...Array.from({ length: 2000 }, () => 'a:')), 431],
  ['1,500 header lines before Authorization', manyLines(1500), 431],
];

function manyLines(count: number): string {
  const lines = Array.from({ length: count }, () => 'a:b').join('\r\n');
  return `GET /v2/applications HTTP/1.1\r\nHost: a\r\n${lines}\r\n${AUTHORIZATION}\r\nConnection: close\r\n\r\n`;
}

describe.each(refused)('%s', (_name, bytes, status) => {
  test(`is answered ${status}, as a problem`, async () => {
    const answer = await exchange(bytes);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toMatch(/x-content-type-options: nosniff/i);
    expect(problemOf(answer)).toMatchObject({ status, type: expect.any(String), detail: expect.any(String) });
  });
});

test('TRACE is not done, and Allow names what is', async () => {
  const answer = await exchange('TRACE /v2/applications HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  expect(statusOf(answer)).toBe(405);
  expect(answer).toMatch(/allow: GET, HEAD, OPTIONS, POST\r\n/i);
  expect(problemOf(answer)).toMatchObject({
    title: 'Request method not allowed',
    detail: "Request method 'TRACE' not supported",
  });
});

test('bytes after a whole request do not take its answer away', async () => {
  const answer = await exchange(`GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n{"not":"http"}`);
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\{"status":"ok"\}$/);
});

test('a body of 100 MB is refused before it is read, and memory stays flat', async () => {
  const before = process.memoryUsage().rss;
  // Bytes, made at once: to encode a text of this length would keep the server, which is in this process, from serving.
  const answer = await fetch(`${server.url}/v2/applications`, {
    method: 'POST',
    headers: { authorization: basic(FIRST), 'content-type': 'application/json' },
    body: Buffer.alloc(100 * 1024 * 1024, 'x'),
  });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ title: 'Request body too large', limit_bytes: 1_048_576 });
  // The body itself is in this process too.
  expect(process.memoryUsage().rss - before).toBeLessThan(450 * 1024 * 1024);
});

test('a chunked body without an end is cut off at the limit', async () => {
  const head = `POST /v2/applications HTTP/1.1\r\nHost: a\r\n${AUTHORIZATION}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const answer = await exchange(head, ...Array.from({ length: 20 }, () => chunk));
  expect(statusOf(answer)).toBe(413);
});
