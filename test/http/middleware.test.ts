import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Authenticated, type Gate, gate, type Report } from '../../src/gate.ts';
import { generateKeyPair, mint } from '../../src/jwt.ts';
import { rawRequest } from '../support/raw-http.ts';

const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
/** Applications whose look-up throws, at once and later. */
const AWAY = '7c9e6679-7425-40de-944b-e07fc1f90ae8';
const LATE = '7c9e6679-7425-40de-944b-e07fc1f90ae9';
const reports: Report[] = [];
let keys: { publicKey: string; privateKey: string };
const failures: unknown[] = [];
let guard: Gate;

beforeAll(async () => {
  keys = await generateKeyPair();
  guard = gate({
    application: (id) => {
      if (id === AWAY) throw new Error('db down');
      if (id === LATE) return Promise.reject(new Error('db down'));
      return id === ID ? { publicKeys: [keys.publicKey], name: 'shop', accountId: 'abcd1234' } : undefined;
    },
    onFailure: (error) => failures.push(error),
    onRejection: (report) => reports.push(report),
  });
});

const FRAMEWORKS: { readonly [name: string]: () => Promise<Server> } = {
  'node:http': async () => listening(createServer(guard.node((req, res) => res.end(JSON.stringify(req.mintmark))))),
  express: async () => {
    const app = express();
    app.use(guard.express());
    app.get('/v1/things', (req: IncomingMessage & Authenticated, res) => res.end(JSON.stringify(req.mintmark)));
    return listening(createServer(app));
  },
  fastify: async () => {
    const app = fastify();
    app.addHook('onRequest', guard.fastify());
    app.get('/v1/things', async (request) => (request as Authenticated).mintmark);
    await app.listen({ port: 0, host: '127.0.0.1' });
    return app.server;
  },
  hono: async () => {
    const app = new Hono<{ Variables: { mintmark: unknown } }>();
    app.use(guard.hono());
    app.get('/v1/things', (context) => context.json(context.get('mintmark')));
    return listening(serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server);
  },
};

describe.each(Object.keys(FRAMEWORKS))('the gate in %s', (name) => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = await (FRAMEWORKS[name] as () => Promise<Server>)();
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const send = (lines: readonly string[], target = '/v1/things') =>
    rawRequest(port, [`GET ${target} HTTP/1.1`, 'Host: localhost', ...lines, 'Connection: close']);

  test.each([AWAY, LATE])(
    'answers with the same 503 where the look-up of %s throws, and shows nobody why',
    async (id) => {
      failures.length = 0;
      const token = mint({ application_id: id }, keys.privateKey);
      const { status, head, body } = await send([`Authorization: Bearer ${token}`]);
      expect(status).toBe(503);
      expect(head).toMatch(/^content-type: application\/problem\+json\b/im);
      expect(body).toContain('"title":"The request could not be judged"');
      expect(body).not.toContain('db down');
      expect(failures).toEqual([new Error('db down')]);
    },
  );

  test('lets a good token through, and says whose it is', async () => {
    const { status, body } = await send([
      `Authorization: Bearer ${mint({ application_id: ID, sub: 'ada' }, keys.privateKey)}`,
    ]);
    expect(status).toBe(200);
    expect(body).toContain(`"applicationId":"${ID}"`);
    expect(body).toContain('"subject":"ada"');
  });

  test('answers a missing one with a challenge', async () => {
    const { status, head, body } = await send([]);
    expect(status).toBe(401);
    expect(head.toLowerCase()).toContain('www-authenticate: bearer realm="mintmark"');
    expect(body).toContain('authorization-missing');
  });

  test('explains an expired one, and hands the report over', async () => {
    const iat = Math.floor(Date.now() / 1000) - 5 * 3600;
    const token = mint({ application_id: ID, iat, exp: iat + 900 }, keys.privateKey);
    const { status, body } = await send([`Authorization: Bearer ${token}`]);
    expect(status).toBe(401);
    expect(body).toContain('token-cached-past-expiry');
    expect(reports.at(-1)).toMatchObject({ verdict: 'rejected', rootCause: 'token-cached-past-expiry' });
  });

  test('sees both of two Authorization lines', async () => {
    const token = mint({ application_id: ID }, keys.privateKey);
    const { status, body } = await send([`Authorization: Bearer ${token}`, 'Authorization: Bearer other']);
    expect(status).toBe(401);
    expect(body).toContain('multiple-credentials');
  });

  test('checks the acl against the path of the request', async () => {
    const token = mint({ application_id: ID, acl: { paths: { '/*/calls': {} } } }, keys.privateKey);
    const { status, body } = await send([`Authorization: Bearer ${token}`]);
    expect(status).toBe(403);
    expect(body).toContain('/v1/things');
  });
});

test('a lookup that fails lets nobody through', async () => {
  const broken = gate({
    application: () => {
      throw new Error('the registry is away');
    },
  });
  const server = await listening(createServer(broken.node((_req, res) => res.end('through'))));
  const { port } = server.address() as AddressInfo;
  const token = mint({ application_id: ID }, keys.privateKey);
  const answer = await rawRequest(port, [
    'GET / HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${token}`,
    'Connection: close',
  ]);
  expect(answer.status).toBe(503);
  expect(answer.body).not.toContain('through');
  server.close();
});

test('options that cannot be right are a TypeError', () => {
  expect(() => gate({} as Parameters<typeof gate>[0])).toThrow(/application: expected a function/);
  expect(() => gate({ application: () => undefined, profile: 'nobody' })).toThrow(/profile: expected the id/);
});

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) => {
    if (server.listening) resolve(server);
    else server.once('listening', () => resolve(server));
    if (!server.listening) server.listen(0, '127.0.0.1');
  });
}
