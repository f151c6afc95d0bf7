import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from './serving.ts';

/** Clients that never finish their request: cut off in time, while others are served. */

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

test('a header that does not end is answered 408 after ten seconds', async () => {
  const begun = performance.now();
  const answers = Array.from({ length: 50 }, () => {
    return new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\nX: '));
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(text));
    });
  });
  expect((await server.send('GET', '/v2/applications')).status).toBe(200);
  for (const text of await Promise.all(answers))
    expect(text).toMatch(/^HTTP\/1\.1 408 [\s\S]*"title":"Request timeout"/);
  const seconds = (performance.now() - begun) / 1000;
  expect(seconds).toBeGreaterThan(9);
  expect(seconds).toBeLessThan(30);
});
