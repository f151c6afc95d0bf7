import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseJson } from '../../src/core/encoding/json.ts';
import { type Served, serve } from '../http/serving.ts';

/** Of somebody who has not said who they are, no more than 16 KiB is ever read. */

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const members = `{${Array.from({ length: 1600 }, (_, i) => `"k${i}":1`).join(',')}}`.padEnd(16_385);

test('no route reads a body of more than 16 KiB before it knows who asks', async () => {
  const tooLarge: string[] = [];
  for (const { url, methods } of server.routes) {
    for (const method of methods) {
      if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) continue;
      const path = url.replace(/:\w+/g, 'abcd1234');
      const headers = { 'sec-fetch-site': 'same-origin' };
      const { status } = await server.send(method, path, members, headers, null);
      expect([401, 403, 404, 413, 415], `${method} ${path}`).toContain(status);
      if (status === 413) tooLarge.push(path);
    }
  }
  expect(tooLarge).toEqual(
    expect.arrayContaining(
      ['sign-in', 'link', 'first-start', 'join', 'password-reset', 'password-reset/confirm', 'email-change'].map(
        (path) => `/dashboard-api/${path}`,
      ),
    ),
  );
});

test('who has proved who they are may send more', async () => {
  const { status, json } = await server.send('POST', '/v2/applications', { name: 'x', more: 'y'.repeat(20_000) });
  expect([status, json.name]).toEqual([201, 'x']);
});

describe('a text is refused at its first fault, however long it is', () => {
  test.each([
    ['brackets', '['.repeat(1_000_000), 32],
    ['objects', '{"a":'.repeat(200_000), 160],
    ['brackets behind a string that has some', `["[[[[${'['.repeat(5000)}",${'['.repeat(1_000_000)}`, 5039],
  ])('%s', (_what, text, byte) => {
    expect(parseJson(text).faults).toEqual([expect.objectContaining({ reason: 'too-deep', byte })]);
  });

  test('what is deep enough is taken, large or not', () => {
    const text = `${'['.repeat(32)}"${'['.repeat(5000)}"${']'.repeat(32)}`;
    expect(parseJson(text).faults).toEqual([]);
    expect(parseJson(`[${text.slice(32, -32)},${'[]'.repeat(1)}]`).faults).toEqual([]);
  });
});
