import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type ApplicationKeys, gate } from '../../src/gate.ts';
import { mint } from '../../src/jwt.ts';

/** What the gate remembers of accepted tokens is never older than what the application's look-up says now. */

const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const [own, other] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
if (!own || !other) throw new Error('two key pairs');
const pem = (pair: typeof own) => pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const token = mint({ application_id: ID, acl: { paths: { '/v1/calls': { methods: ['GET'] } } } }, own.privateKey);

async function serve(application: (id: string) => ApplicationKeys | undefined | Promise<ApplicationKeys | undefined>) {
  let now = Date.now() / 1000;
  let asked = 0;
  const keeper = gate({
    application: (id) => {
      asked++;
      return application(id);
    },
    now: () => now,
  });
  const server = createServer(keeper.node((req, res) => res.end(req.mintmark.applicationId)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked: () => asked,
    wait: (seconds: number) => {
      now += seconds;
    },
    ask: async (path = '/v1/calls', method = 'GET', headers: { [name: string]: string } = {}) =>
      (await fetch(url + path, { method, headers: { authorization: `Bearer ${token}`, ...headers } })).status,
  };
}

test.each(['at once', 'by a promise'])(
  'an application whose keys come %s: each request asks, and each change counts',
  async (how) => {
    let keys: ApplicationKeys | undefined = { publicKeys: [pem(own)] };
    const { ask, asked } = await serve(() => (how === 'at once' ? keys : Promise.resolve(keys)));
    for (let i = 0; i < 5; i++) expect(await ask()).toBe(200);
    expect(asked()).toBe(5);

    keys = { publicKeys: [pem(other)] };
    expect(await ask()).toBe(401);
    keys = { publicKeys: [pem(other), pem(own)] };
    expect(await ask()).toBe(200);
    keys = { publicKeys: [pem(own)], suspended: true };
    expect(await ask()).toBe(401);
    keys = undefined;
    expect(await ask()).toBe(401);
    keys = { publicKeys: [pem(own)], singleUse: true };
    expect([await ask(), await ask()]).toEqual([200, 401]);
    keys = { publicKeys: [pem(own)] };
    expect([await ask(), await ask()]).toEqual([200, 200]);
  },
);

test('keys that are changed in place are seen', async () => {
  const publicKeys = [pem(own)];
  const { ask } = await serve(() => ({ publicKeys }));
  expect([await ask(), await ask()]).toEqual([200, 200]);
  publicKeys[0] = pem(other);
  expect(await ask()).toBe(401);
});

test('a remembered token is held to its acl and to its end', async () => {
  const { ask, wait } = await serve(() => ({ publicKeys: [pem(own)] }));
  expect([await ask(), await ask()]).toEqual([200, 200]);
  expect(await ask('/v1/users')).toBe(403);
  expect(await ask('/v1/calls', 'DELETE')).toBe(403);
  for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
    expect(await ask('/v1/calls', 'GET', { [name]: 'DELETE' })).toBe(403);
    expect(await ask('/v1/calls', 'GET', { [name]: 'GET' })).toBe(200);
  }
  expect(await ask('/v1//calls')).toBe(400);
  wait(3600);
  expect(await ask()).toBe(401);
});

test('a look-up that throws, at once or later, is answered with 503 and lets nobody in', async () => {
  let fail: 'no' | 'at once' | 'later' = 'no';
  const { ask } = await serve(() => {
    if (fail === 'at once') throw new Error('no database');
    return fail === 'later' ? Promise.reject(new Error('no database')) : { publicKeys: [pem(own)] };
  });
  expect([await ask(), await ask()]).toEqual([200, 200]);
  for (const how of ['at once', 'later'] as const) {
    fail = how;
    expect([await ask(), await ask()]).toEqual([503, 503]);
  }
  fail = 'no';
  expect(await ask()).toBe(200);
});
