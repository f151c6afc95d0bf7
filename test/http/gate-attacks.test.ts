import { sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { rawRequest } from '../support/raw-http.ts';
import { askGate, sharedSystem } from '../support/system.ts';

const system = sharedSystem();

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
  expect((await askGate(running, signed(good, claims))).status).toBe(204);
});
