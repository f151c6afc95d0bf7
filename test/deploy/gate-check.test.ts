import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkGate, type GateCheck } from '../../src/cli/gate-check/check-gate.ts';
import { type RunningGate, startGate } from './gate.ts';
import { freePort, PROXIES, type ProxyName, startProxy } from './proxy.ts';

const PATH = '/v1/echo';
const FORBIDDEN = '/v2/secret';

let gate: RunningGate;
let api: Awaited<ReturnType<typeof startEcho>>;

beforeAll(async () => {
  [gate, api] = await Promise.all([startGate(), startEcho()]);
});
afterAll(async () => {
  await Promise.all([gate.close(), api.close()]);
});

/** An API that answers every request with its method, its target and the headers that it received. */
async function startEcho() {
  const server = createServer(({ method, url, rawHeaders }, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ method, url, rawHeaders }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

async function check(name: ProxyName, edit?: (text: string) => string, isGiven = true): Promise<GateCheck> {
  const proxy = await startProxy(name, { gate: gate.port, api: api.port }, edit);
  try {
    const url = new URL(`http://127.0.0.1:${proxy.port}${PATH}`);
    const token = gate.mint({ acl: { paths: { [PATH]: { methods: ['GET'] } } } });
    return await checkGate({ url, path: PATH, ...(isGiven && { token, forbidden: FORBIDDEN }) }, 10);
  } finally {
    await proxy.close();
  }
}

const faults = ({ rows }: GateCheck) => rows.filter(({ result }) => result === 'fault').map((row) => row.check);

describe.each(PROXIES)('%s with the file of deploy', (name) => {
  test('has no fault, and every check is made', async () => {
    const found = await check(name);
    expect(found.rows.filter(({ result }) => result !== 'ok')).toEqual([]);
    expect(found.verdict).toBe('ok');
    expect(found.requests).toBeLessThan(150);
    expect(JSON.stringify(found)).not.toContain('eyJ');
  });
});

test('without a token, what needs one is not checked, and is no pass', async () => {
  const found = await check('nginx', undefined, false);
  expect(found.verdict).toBe('cannot-tell');
  expect(faults(found)).toEqual([]);
  const open = found.rows.filter(({ result }) => result === 'not-checked');
  expect(open).toHaveLength(10);
  expect(new Set(open.map(({ why }) => why))).toEqual(new Set(['no token was given: --token']));
});

/** As the documentation of nginx has it: the target is set, the method is not. */
const CLASSIC = (text: string) =>
  text.includes('auth_request /mintmark/gate')
    ? `server {
         listen 127.0.0.1:8000;
         location / { auth_request /auth; proxy_pass http://127.0.0.1:8080; }
         location = /auth {
           internal;
           proxy_pass http://127.0.0.1:4401/gate;
           proxy_pass_request_body off;
           proxy_set_header Content-Length "";
           proxy_set_header X-Original-URI $request_uri;
         }
       }`
    : text;

const without = (pattern: RegExp) => (text: string) => {
  const lines = text.split('\n');
  return lines.filter((line) => !pattern.test(line)).join('\n');
};

const NAMED = 'no header of the client names the request';
const IDENTITY = 'identity headers of the client do not reach the API';
const HIDDEN = 'the gate itself cannot be asked from outside';

test.each<[string, ProxyName, (text: string) => string, string[]]>([
  [
    'the snippet of the documentation of nginx',
    'nginx',
    CLASSIC,
    [NAMED, 'a good token is let through', 'no header of the client chooses the method', 'a rejection says why'],
  ],
  ['identity not set', 'nginx', without(/proxy_set_header X-Mintmark/), [IDENTITY]],
  ['identity not cleared', 'haproxy', without(/del-header (x-mintmark|_)/), [IDENTITY]],
  ['identity not cleared', 'caddy', without(/request_header -X.[Mm]intmark/), [IDENTITY]],
  [
    'the gate open',
    'nginx',
    (text) => text.replace('location = /mintmark/gate {', 'location /gate { proxy_pass http://mintmark_gate; }\n$&'),
    [HIDDEN],
  ],
  ['the verdict open', 'nginx', without(/^\s*internal;/), [HIDDEN]],
  ['names of the request not cleared', 'caddy', without(/request_header -X-Original/), [NAMED]],
  [
    'the method overridden behind the back of the gate',
    'haproxy',
    (text) => text.replace('"x-http-method-override", "x-method-override", "x-http-method"', '"x-none"'),
    ['method-override headers are held against the acl'],
  ],
  [
    'a corner that the gate does not guard',
    'nginx',
    (text) => text.replace('location = /mintmark/gate {', 'location ~ ^/V1/ { proxy_pass http://api; }\n$&'),
    ['other spellings and hosts need a token too'],
  ],
  ['nobody names the request', 'nginx', without(/X-Original-(Method|URI) \$/), ['the acl is held against the path']],
  [
    'the path taken from a header of the client',
    'haproxy',
    (text) => text.replace('{ txn.f:url() }', 'lines(sent, "x-rewrite-url") or { txn.f:url() }'),
    ['no header of the client chooses the path'],
  ],
  [
    'the path taken from the query',
    'haproxy',
    (text) => text.replace('{ txn.f:url() }', '{ (txn.f:url():gsub("^.*%?", "")) }'),
    ['no spelling of a path leads around the acl'],
  ],
  ['no explanation', 'nginx', without(/error_page 401/), ['a rejection says why', 'a rejection is not cached']],
])('finds a planted mistake: %s (%s)', async (_what, name, edit, expected) => {
  const found = await check(name, edit);
  expect(found.verdict).toBe('fault');
  for (const one of expected) expect(faults(found)).toContain(one);
  const changes = found.rows.filter(({ result }) => result === 'fault').map(({ change }) => Object.keys(change ?? {}));
  for (const products of changes) expect(products).toEqual(['nginx', 'HAProxy', 'Caddy', 'Traefik', 'Envoy']);
});

test('a token that is no good is no fault of the proxy', async () => {
  const proxy = await startProxy('nginx', { gate: gate.port, api: api.port });
  try {
    const url = new URL(`http://127.0.0.1:${proxy.port}${PATH}`);
    const expired = gate.mint({ iat: 1_600_000_000, exp: 1_600_000_900 });
    const found = await checkGate({ url, path: PATH, token: expired, forbidden: FORBIDDEN }, 10);
    expect(found.verdict).toBe('cannot-tell');
    expect(found.rows.find((row) => row.check === 'a good token is let through')?.why).toContain('(token-expired)');
    const wide = await checkGate({ url, path: PATH, token: gate.mint(), forbidden: FORBIDDEN }, 10);
    expect(wide.verdict).toBe('cannot-tell');
    expect(wide.rows.find((row) => row.check === 'the acl is held against the path')?.why).toContain('covers');
  } finally {
    await proxy.close();
  }
});

test('where nothing listens, that is said', async () => {
  const url = new URL(`http://127.0.0.1:${await freePort()}${PATH}`);
  await expect(checkGate({ url, path: PATH }, 2)).rejects.toThrow('does not answer');
});

test('an API without any gate is at fault', async () => {
  const url = new URL(`http://127.0.0.1:${api.port}${PATH}`);
  const found = await checkGate({ url, path: PATH }, 10);
  expect(faults(found)).toContain('a request without a token is rejected');
  expect(faults(found)).toContain('other spellings and hosts need a token too');
});
