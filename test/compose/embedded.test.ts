import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compose, type Running } from '../../src/compose/compose.ts';
import { ListenError } from '../../src/compose/listen.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/options/options.ts';
import { QUICK_HASHES } from '../http/serving.ts';

let data: string;
const running: Running[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'mintmark-compose-'));
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
  rmSync(data, { recursive: true, force: true });
});

const logStream = new Writable({ write: (_chunk, _encoding, done) => done() });

async function start(settings: Partial<Settings> = {}, secretHashes = QUICK_HASHES): Promise<Running> {
  const one = await compose(
    { ...DEFAULT_SETTINGS, port: 0, data, ...settings },
    { version: '0.0.0', logStream, secretHashes },
  );
  running.push(one);
  return one;
}

const ask = (url: string, path: string, credentials: { apiKey: string; apiSecret: string }, body?: object) =>
  fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Basic ${btoa(`${credentials.apiKey}:${credentials.apiSecret}`)}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });

test('the first start makes an account and tells its secret; what is stored outlives a restart', async () => {
  const first = await start();
  const account = first.firstAccount;
  if (!account) throw new Error('no account was made');
  expect(account.apiSecret).toMatch(/^[A-Za-z0-9]{16}$/);
  expect((await ask(first.url, '/v2/applications', account, { name: 'Kept' })).status).toBe(201);
  await first.close();

  const second = await start();
  expect(second.firstAccount).toBeUndefined();
  const list = await (await ask(second.url, '/v2/applications', account)).json();
  expect(list._embedded.applications[0].name).toBe('Kept');
});

test('the sign-in link of a start where nobody is yet takes the place of the one before, until somebody joins', async () => {
  const links: string[] = [];
  const publicUrl = 'https://mintmark.example';
  const join = (url: string, link = '', origin = publicUrl) =>
    fetch(`${url}/dashboard-api/first-start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({
        link: link.split('#')[1],
        email: 'ada@example.com',
        name: 'Ada',
        password: 'correct horse battery',
      }),
    });
  for (let starts = 0; starts < 2; starts++) {
    const { signInLink, close } = await start();
    links.push(signInLink ?? '');
    await close();
  }
  const last = await start({ publicUrl });
  expect(last.signInLink).toMatch(/^https:\/\/mintmark\.example\/first-start#/);
  const address = `http://127.0.0.1:${last.port}`;
  for (const link of links) expect((await join(address, link)).status).toBe(404);
  // Where the address is a setting, a page of any other is refused.
  expect((await join(address, last.signInLink, address)).status).toBe(403);
  expect((await join(address, last.signInLink)).status).toBe(201);
  await last.close();
  expect((await start()).signInLink).toBeUndefined();
});

test('the first account may be given', async () => {
  const { url, firstAccount } = await start({ bootstrapAccount: { key: 'ci', secret: 'anySecret' } });
  expect(firstAccount).toEqual({ apiKey: 'ci', apiSecret: 'anySecret' });
  expect((await ask(url, '/accounts', { apiKey: 'ci', apiSecret: 'anySecret' })).status).toBe(200);
});

test('two starts on one data directory: the second is told who owns it, and the first goes on', async () => {
  const first = await start();
  await expect(start()).rejects.toMatchObject({
    name: 'DataDirectoryInUseError',
    message: expect.stringContaining(String(process.pid)),
  });
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
});

describe('what stops a start', () => {
  test('a port in use, and the data directory is let go of again', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const starting = start({ port });
    await expect(starting).rejects.toBeInstanceOf(ListenError);
    await expect(starting).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
    taken.close();
    await start();
  });

  test('an address of another machine', async () => {
    await expect(start({ host: '192.0.2.1' })).rejects.toThrow('not an address of this machine');
  });

  test('a data directory that cannot be', async () => {
    const file = join(data, 'file');
    writeFileSync(file, '');
    await expect(start({ data: file })).rejects.toMatchObject({ name: 'DataDirectoryNotWritableError' });
  });

  test('a trusted proxy that is none', async () => {
    await expect(start({ trustedProxies: ['10.0.0.0/99'] })).rejects.toThrow('10.0.0.0/99');
  });
});

test('requests under way are answered before the server ends, and new ones find nobody', async () => {
  let arrived = 0;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const server = await start(undefined, {
    ...QUICK_HASHES,
    async match(...secret) {
      arrived++;
      await held;
      return QUICK_HASHES.match(...secret);
    },
  });
  const account = server.firstAccount;
  if (!account) throw new Error('no account was made');
  const underWay = Array.from({ length: 8 }, (_, i) => ask(server.url, '/v2/applications', account, { name: `${i}` }));
  // One secret, sent many times at once, is judged once: the others wait for that.
  await expect.poll(() => arrived).toBe(1);
  const closing = server.close();
  letGo();
  expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual(Array(8).fill(201));
  await closing;
  await expect(fetch(server.url)).rejects.toThrow();
});

test('readiness is honest: storage that is gone says so, and liveness goes on', async () => {
  const { url } = await start();
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready', storage: 'ok', draining: false });
  rmSync(join(data, 'mintmark.db'));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const readiness = await fetch(`${url}/readyz`);
  expect([readiness.status, (await readiness.json()).status]).toEqual([503, 'not-ready']);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('storage that is gone: writes are refused with a cause and nothing else, reads and the log tell no more', async () => {
  const { url, firstAccount } = await start();
  if (!firstAccount) throw new Error('no account was made');
  await ask(url, '/v2/applications', firstAccount);
  rmSync(join(data, 'mintmark.db'));
  const refused = await ask(url, '/v2/applications', firstAccount, { name: 'x' });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  const problem = await refused.json();
  expect(problem).toMatchObject({ title: 'Storage unavailable', cause: 'storage-away' });
  expect(JSON.stringify(problem)).not.toMatch(/sqlite|select|mintmark\.db|private/i);
});
