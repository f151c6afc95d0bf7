import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Deputy, openDeputy } from '../../src/http/server/deputy.ts';
import { openFront } from '../../src/http/server/front.ts';
import type { Listener } from '../../src/http/server/listener.ts';
import { passingOn } from '../../src/http/server/pass-on.ts';

/** A front and one deputy that passes everything on, in this process; beside it the same handler without them. */
const SECRET = 'c2VjcmV0IG9mIHRoaXJ0eS10d28gYnl0ZXMgYXQgbGVhc3Q';
let folder: string;
let path: string;
let deputy: Deputy;
let front: Listener;
let ports: { readonly passed: number; readonly plain: number };
let onStreamEnd = () => {};

/** Says everything that it was asked. */
async function echo(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { method, url, httpVersion, rawHeaders, headers, socket } = req;
  if (url === '/events') {
    res.writeHead(200, { 'content-type': 'text/event-stream' }).write(': begun\n\n');
    res.once('close', () => onStreamEnd());
    return;
  }
  if (url === '/early') return void res.writeHead(413, { connection: 'close' }).end('too large');
  if (url === '/cut') return void socket.destroy();
  const body = await text(req);
  const answer = JSON.stringify({ method, url, httpVersion, rawHeaders, headers, peer: socket.remoteAddress, body });
  res.writeHead(url === '/teapot' ? 418 : 200, [
    ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Case', 'é', 'content-length', String(Buffer.byteLength(answer))],
  ]);
  res.end(answer);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mintmark-pass-on-'));
  path = join(folder, 'owner.sock');
  const passage = { path, secret: SECRET };
  const passOn = passingOn(passage);
  deputy = await openDeputy(join(folder, 'deputy.sock'), (req, res, others) => others(req, res), passOn);
  let isTaking = true;
  front = await openFront('127.0.0.1', 0, passage, {
    take(connection) {
      if (isTaking) deputy.adopt(connection);
      return isTaking;
    },
    beginEnd() {
      isTaking = false;
    },
    hold: async () => deputy.hold(),
    release() {},
    ended: async () => {
      await deputy.end();
      passOn.close();
    },
    cutOff() {},
  });
  front.answerWith((req, res) => void echo(req, res));
  front.open();
  const plain = createServer(
    { requireHostHeader: false, keepAliveTimeout: 75_000 },
    (req, res) => void echo(req, res),
  ).listen(0, '127.0.0.1');
  await once(plain, 'listening');
  ports = { passed: front.port, plain: (plain.address() as AddressInfo).port };
  return async () => {
    plain.close();
    plain.closeAllConnections();
  };
});
afterAll(async () => {
  await front.stopListening();
  await front.close();
  rmSync(folder, { recursive: true });
});

/** Sends bytes and reads until the other side ends. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(received));
  });
}

/** Lines of an answer, but for what each connection has by itself. */
function linesIn(answer: string): string[] {
  const same = answer.replace(/^(date|content-length): .*\r\n/gim, '').replace(/^connection:/gim, 'Connection:');
  return same.split('\r\n').toSorted();
}
const lines = (...all: readonly string[]) => `${all.join('\r\n')}\r\n\r\n`;

/** Nobody reads it there, and Node refuses to send it. */
const WITHOUT = 'a Trailer without chunks, which is left out';

describe('a request that is passed on', () => {
  test.each([
    ['a GET', lines('GET /a?b=c HTTP/1.1', 'Host: a', 'x-One: 1', 'X-one: 2', 'Connection: close')],
    ['one without Host', lines('GET / HTTP/1.1', 'Connection: close')],
    ['one with two Host lines', lines('GET / HTTP/1.1', 'Host: a', 'Host: b', 'Connection: close')],
    ['one of HTTP/1.0', lines('GET / HTTP/1.0')],
    ['one of HTTP/1.0 that is kept alive', lines('GET / HTTP/1.0', 'Connection: keep-alive') + lines('GET / HTTP/1.0')],
    ['bytes beyond ASCII', lines('GET / HTTP/1.1', 'Host: a', 'X: \xe9\xff', 'Connection: close')],
    ['the absolute form', lines('GET http://b/c HTTP/1.1', 'Host: a', 'Connection: close')],
    ['the asterisk form', lines('OPTIONS * HTTP/1.1', 'Host: a', 'Connection: close')],
    ['a HEAD', lines('HEAD / HTTP/1.1', 'Host: a', 'Connection: close')],
    ['a POST with a length', `${lines('POST / HTTP/1.1', 'Host: a', 'Content-Length: 3', 'Connection: close')}abc`],
    ['a POST without a word of a body', lines('POST / HTTP/1.1', 'Host: a', 'Connection: close')],
    [
      'chunks',
      `${lines('PUT / HTTP/1.1', 'Host: a', 'Transfer-Encoding: chunked', 'Connection: close')}3\r\nabc\r\n0\r\n\r\n`,
    ],
    ['a DELETE with a body', `${lines('DELETE / HTTP/1.1', 'Host: a', 'Content-Length: 2', 'Connection: close')}{}`],
    ['an upgrade', lines('GET / HTTP/1.1', 'Host: a', 'Connection: upgrade, close', 'Upgrade: websocket')],
    [WITHOUT, lines('GET / HTTP/1.1', 'Host: a', 'Trailer: x', 'Connection: close')],
    ['another status', lines('GET /teapot HTTP/1.1', 'Host: a', 'Connection: close')],
    ['two in a row', lines('GET /1 HTTP/1.1', 'Host: a') + lines('GET /2 HTTP/1.1', 'Host: a', 'Connection: close')],
    ['an unknown expectation', lines('GET / HTTP/1.1', 'Host: a', 'Expect: x', 'Connection: close')],
    [
      'our own line, written by the client',
      lines('GET / HTTP/1.1', 'mintmark-passed-on: x 1.1 0 6.6.6.6', 'Host: a', 'Connection: close'),
    ],
  ])('arrives as it came, and so does its answer: %s', async (name, bytes) => {
    const [passed, plain] = [await exchange(ports.passed, bytes), await exchange(ports.plain, bytes)];
    const wanted = name === WITHOUT ? plain.replace('"Trailer","x",', '').replace('"trailer":"x",', '') : plain;
    expect(linesIn(passed)).toEqual(linesIn(wanted));
    expect(plain.length).toBeGreaterThan(50);
  });

  test('is told to continue', async () => {
    const head = lines('POST / HTTP/1.1', 'Host: a', 'Content-Length: 3', 'Expect: 100-continue', 'Connection: close');
    expect(await exchange(ports.passed, `${head}abc`)).toMatch(
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK[\s\S]*"body":"abc"/,
    );
  });

  test('is answered before its body has come', async () => {
    const head = lines('POST /early HTTP/1.1', 'Host: a', 'Content-Length: 1000000');
    expect(await exchange(ports.passed, `${head}abc`)).toMatch(/^HTTP\/1\.1 413 [\s\S]*too large/);
  });

  test('is cut where its answer is cut', async () => {
    expect(await exchange(ports.passed, lines('GET /cut HTTP/1.1', 'Host: a'))).toBe('');
  });

  test('ends on the other side when the client leaves', async () => {
    const ended = new Promise<void>((resolve) => {
      onStreamEnd = resolve;
    });
    const asked = request({ port: ports.passed, path: '/events', host: '127.0.0.1' }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect(String((await once(answer, 'data'))[0])).toBe(': begun\n\n');
    answer.destroy();
    await ended;
  });
});

test('who connects to the socket of the owner without the secret is cut', async () => {
  const forged = [
    lines('GET / HTTP/1.1', 'Host: a'),
    lines('GET / HTTP/1.1', 'mintmark-passed-on: x 1.1 2 127.0.0.1', 'Host: a'),
    lines('GET / HTTP/1.1', 'Host: a', `mintmark-passed-on: ${SECRET} 1.1 2 127.0.0.1`),
  ];
  for (const bytes of forged) {
    const socket = connect(path, () => socket.write(bytes));
    expect(await text(socket)).toBe('');
  }
});
