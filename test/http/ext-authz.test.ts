import { describe, expect, test } from 'vitest';
import { rawRequest } from '../support/raw-http.ts';
import { sharedSystem, tokenOf } from '../support/system.ts';
import { serve } from './serving.ts';

const system = sharedSystem();
const acl = { paths: { '/*/messages': { methods: ['POST'] } } };

/** As Envoy sends it: the original request line behind the prefix, no body, and the headers that its file lists. */
function ask(port: number, line: string, token: string | undefined, more: readonly string[] = []) {
  return rawRequest(port, [
    `${line} HTTP/1.1`,
    'host: api.example.com',
    'content-length: 0',
    'x-envoy-internal: true',
    'x-envoy-expected-rq-timeout-ms: 5000',
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
    ...more,
  ]);
}

function linesOf(head: string): (readonly [string, string])[] {
  const lines = head
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(/: (.*)/s));
  return lines
    .map(([name = '', value = '']) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name !== 'date');
}

describe('ext_authz of Envoy, over HTTP', () => {
  test.each([
    ['inside the acl', 'POST /gate/ext-authz/v1/messages', 200],
    ['with a query', 'POST /gate/ext-authz/v1/messages?to=1', 200],
    ['of another method', 'GET /gate/ext-authz/v1/messages', 403],
    ['of another path', 'POST /gate/ext-authz/v1/calls', 403],
    ['of a path named like a route of the gate', 'POST /gate/ext-authz/gate/verdict', 403],
    ['of dots', 'POST /gate/ext-authz/v1/calls/../messages', 400],
    ['of dots that climb out of the prefix', 'POST /gate/ext-authz/../verdict', 400],
    ['of an escaped slash', 'POST /gate/ext-authz/v1/calls/..%2fmessages', 400],
    ['of two slashes', 'POST /gate/ext-authz//v1/messages', 400],
    ['of a path parameter', 'POST /gate/ext-authz/v1/messages;x=1', 400],
    ['of an escape that is none', 'POST /gate/ext-authz/v1/mess%zzages', 400],
    ['behind a prefix with two slashes', 'POST //gate/ext-authz/v1/messages', 400],
    ['of no path', 'POST /gate/ext-authz', 404],
    ['of an asterisk', 'OPTIONS /gate/ext-authz*', 404],
  ])('a request %s', async (_name, line, status) => {
    const running = system();
    const token = tokenOf(await running.createApplication(), { acl });
    const first = await ask(running.port, line, token);
    expect(first.status).toBe(status);
    // The same of a token that is known: what was accepted before is answered in another way.
    for (let i = 0; i < 2; i++) {
      expect((await ask(running.port, 'POST /gate/ext-authz/v1/messages', token)).status).toBe(200);
    }
    expect((await ask(running.port, line, token)).status).toBe(status);
  });

  test('is let through with 200 and the identity, in the same lines whether the token is known or not', async () => {
    const running = system();
    const application = await running.createApplication();
    const token = tokenOf(application, { sub: 'ada', acl });
    const answers = [];
    for (let i = 0; i < 3; i++) {
      const { status, head, body } = await ask(running.port, 'POST /gate/ext-authz/v1/messages', token);
      answers.push({ status, body, lines: linesOf(head) });
    }
    const [first] = answers;
    expect(first?.body).toBe('');
    expect(Object.fromEntries(first?.lines ?? [])).toMatchObject({
      'x-mintmark-application-id': application.id,
      'x-mintmark-subject': 'ada',
      'x-mintmark-acl': 'method, path',
      'content-length': '0',
    });
    for (const other of answers) expect(other).toEqual(first);
  });

  test('is explained where it is refused', async () => {
    const answer = await ask(system().port, 'DELETE /gate/ext-authz/v1/messages', undefined);
    expect(answer.status).toBe(401);
    expect(Object.fromEntries(linesOf(answer.head))).toMatchObject({ 'www-authenticate': 'Bearer realm="mintmark"' });
    expect(JSON.parse(answer.body)).toMatchObject({ cause: 'authorization-missing' });
  });

  test('is named by the question alone, whatever headers of the client say', async () => {
    const running = system();
    const token = tokenOf(await running.createApplication(), { acl });
    const spoofed = ['x-original-method', 'x-forwarded-method'].map((name) => `${name}: POST`);
    const targets = ['x-original-uri', 'x-forwarded-uri', 'x-envoy-original-path'].map(
      (name) => `${name}: /v1/messages`,
    );
    const lines = [...spoofed, ...targets];
    expect((await ask(running.port, 'DELETE /gate/ext-authz/v1/calls', token, lines)).status).toBe(403);
    const override = ['x-http-method-override: DELETE'];
    expect((await ask(running.port, 'POST /gate/ext-authz/v1/messages', token, override)).status).toBe(403);
  });

  test('is refused to anybody but a trusted proxy, who is told which option to set', async () => {
    const running = await serve({ trustedProxies: ['none'] });
    try {
      const answer = await ask(running.port, 'GET /gate/ext-authz/v1/messages', undefined);
      expect(answer.status).toBe(403);
      expect(answer.body).toContain('--trusted-proxies');
    } finally {
      await running.close();
    }
  });
});
