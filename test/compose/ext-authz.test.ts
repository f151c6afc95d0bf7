import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compose, type Running } from '../../src/compose/compose.ts';
import { ListenError } from '../../src/compose/listen.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/options/options.ts';
import { basic, FIRST, QUICK_HASHES } from '../http/serving.ts';
import { tokenOf } from '../support/system.ts';

/** Not at the top of the file: the first test looks at what is loaded. */
const clientOf = async (running: Running) => {
  const { extAuthzClient } = await import('../support/ext-authz-client.ts');
  const client = extAuthzClient(running.extAuthzGrpcPort as number);
  closers.push(client.close);
  return client;
};
const request = async (token: string, method = 'GET', fields: readonly (readonly [string, string])[] = []) => {
  const { checkRequest } = await import('../support/ext-authz-client.ts');
  return checkRequest(method, '/v1/things', token === '' ? fields : [['Authorization', `Bearer ${token}`], ...fields]);
};

let data: string;
const closers: (() => void | Promise<void>)[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'mintmark-ext-authz-'));
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  rmSync(data, { recursive: true, force: true });
});

async function start(settings: Partial<Settings> = {}): Promise<Running> {
  const running = await compose(
    { ...DEFAULT_SETTINGS, port: 0, data, logLevel: 'silent', bootstrapAccount: FIRST, ...settings },
    { version: '0.0.0', secretHashes: QUICK_HASHES },
  );
  closers.push(running.close);
  return running;
}

async function applicationOf({ url }: Running, more: object = {}) {
  const created = await fetch(`${url}/v2/applications`, {
    method: 'POST',
    headers: { authorization: basic(FIRST), 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Asked over gRPC', ...more }),
  });
  const { id, keys } = (await created.json()) as { id: string; keys: { private_key: string; public_key: string } };
  return { id, privateKey: keys.private_key, publicKey: keys.public_key };
}

test('what it takes is loaded with the option alone', async () => {
  const { cache } = createRequire(import.meta.url);
  const loaded = () => Object.keys(cache).filter((path) => path.includes('/@grpc/'));
  expect((await start()).extAuthzGrpcPort).toBeUndefined();
  expect(loaded()).toEqual([]);
  for (const close of closers.splice(0)) await close();
  expect((await start({ extAuthzGrpc: 0 })).extAuthzGrpcPort).toBeGreaterThan(0);
  expect(loaded().length).toBeGreaterThan(1);
});

test('a port that is taken is told with the option that names another one', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  closers.push(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const failure = await start({ extAuthzGrpc: port }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ListenError);
  expect((failure as Error).message).toContain('--ext-authz-grpc or MINTMARK_EXT_AUTHZ_GRPC');
  // Nothing of the failed start is left.
  expect((await start({ extAuthzGrpc: 0 })).firstAccount).toBeDefined();
});

test('anybody but a trusted proxy is denied, and told which option to set', async () => {
  const running = await start({ extAuthzGrpc: 0, trustedProxies: ['none'] });
  const client = await clientOf(running);
  const { status, denied_response } = await client.check(await request(tokenOf(await applicationOf(running))));
  expect([status?.code, denied_response?.status.code]).toEqual([7, 'Forbidden']);
  expect(denied_response?.body).toContain('--trusted-proxies');
});

test('a preflight passes where that is the setting, as nobody', async () => {
  const client = await clientOf(await start({ extAuthzGrpc: 0, preflights: 'pass' }));
  const fields = [
    ['Origin', 'https://app.example'],
    ['Access-Control-Request-Method', 'POST'],
    ['X-Mintmark-Account', 'root'],
  ] as const;
  const { ok_response } = await client.check(await request('', 'OPTIONS', fields));
  const set = Object.fromEntries((ok_response?.headers ?? []).map(({ header }) => [header.key, header.value]));
  expect(set).toMatchObject({ 'x-mintmark-account': '', 'x-mintmark-application-id': '' });
});

test('while storage is gone, what it would have to tell is denied with 503', async () => {
  const running = await start({ extAuthzGrpc: 0 });
  const client = await clientOf(running);
  const application = await applicationOf(running, { single_use: true });
  expect((await client.check(await request(tokenOf(application)))).http_response).toBe('ok_response');
  const file = join(data, 'mintmark.db');
  renameSync(file, `${file}.away`);
  closers.push(() => renameSync(`${file}.away`, file));
  const { status, denied_response } = await client.check(await request(tokenOf(application)));
  expect([status?.code, denied_response?.status.code]).toEqual([14, 'ServiceUnavailable']);
  const set = Object.fromEntries((denied_response?.headers ?? []).map(({ header }) => [header.key, header.value]));
  expect(set).toMatchObject({ 'retry-after': '1', 'content-type': 'application/problem+json' });
  expect(denied_response?.body).toContain('neither accepted nor rejected');
});

test('at the end it goes on answering for as long as the drain takes, and says that it is going', async () => {
  const running = await start({ extAuthzGrpc: 0, drainSeconds: 1 });
  const client = await clientOf(running);
  const good = await request(tokenOf(await applicationOf(running)));
  expect(await client.health()).toBe(1);
  const closed = running.close();
  expect(await client.health()).toBe(2);
  expect((await client.check(good)).http_response).toBe('ok_response');
  // Questions that are open when it stops are answered all the same.
  const open = Array.from({ length: 20 }, () => client.check(good));
  expect((await Promise.all(open)).map(({ http_response }) => http_response)).toEqual(Array(20).fill('ok_response'));
  await closed;
  await expect(client.check(good)).rejects.toMatchObject({ code: 14 });
});

test.each([
  ['a request of HTTP/1.1', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['bytes that are no protocol', '\0\xff'.repeat(500)],
])('%s: the connection ends, and the server goes on', async (_name, bytes) => {
  const running = await start({ extAuthzGrpc: 0 });
  const socket = connect(running.extAuthzGrpcPort as number, '127.0.0.1');
  socket.on('error', () => {}).resume();
  socket.write(bytes, 'latin1');
  await once(socket, 'close');
  expect(await (await clientOf(running)).health()).toBe(1);
});
