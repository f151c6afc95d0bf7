import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { exchangeInput } from '../../src/cli/commands/request.ts';
import { exchange, NoAnswer, type Outgoing } from '../../src/cli/request/exchange.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { kit } from '../support/kit.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  open.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const outgoing = (url: string, change: Partial<Outgoing> = {}): Outgoing => ({
  method: 'GET',
  url: new URL(url),
  fields: [['Authorization', `Bearer ${kit.mint()}`]],
  ...change,
});

describe('redirects', () => {
  test('to another origin without Authorization, told, and found by the doctor', async () => {
    const target = await serve((request, response) => {
      response.writeHead(request.headers.authorization === undefined ? 401 : 200).end('who?');
    });
    const start = await serve((_, response) => response.writeHead(301, { location: `${target}/v1/calls` }).end());
    const told: unknown[] = [];
    const done = await exchange(outgoing(`${start}/v1/calls`), 5, ({ status }, { url }, dropped) => {
      told.push([status, url.href, dropped]);
    });
    expect(told).toEqual([[301, `${target}/v1/calls`, true]]);
    expect(done.response.status).toBe(401);
    expect(diagnose(exchangeInput(done, undefined)).rootCause).toBe('authorization-dropped-on-redirect');
  });

  test('on the same origin keep it; a POST becomes a GET after 302, and stays one after 307', async () => {
    const seen: string[] = [];
    const origin = await serve((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization !== undefined}`);
      const status = { '/a': 307, '/b': 302 }[request.url ?? ''];
      if (status === undefined) response.end('done');
      else response.writeHead(status, { location: request.url === '/a' ? '/b' : 'c?d=1' }).end();
    });
    const done = await exchange(outgoing(`${origin}/a`, { method: 'POST', body: '{}' }), 5, () => {});
    expect(seen).toEqual(['POST /a true', 'POST /b true', 'GET /c?d=1 true']);
    expect(done.redirects.map(({ status }) => status)).toEqual([307, 302]);
  });

  test('that never end do end', async () => {
    const origin = await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
    const done = await exchange(outgoing(`${origin}/`), 5, () => {});
    expect(done.redirects).toHaveLength(10);
    expect(done.response.status).toBe(302);
  });
});

test('a server that does not answer is told from one that is not there', async () => {
  const silent = await serve(() => {});
  await expect(exchange(outgoing(silent), 0.2, () => {})).rejects.toThrow(/no response within 0.2 s/);
  await expect(exchange(outgoing('http://127.0.0.1:59/'), 5, () => {})).rejects.toBeInstanceOf(NoAnswer);
});
