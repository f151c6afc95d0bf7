import { describe, expect, test } from 'vitest';
import { rawRequest } from '../support/raw-http.ts';
import { askGate, sharedSystem, startSystem, tokenOf } from '../support/system.ts';

const system = sharedSystem();

test('a refusal by the acl does not use a single-use token up', async () => {
  const running = system();
  const application = await running.createApplication('once, somewhere', { single_use: true });
  const token = tokenOf(application, { acl: { paths: { '/*/messages': {} } } });
  const ask = (uri: string) => askGate(running, token, { 'x-original-method': 'POST', 'x-original-uri': uri });
  expect((await ask('/v1/calls')).status).toBe(403);
  expect((await ask('/v1/messages')).status).toBe(204);
  expect((await ask('/v1/messages')).body.cause).toBe('token-replayed');
});

describe('the request judged', () => {
  const acl = { paths: { '/*/messages': { methods: ['POST'] } } };

  test.each([
    ['the X-Original pair', { 'x-original-method': 'POST', 'x-original-uri': '/v1/messages' }, 204],
    ['the X-Forwarded pair', { 'x-forwarded-method': 'POST', 'x-forwarded-uri': '/v1/messages?to=1' }, 204],
    ['a path outside the acl', { 'x-original-method': 'POST', 'x-original-uri': '/v1/calls' }, 403],
    ['a method outside the acl', { 'x-original-method': 'GET', 'x-original-uri': '/v1/messages' }, 403],
    ['a path without a method, under an acl of methods', { 'x-original-uri': '/v1/messages' }, 403],
    ['an ambiguous path', { 'x-original-method': 'POST', 'x-original-uri': '/v1/messages/..%2fcalls' }, 400],
    [
      'both pairs, the same',
      { 'x-original-method': 'POST', 'x-original-uri': '/v1/messages', 'x-forwarded-uri': '/v1/messages' },
      204,
    ],
    [
      'both pairs, different',
      { 'x-original-method': 'POST', 'x-original-uri': '/v1/calls', 'x-forwarded-uri': '/v1/messages' },
      400,
    ],
    ['a method of the other pair', { 'x-original-method': 'POST', 'x-forwarded-uri': '/v1/messages' }, 400],
    ['a target of the other pair', { 'x-forwarded-method': 'POST', 'x-original-uri': '/v1/messages' }, 400],
    [
      'a Connection field that strips identity',
      { 'x-original-uri': '/v1/messages', 'x-original-method': 'POST', connection: 'X-Mintmark-Account' },
      400,
    ],
  ])('%s', async (_name, headers, status) => {
    const running = system();
    const token = tokenOf(await running.createApplication(), { acl });
    const ask = (judged: { readonly [name: string]: string }) => {
      const all = Object.entries({ Host: 'localhost', Authorization: `Bearer ${token}`, ...judged });
      return rawRequest(running.port, ['GET /gate HTTP/1.1', ...all.map(([name, value]) => `${name}: ${value}`)]);
    };
    expect((await ask(headers)).status).toBe(status);
    // The same of a token that is known: what was accepted before is answered in another way.
    for (let i = 0; i < 2; i++)
      expect((await ask({ 'x-original-method': 'POST', 'x-original-uri': '/v1/messages' })).status).toBe(204);
    expect((await ask(headers)).status).toBe(status);
  });

  test('is answered with the same lines, whether the token is known or not', async () => {
    const running = system();
    const token = tokenOf(await running.createApplication(), { sub: 'Jürgen', acl });
    const ask = async (path: string) => {
      const headers = { 'x-original-method': 'POST', 'x-original-uri': '/v1/messages' };
      const authorization = `Bearer ${token}`;
      const answer = await fetch(running.url + path, { headers: { authorization, ...headers } });
      return [answer.status, ...[...answer.headers].filter(([name]) => name !== 'date')];
    };
    const first = await ask('/gate');
    expect(first).toContainEqual(['x-mintmark-acl', 'method, path']);
    for (const path of ['/gate', '/gate', '/gate/verdict']) expect(await ask(path)).toEqual(first);
    expect((await ask('/gate/refusal'))[0]).toBe(503);
  });

  test('is counted, and is in the log, whether the token is known or not', async () => {
    const running = system();
    const application = await running.createApplication('counted');
    const token = tokenOf(application, { acl });
    const count = async () => {
      const text = await (await fetch(`${running.url}/metrics`)).text();
      const of = (name: RegExp) => Number(name.exec(text)?.[1] ?? 0);
      return {
        answered: of(/^mintmark_http_requests_total\{method="GET",route="\/gate",status="204"\} (\d+)$/m),
        timed: of(/^mintmark_http_request_duration_seconds_count\{route="\/gate"\} (\d+)$/m),
        accepted: of(/^mintmark_gate_decisions_total\{cause="none"\} (\d+)$/m),
      };
    };
    const before = await count();
    for (let i = 0; i < 5; i++)
      await askGate(running, token, { 'x-original-method': 'POST', 'x-original-uri': '/v1/messages' });
    const after = await count();
    expect(after.answered - before.answered).toBe(5);
    expect(after.accepted - before.accepted).toBe(5);
    expect(after.timed).toBeGreaterThanOrEqual(before.timed + 5);
    const log = await running.api('GET', `/request-log?application_id=${application.id}`);
    expect((log.body as { requests: unknown[] }).requests).toHaveLength(5);
  });

  test('is not read from a peer that is not trusted', async () => {
    const system = await startSystem({ trustedProxies: ['192.0.2.1'] });
    const token = tokenOf(await system.createApplication(), { acl });
    const answer = await askGate(system, token, { 'x-original-method': 'POST', 'x-original-uri': '/v1/messages' });
    expect(answer.headers.get('x-mintmark-acl')).toBe('not-checked');
  });

  test('is told the smallest acl that would have allowed it', async () => {
    const running = system();
    const token = tokenOf(await running.createApplication(), { acl });
    const { status, headers, body } = await askGate(running, token, {
      'x-original-method': 'GET',
      'x-original-uri': '/v1/calls/7',
    });
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(body.cause).toBe('path-not-in-acl');
    expect(JSON.stringify(body)).toContain('/v1/calls/7');
  });
});
