import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseChallenge } from '../../src/core/request/challenge.ts';
import { mint } from '../../src/jwt.ts';
import { rawRequest } from '../support/raw-http.ts';
import { type System, sharedSystem, startSystem, tokenOf } from '../support/system.ts';

const STRANGER = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const system = sharedSystem();
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000001';

async function gate(system: System, token: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${system.url}/gate`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

describe('an accepted request', () => {
  test('is answered 204 with every identity header set', async () => {
    const running = system();
    const application = await running.createApplication();
    const answer = await gate(running, tokenOf(application, { sub: 'ada', jti: 'one' }));
    expect(answer.status).toBe(204);
    expect(answer.headers.get('x-mintmark-application-id')).toBe(application.id);
    expect(answer.headers.get('x-mintmark-account')).toBe('abcd1234');
    expect(answer.headers.get('x-mintmark-subject')).toBe('ada');
    expect(answer.headers.get('x-mintmark-jti')).toBe('one');
    expect(answer.headers.get('x-mintmark-acl')).toBe('not-checked');
  });

  test('sets identity headers that are empty too, and encodes bytes that a header cannot hold', async () => {
    const running = system();
    const application = await running.createApplication();
    const answer = await gate(running, tokenOf(application, { jti: 'a\r\nX-Evil: 1 é' }));
    expect(answer.status).toBe(204);
    expect(answer.headers.get('x-mintmark-subject')).toBe('');
    expect(answer.headers.get('x-mintmark-jti')).toBe('a%0D%0AX-Evil:%201%20%C3%A9');
    expect(answer.headers.get('x-evil')).toBeNull();
  });

  test.each(['bearer', 'BEARER', 'Bearer '])('takes the scheme spelled %j', async (scheme) => {
    const running = system();
    const token = tokenOf(await running.createApplication());
    const answer = await fetch(`${running.url}/gate`, { headers: { authorization: `${scheme} ${token}` } });
    expect(answer.status).toBe(204);
  });
});

describe('what an anonymous caller learns', () => {
  test('is the same for an unknown application and for a wrong key', async () => {
    const running = system();
    const application = await running.createApplication();
    const bodies = [];
    for (const id of [application.id, UNKNOWN_ID]) {
      const token = mint({ application_id: id, jti: 'x', iat: Math.floor(Date.now() / 1000) }, STRANGER.privateKey);
      const { status, body, headers } = await gate(running, token);
      expect(status).toBe(401);
      bodies.push(
        JSON.stringify({ body, challenge: headers.get('www-authenticate'), names: [...headers.keys()] })
          .replaceAll(id, '<id>')
          .replaceAll(body.instance, '<report>'),
      );
    }
    expect(bodies[0]).toBe(bodies[1]);
    expect(bodies[0]).toContain('signed-by-unknown-key');
  });

  test('is only that for a pair that was generated and not saved, and the owner reads the proof', async () => {
    const running = system();
    const application = await running.createApplication();
    await running.api('POST', `/v2/applications/${application.id}/keys`, {
      public_key: STRANGER.publicKey,
      state: 'draft',
    });
    const { status, body } = await gate(running, mint({ application_id: application.id }, STRANGER.privateKey));
    expect(status).toBe(401);
    expect(body.cause).toBe('signed-by-unknown-key');
    expect(JSON.stringify(body)).not.toContain('not-saved');
    await expect.poll(async () => (await running.api('GET', `/reports/${body.instance}`)).status).toBe(200);
    const report = (await running.api('GET', `/reports/${body.instance}`)).body;
    expect(report).toMatchObject({ voice: 'owner', verdict: 'rejected', rootCause: 'key-pair-not-saved' });
    expect(report).toMatchObject({
      findings: [{ cause: 'key-pair-not-saved', certainty: 'proved' }, { cause: 'signed-by-unknown-key' }],
    });
  });

  test('is everything with --explain=full', async () => {
    const system = await startSystem({ explain: 'full' });
    const [one, two] = [await system.createApplication('one'), await system.createApplication('two')];
    const { body } = await gate(system, mint({ application_id: one.id }, two.privateKey));
    expect(body).toMatchObject({ cause: 'signed-by-other-application', status: 401 });
    expect(JSON.stringify(body)).toContain(two.id);
  });

  test('never holds the token, and the log neither', async () => {
    const running = system();
    const token = mint({ application_id: (await running.createApplication()).id }, STRANGER.privateKey);
    const { body } = await gate(running, token);
    const signature = token.slice(token.lastIndexOf('.') + 1);
    expect(JSON.stringify(body)).not.toContain(signature.slice(0, 24));
    expect(running.log()).not.toContain(signature.slice(0, 24));
  });
});

describe('a rejected request', () => {
  test('without credentials gets a challenge without an error code', async () => {
    const running = system();
    const response = await fetch(`${running.url}/gate`);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('date')).toBeTruthy();
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="mintmark"');
    expect(await response.json()).toMatchObject({ cause: 'authorization-missing', status: 401 });
  });

  test('has a challenge that parses, and a type that opens', async () => {
    const running = system();
    const application = await running.createApplication();
    const { headers, body } = await gate(running, tokenOf(application, { iat: 1_000_000_000, exp: 1_000_000_900 }));
    expect(parseChallenge(headers.get('www-authenticate') ?? '')).toMatchObject({
      realm: 'mintmark',
      error: 'invalid_token',
    });
    const article = await fetch(body.type, { headers: { accept: 'text/html' } });
    expect(article.status).toBe(200);
    expect(await article.text()).toContain('Resolution');
  });

  test('reports the bad signature of an expired token first', async () => {
    const running = system();
    const application = await running.createApplication();
    const { body } = await gate(
      running,
      mint({ application_id: application.id, iat: 1_000_000_000, exp: 1_000_000_900 }, STRANGER.privateKey),
    );
    expect(body.cause).toBe('signed-by-unknown-key');
  });

  test('after its application is deleted', async () => {
    const running = system();
    const application = await running.createApplication();
    const token = tokenOf(application);
    expect((await gate(running, token)).status).toBe(204);
    expect((await running.api('DELETE', `/v2/applications/${application.id}`)).status).toBe(204);
    expect((await gate(running, token)).status).toBe(401);
  });

  test('with two Authorization lines, in either order', async () => {
    const running = system();
    const token = tokenOf(await running.createApplication());
    for (const lines of [
      [`Authorization: Bearer ${token}`, 'authorization: Bearer x'],
      ['AUTHORIZATION: Bearer x', `Authorization: Bearer ${token}`],
    ]) {
      const answer = await rawRequest(running.port, [
        'GET /gate HTTP/1.1',
        'Host: localhost',
        ...lines,
        'Connection: close',
      ]);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain('multiple-credentials');
    }
  });
});

describe('a single-use token', () => {
  test('is accepted once out of 50 at a time', async () => {
    const running = system();
    const application = await running.createApplication('once', { single_use: true });
    const token = tokenOf(application);
    const answers = await Promise.all(Array.from({ length: 50 }, () => gate(running, token)));
    expect(answers.filter((answer) => answer.status === 204)).toHaveLength(1);
    expect(new Set(answers.filter((answer) => answer.status !== 204).map((answer) => answer.body.cause))).toEqual(
      new Set(['token-replayed']),
    );
  });
});

test('a refusal by the acl does not use a single-use token up', async () => {
  const running = system();
  const application = await running.createApplication('once, somewhere', { single_use: true });
  const token = tokenOf(application, { acl: { paths: { '/*/messages': {} } } });
  const ask = (uri: string) => gate(running, token, { 'x-original-method': 'POST', 'x-original-uri': uri });
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
    [
      'a Connection field that strips identity',
      { 'x-original-uri': '/v1/messages', 'x-original-method': 'POST', connection: 'X-Mintmark-Account' },
      400,
    ],
  ])('%s', async (_name, headers, status) => {
    const running = system();
    const token = tokenOf(await running.createApplication(), { acl });
    const lines = Object.entries({ Host: 'localhost', Authorization: `Bearer ${token}`, ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const answer = await rawRequest(running.port, ['GET /gate HTTP/1.1', ...lines]);
    expect(answer.status).toBe(status);
  });

  test('is not read from a peer that is not trusted', async () => {
    const system = await startSystem({ trustedProxies: ['192.0.2.1'] });
    const token = tokenOf(await system.createApplication(), { acl });
    const answer = await gate(system, token, { 'x-original-method': 'POST', 'x-original-uri': '/v1/messages' });
    expect(answer.headers.get('x-mintmark-acl')).toBe('not-checked');
  });

  test('is told the smallest acl that would have allowed it', async () => {
    const running = system();
    const token = tokenOf(await running.createApplication(), { acl });
    const { status, headers, body } = await gate(running, token, {
      'x-original-method': 'GET',
      'x-original-uri': '/v1/calls/7',
    });
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(body.cause).toBe('path-not-in-acl');
    expect(JSON.stringify(body)).toContain('/v1/calls/7');
  });
});

test('attack tokens are refused, and none of them is a 5xx', async () => {
  const running = system();
  const application = await running.createApplication();
  const now = Math.floor(Date.now() / 1000);
  const claims = { application_id: application.id, iat: now, exp: now + 900, jti: 'j' };
  const signed = (header: unknown, payload: unknown, raw = false) => {
    const part = (value: unknown) =>
      Buffer.from(raw && typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
    const input = `${part(header)}.${part(payload)}`;
    return `${input}.${sign('sha256', Buffer.from(input), application.privateKey).toString('base64url')}`;
  };
  const good = { alg: 'RS256', typ: 'JWT' };
  const attacks = [
    signed({ alg: 'none' }, claims),
    signed({ alg: 'rs256' }, claims),
    signed({ alg: ['RS256'] }, claims),
    signed({}, claims),
    signed({ alg: '__proto__' }, claims),
    signed({ ...good, crit: ['exp'] }, claims),
    signed({ ...good, crit: null }, claims),
    signed({ ...good, b64: false }, claims),
    signed({ ...good, zip: 'DEF' }, claims),
    signed({ ...good, kid: { a: 1 } }, claims),
    signed(good, [claims]),
    signed(good, 'null', true),
    signed(good, '"text"', true),
    signed(good, { ...claims, exp: 'never' }),
    signed(good, { ...claims, exp: true }),
    signed(good, { ...claims, iat: null }),
    signed(good, { ...claims, acl: 'all' }),
    signed(good, { ...claims, acl: [] }),
    signed(good, { ...claims, application_id: `${application.id} ` }),
    signed(good, { ...claims, application_id: application.id.toUpperCase() }),
    signed(good, { ...claims, application_id: { $ne: 1 } }),
    signed(good, `{"application_id":"${application.id}","iat":${now},"jti":"j","exp":1e400}`, true),
    signed(good, `{"application_id":"${application.id}","iat":${now},"jti":"j","exp":-1e400}`, true),
    signed(good, `{"application_id":"${application.id}","application_id":"x","iat":${now},"jti":"j"}`, true),
    signed('{"alg":"none","alg":"RS256"}', JSON.stringify(claims), true),
    signed(good, `\uFEFF${JSON.stringify(claims)}`, true),
    `${signed(good, claims)}=`,
    `${signed(good, claims)}.`,
    `.${signed(good, claims)}`,
    signed(good, claims).slice(0, -2),
    `${signed(good, claims)}\u00a0`,
    `${'.'.repeat(8000)}`,
    'undefined',
    '$(cat token)',
    'a.b.c',
    'x'.repeat(9000),
  ];
  for (const [index, token] of attacks.entries()) {
    const answer = await rawRequest(running.port, [
      'GET /gate HTTP/1.1',
      'Host: localhost',
      `Authorization: Bearer ${token}`,
      'Connection: close',
    ]);
    expect([400, 401, 403, 413, 431], `attack ${index}: ${answer.body.slice(0, 300)}`).toContain(answer.status);
  }
  expect((await gate(running, signed(good, claims))).status).toBe(204);
});
