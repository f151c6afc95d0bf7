import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { isPlainPreflight } from '../../src/core/request/preflight.ts';
import { type Gate, gate } from '../../src/gate.ts';
import { rawRequest } from '../support/raw-http.ts';
import { sharedSystem } from '../support/system.ts';

const LINES = ['Origin: https://app.example', 'Access-Control-Request-Method: PUT'];
const FORWARDED = {
  'X-Forwarded-Method': 'OPTIONS',
  'X-Forwarded-Uri': '/v1/calls',
  Origin: 'https://app.example',
  'Access-Control-Request-Method': 'PUT',
};
const IDENTITY = ['x-mintmark-application-id', 'x-mintmark-account', 'x-mintmark-subject', 'x-mintmark-jti'];
const system = sharedSystem();

/** What makes a request none of a browser's preflights. */
const OTHERS: readonly (readonly [what: string, headers: { readonly [name: string]: string }])[] = [
  ['another method', { 'X-Forwarded-Method': 'PUT' }],
  ['a method in another case', { 'X-Forwarded-Method': 'options' }],
  ['credentials', { Authorization: 'Bearer x' }],
  ['a cookie', { Cookie: 'a=b' }],
  ['another method in a header', { 'X-HTTP-Method-Override': 'DELETE' }],
  ['another method in the query', { 'X-Forwarded-Uri': '/v1/calls?a=1&_method=DELETE' }],
];

test('the gate rejects a preflight with its own cause unless it is told otherwise', async () => {
  const answer = await fetch(`${system().url}/gate`, { headers: FORWARDED });
  expect(answer.status).toBe(401);
  expect((await answer.json()) as object).toMatchObject({ cause: 'preflight-rejected' });
});

describe('a gate that passes preflights', () => {
  const open = sharedSystem({ preflights: 'pass' });

  test('passes one as nobody', async () => {
    const forged = { 'X-Mintmark-Application-Id': 'mine' };
    for (const route of ['/gate', '/gate/verdict']) {
      const answer = await fetch(open().url + route, { headers: { ...FORWARDED, ...forged } });
      expect(answer.status).toBe(204);
      for (const name of IDENTITY) expect(answer.headers.get(name)).toBe('');
    }
  });

  test.each(OTHERS)('rejects a request with %s', async (_, headers) => {
    const answer = await fetch(`${open().url}/gate`, { headers: { ...FORWARDED, ...headers } });
    expect(answer.status).toBe(401);
  });

  test('rejects one whose method nobody names', async () => {
    const { 'X-Forwarded-Method': _, 'X-Forwarded-Uri': __, ...rest } = FORWARDED;
    expect((await fetch(`${open().url}/gate`, { headers: rest })).status).toBe(401);
  });
});

const application = () => undefined;
const FRAMEWORKS: { readonly [name: string]: (guard: Gate) => Promise<Server> } = {
  'node:http': async (guard) => listening(createServer(guard.node((req, res) => res.end(String(req.mintmark))))),
  express: async (guard) => {
    const app = express();
    app.use(guard.express());
    app.use((req, res) => void res.end(String(req.mintmark)));
    return listening(createServer(app));
  },
  fastify: async (guard) => {
    const app = fastify();
    app.addHook('onRequest', guard.fastify());
    app.options('/v1/things', async (request) => String((request as { mintmark?: unknown }).mintmark));
    await app.listen({ port: 0, host: '127.0.0.1' });
    return app.server;
  },
  hono: async (guard) => {
    const app = new Hono<{ Variables: { mintmark: unknown } }>();
    app.use(guard.hono());
    app.options('/v1/things', (context) => context.text(String(context.get('mintmark'))));
    return listening(serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server);
  },
};

describe.each(Object.keys(FRAMEWORKS))('the middleware in %s', (name) => {
  test.each([
    ['reject', 401],
    ['pass', 200],
  ] as const)('with preflights: %s', async (preflights, status) => {
    const server = await (FRAMEWORKS[name] as (guard: Gate) => Promise<Server>)(gate({ application, preflights }));
    const { port } = server.address() as AddressInfo;
    const send = (method: string, lines: readonly string[]) =>
      rawRequest(port, [`${method} /v1/things HTTP/1.1`, 'Host: localhost', ...lines, 'Connection: close']);
    const answer = await send('OPTIONS', LINES);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(status === 200 ? 'undefined' : 'preflight-rejected');
    expect((await send('OPTIONS', LINES.slice(0, 1))).status).toBe(401);
    expect((await send('PUT', LINES)).status).toBe(401);
    await new Promise((resolve) => server.close(resolve));
  });
});

test('an option of another value is refused', () => {
  expect(() => gate({ application, preflights: 'maybe' as 'pass' })).toThrow(
    /^preflights: expected "reject" or "pass"/,
  );
});

test('a body makes it something else', () => {
  const fields = [
    ['Origin', 'https://app.example'],
    ['Access-Control-Request-Method', 'PUT'],
  ] as const;
  expect(isPlainPreflight({ method: 'OPTIONS', fields })).toBe(true);
  expect(isPlainPreflight({ method: 'OPTIONS', fields: [...fields, ['Content-Length', '2']] })).toBe(false);
  expect(isPlainPreflight({ method: 'OPTIONS', fields: [...fields, ['Transfer-Encoding', 'chunked']] })).toBe(false);
  expect(isPlainPreflight({ method: 'OPTIONS', fields: fields.slice(1) })).toBe(false);
});

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) => {
    if (server.listening) resolve(server);
    else server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
