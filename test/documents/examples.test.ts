import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { mint, verify } from '../../src/jwt.ts';
import { rawRequest } from '../support/raw-http.ts';

const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const good = () => mint({ application_id: ID }, privateKey);
const late = () => {
  const iat = Math.floor(Date.now() / 1000) - 7200;
  return mint({ application_id: ID, iat, exp: iat + 900 }, privateKey);
};

beforeAll(() => {
  vi.stubEnv('APPLICATION_ID', ID);
  vi.stubEnv('PUBLIC_KEY', publicPem);
  vi.stubEnv('PORT', '0');
  Logger.overrideLogger(false);
});

const SERVERS: { readonly [name: string]: () => Promise<{ readonly server: unknown }> } = {
  'node:http': () => import('../../examples/node-http.ts'),
  Express: () => import('../../examples/express.ts'),
  Fastify: () => import('../../examples/fastify.ts'),
  Hono: () => import('../../examples/hono.ts'),
  Koa: () => import('../../examples/koa.ts'),
  Nest: () => import('../../examples/nest.ts'),
};

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

describe.each(Object.keys(SERVERS))('the example of %s', (name) => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = (await SERVERS[name]?.())?.server as Server;
    if (!server.listening) await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const ask = (authorization: readonly string[]) =>
    rawRequest(port, ['GET /hello HTTP/1.1', 'Host: localhost', ...authorization, 'Connection: close']);

  test('greets who sends a good token', async () => {
    const { status, body } = await ask([`Authorization: Bearer ${good()}`]);
    expect(body).toContain(`Hello, ${ID}`);
    expect(status).toBe(200);
  });

  test('answers a bad one, and none, with the whole explained 401', async () => {
    for (const [lines, cause] of [
      [[`Authorization: Bearer ${late()}`], 'token-cached-past-expiry'],
      [[], 'authorization-missing'],
      [[`Authorization: Bearer ${good()}`, `Authorization: Bearer ${good()}`], 'multiple-credentials'],
    ] as const) {
      const { status, head, body } = await ask(lines);
      expect(body).toContain(cause);
      expect(body).not.toContain('Hello');
      expect(head.toLowerCase()).toContain('www-authenticate: bearer realm="mintmark"');
      expect(head.toLowerCase()).toContain('content-type: application/problem+json');
      expect(status).toBe(401);
    }
  });
});

test('the example of Next.js', async () => {
  const { GET } = await import('../../examples/next-route.ts');
  const get = (headers: { [name: string]: string }) => GET(new Request('http://localhost/hello?x=1', { headers }));
  const accepted = await get({ authorization: `Bearer ${good()}` });
  expect(await accepted.text()).toBe(`Hello, ${ID}`);
  const rejected = await get({ authorization: `Bearer ${late()}` });
  expect(rejected.status).toBe(401);
  expect(rejected.headers.get('www-authenticate')).toContain('error="invalid_token"');
  expect(await rejected.json()).toMatchObject({ cause: 'token-cached-past-expiry' });
});

test('the example of AWS Lambda', async () => {
  const { handler } = await import('../../examples/lambda.ts');
  const call = (headers: object) => {
    const requestContext = { http: { method: 'GET', path: '/hello' } };
    return handler({ headers, requestContext, rawQueryString: 'x=1' } as never, {} as never, () => undefined);
  };
  expect(await call({ authorization: `Bearer ${good()}` })).toEqual({ statusCode: 200, body: `Hello, ${ID}` });
  expect(await call({ authorization: `Bearer ${late()}` })).toMatchObject({
    statusCode: 401,
    headers: { 'Content-Type': 'application/problem+json' },
  });
});

test('the example of a 401 that is explained', async () => {
  const { whyRejected } = await import('../../examples/explain-401.ts');
  expect(whyRejected(good(), publicPem)).toBe('The token is good.');
  expect(whyRejected(late(), publicPem)).toMatch(/\. .*\.$/);
  const iat = Math.floor(Date.now() / 1000) + 100;
  expect(whyRejected(mint({ application_id: ID, iat }, privateKey), publicPem)).toMatch(/^Set the clock back by \d+/);
});

test('the example of an issuer and an audience', async () => {
  const { verifierFor } = await import('../../examples/issuer-and-audience.ts');
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'a' };
  const accepts = verifierFor(JSON.stringify({ keys: [jwk] }));
  const claims = { iss: 'https://login.example.com/', aud: 'https://api.example.com' };
  expect(accepts(mint(claims, privateKey, { kid: 'a' }))).toMatchObject({ ok: true });
  expect(accepts(mint({ ...claims, aud: 'other' }, privateKey, { kid: 'a' })).ok).toBe(false);
  expect(verify(mint(claims, privateKey), publicKey).ok).toBe(false);
});

test('the first example', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await import('../../examples/first-token.ts');
  expect(log.mock.calls).toEqual([[ID]]);
});
