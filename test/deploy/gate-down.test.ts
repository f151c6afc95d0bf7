import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, PROXIES, startProxy } from './proxy.ts';
import { send } from './raw-http.ts';
import { startUpstream } from './upstream.ts';

/** What a gate in trouble does. Each must close the way, within the proxy's patience. */
const TROUBLES: readonly (readonly [string, RequestListener | 'down'])[] = [
  ['nobody listens', 'down'],
  ['it never answers', () => undefined],
  ['it answers 500', (_req, res) => res.writeHead(500).end()],
  ['it answers 503', (_req, res) => res.writeHead(503, { 'Retry-After': '1' }).end()],
  ['it cuts the connection', (req) => req.socket.destroy()],
  ['it answers what is no HTTP', (req) => req.socket.end('204 fine\r\n\r\n')],
  ['something else answers 200', (_req, res) => res.writeHead(200).end('welcome')],
  ['something else answers 204', (_req, res) => res.writeHead(204).end()],
  ['it redirects', (_req, res) => res.writeHead(302, { Location: '/' }).end()],
];

let upstream: Awaited<ReturnType<typeof startUpstream>>;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

describe.each(PROXIES)('%s keeps the way closed when', (name) => {
  test.each(TROUBLES)('%s', async (_trouble, listener) => {
    const gate = listener === 'down' ? undefined : createServer(listener);
    const port = gate
      ? await new Promise<number>((resolve) =>
          gate.listen(0, '127.0.0.1', () => resolve((gate.address() as AddressInfo).port)),
        )
      : await freePort();
    const proxy = await startProxy(name, { gate: port, api: upstream.port });
    try {
      const answer = await send(proxy.port, '/v1/things', [['Authorization', 'Bearer x']]);
      // nginx hands on what is no HTTP as the body of no status at all.
      expect(answer.status >= 200 && answer.status < 300, `status ${answer.status}`).toBe(false);
      expect(upstream.received).toEqual([]);
    } finally {
      await proxy.close();
      gate?.close().closeAllConnections();
    }
  });
});
