import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compose, type Running } from '../../src/compose/compose.ts';
import { ListenError } from '../../src/compose/listen.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/options/options.ts';
import type { SecretHashes } from '../../src/ports/index.ts';
import { QUICK_HASHES } from '../http/serving.ts';
import { startChild } from '../support/child.ts';

let data: string;
const running: Running[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'mintmark-listening-'));
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
  rmSync(data, { recursive: true, force: true });
});

async function start(settings: Partial<Settings> = {}, secretHashes: SecretHashes = QUICK_HASHES): Promise<Running> {
  const one = await compose(
    { ...DEFAULT_SETTINGS, port: 0, data, logLevel: 'silent', ...settings },
    { version: '0.0.0', secretHashes },
  );
  running.push(one);
  return one;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Hashes that wait in the middle of a start, until they are told how to go on. */
function slowHashes() {
  let begin = () => {};
  let goOn = (_how: 'well' | Error) => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const told = new Promise<'well' | Error>((resolve) => {
    goOn = resolve;
  });
  const hashes: SecretHashes = {
    ...QUICK_HASHES,
    async hash(secret) {
      begin();
      const how = await told;
      if (how instanceof Error) throw how;
      return QUICK_HASHES.hash(secret);
    },
  };
  return { hashes, begun, goOn };
}

test('port 0: every part knows the port that it became', async () => {
  const { url, port, signInLink } = await start();
  expect(port).toBeGreaterThan(0);
  expect(url).toBe(`http://127.0.0.1:${port}`);
  expect(signInLink).toMatch(`${url}/first-start#`);
  const refused = await fetch(`${url}/gate`);
  expect((await refused.json()).type).toBe(`${url}/causes/authorization-missing`);
});

test('localhost is listened on at each address that it has', async () => {
  const { port } = await start({ host: 'localhost' });
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect((await fetch(`http://localhost:${port}/healthz`)).status).toBe(200);
});

describe('while the server builds', () => {
  test('requests wait, and are answered as any others', async () => {
    const port = await freePort();
    const { hashes, begun, goOn } = slowHashes();
    const starting = start({ port }, hashes);
    await begun;
    let answered = 0;
    const asked = ['/healthz', '/nowhere', '/gate'].map(async (path) => {
      const { status } = await fetch(`http://127.0.0.1:${port}${path}`);
      answered++;
      return status;
    });
    const noHttp = connect(port, '127.0.0.1');
    noHttp.end('no HTTP at all\r\n\r\n');
    // What can never become a request is refused at once, as it always is.
    expect(await text(noHttp)).toMatch(/^HTTP\/1\.1 400 [\s\S]*#problem-malformed-request/);
    expect(answered).toBe(0);
    goOn('well');
    await starting;
    expect(await Promise.all(asked)).toEqual([200, 404, 401]);
  });

  test('a start that fails lets go of the port, and ends what waits', async () => {
    const port = await freePort();
    const { hashes, begun, goOn } = slowHashes();
    const starting = start({ port }, hashes);
    await begun;
    const waiting = fetch(`http://127.0.0.1:${port}/healthz`);
    const failed = expect(starting).rejects.toThrow('no hashes today');
    const cut = expect(waiting).rejects.toThrow();
    // The request has arrived, so that it is the end of the start that cuts it off.
    await new Promise((resolve) => setTimeout(resolve, 100));
    goOn(new Error('no hashes today'));
    await failed;
    await cut;
    const { firstAccount } = await start({ port });
    expect(firstAccount?.apiSecret).toMatch(/^[A-Za-z0-9]{16}$/);
  });

  test('SIGTERM ends it at once; the next start has the directory and the port', async () => {
    const port = await freePort();
    const child = startChild('slow-start.ts', data, String(port));
    expect(await child.line()).toBe('building');
    child.kill('SIGTERM');
    await child.ended;
    const { firstAccount } = await start({ port });
    expect(firstAccount).toBeDefined();
  });
});

test('a port in use stops the start before an account is made', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await expect(start({ port })).rejects.toBeInstanceOf(ListenError);
  taken.close();
  const { firstAccount } = await start({ port });
  expect(firstAccount?.apiSecret, 'told by the start that made it').toMatch(/^[A-Za-z0-9]{16}$/);
});

test('a connection that was made before the end is answered, and the server ends without one that sends nothing', async () => {
  const { port, close } = await start();
  const [late, silent] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
  // It is cut off in the end.
  silent.on('error', () => {});
  await Promise.all([once(late, 'connect'), once(silent, 'connect')]);
  const ended = close();
  // Longer than the server says good-bye to those that it has answered before.
  await new Promise((resolve) => setTimeout(resolve, 400));
  late.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  expect(await text(late)).toMatch(/^HTTP\/1\.1 200 [\s\S]*connection: close/i);
  await ended;
});
