import { afterAll, beforeAll, expect, test } from 'vitest';
import { totp } from '../../src/actions/people/totp.ts';
import { decodeBase32 } from '../../src/core/encoding/base32.ts';
import { ACCOUNT, startServe } from '../cli/running-server.ts';
import { checkRequest, extAuthzClient } from '../support/ext-authz-client.ts';
import { canariesIn, filesBelow, makeCanaries, sign } from './canaries.ts';

/**
 * Marked secrets through every door of a real server that logs all it can: none may be in its output, its reports, its
 * metrics, or a byte of its files. Only the sender is told, and only what is no secret.
 */

const canaries = makeCanaries();
const { secret, password, privateKey, token, marks } = canaries;
const own = `Basic ${Buffer.from(`${ACCOUNT.key}:${ACCOUNT.secret}`).toString('base64')}`;
let server: Awaited<ReturnType<typeof startServe>>;
const answers: { readonly to: string; readonly text: string }[] = [];

async function send(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  const response = await fetch(server.url + path, { method, headers, ...(body !== undefined && { body }) });
  const text = await response.text();
  answers.push({ to: `${method} ${path}`, text: text + JSON.stringify([...response.headers]) });
  expect(response.status, `${method} ${path}: ${text}`).toBeLessThan(500);
  return { response, json: /^[{[]/.test(text) ? JSON.parse(text) : undefined };
}
const json = (headers: Record<string, string> = {}) => ({ 'content-type': 'application/json', ...headers });

beforeAll(async () => {
  server = await startServe(['--log-level', 'debug', '--ext-authz-grpc', '0']);
});
afterAll(async () => {
  await server.stop();
  server.remove();
});

test('secrets in the Authorization header, in claims, in other fields, in the target', async () => {
  const created = (await send('POST', '/v2/applications', json({ authorization: own }), '{"name":"canary"}')).json;
  marks['private key that was made'] = (created.keys.private_key as string).split('\n')[16]?.slice(8, 40) as string;
  // It was told once, to whoever asked for it.
  answers.pop();
  const claims = { application_id: created.id, iat: Math.floor(Date.now() / 1000), jti: 'canary' };
  const with_ = (more: object, key = created.keys.private_key as string) =>
    `Bearer ${sign({ ...claims, ...more }, key)}`;
  const jwk = { kty: 'RSA', n: 'AQAB', d: secret };
  const authorizations = [
    ...[secret, canaries.oneLine, canaries.escaped, canaries.wrapped, canaries.body, `${secret}.${secret}.${secret}`],
    canaries.basic,
  ].flatMap((text) => [text, `Bearer ${text}`, `Token ${text}`, `Basic ${text}`]);
  authorizations.push(`Bearer ${token}`, `Bearer ${Buffer.from(privateKey).toString('base64url')}.e30.AAAA`);
  authorizations.push(
    with_({}, privateKey),
    with_({ private_key: privateKey, api_secret: secret, cnf: { jwk } }, privateKey),
  );
  for (const name of ['iat', 'exp', 'jti', 'sub', 'acl', 'application_id', 'nbf']) {
    authorizations.push(with_({ [name]: privateKey }), with_({ [name]: { private_key: privateKey } }));
  }
  authorizations.push(`Bearer ${sign(claims, privateKey, { alg: privateKey, typ: privateKey, kid: privateKey })}`);
  const envoy = extAuthzClient(JSON.parse(server.output.stdout).ext_authz_grpc_port);
  for (const authorization of authorizations) {
    const target = `/v1/calls/${token}?api_secret=${secret}&access_token=${token}`;
    const fields = [
      ['Authorization', authorization],
      ['X-Api-Key', secret],
    ] as const;
    const verdict = await envoy.check(checkRequest('GET', target, fields));
    answers.push({ to: `${target} over gRPC`, text: JSON.stringify(verdict) });
    expect(verdict.http_response).toBe('denied_response');
    for (const path of ['/gate', '/v1/messages', '/v2/applications', `/v1/users?api_secret=${secret}`]) {
      await send('GET', path, { authorization, 'x-original-uri': target, 'x-original-method': 'GET' });
    }
  }
  envoy.close();
  const fields = { 'x-api-key': secret, cookie: `session=${secret}`, 'x-authorization': `Bearer ${token}` };
  await send('GET', '/gate', { ...fields, 'proxy-authorization': `Basic ${canaries.basic}` });
  const [first, second] = [`/v1/a?key=${secret}`, `/v1/b?key=${secret}`];
  await send('GET', '/gate', { 'x-original-uri': first, 'x-forwarded-uri': second });
});

test('secrets in bodies: where they belong, where they do not, in what is no JSON', async () => {
  const auth = { authorization: own };
  await send('POST', `/accounts/${ACCOUNT.key}/secrets`, json(auth), JSON.stringify({ secret }));
  await send('GET', '/v2/applications', { authorization: `Basic ${canaries.basic}` });
  const bodies = [
    { name: 'x', keys: { public_key: privateKey } },
    { name: 'x', keys: { public_key: secret } },
    { name: 'x', keys: { public_key: canaries.wrapped }, api_secret: secret },
    { name: { text: secret }, public_key: canaries.body },
    { name: 'x', capabilities: { voice: secret } },
  ].map((body) => JSON.stringify(body));
  const broken = [`{"name":"x" "secret":"${secret}"}`, `secret=${secret}&key=${canaries.body}`, canaries.escaped];
  for (const body of [...bodies, ...broken]) {
    for (const path of [
      '/v2/applications',
      `/accounts/${ACCOUNT.key}/secrets`,
      '/accounts',
      '/dashboard-api/sign-in',
    ]) {
      await send('POST', path, json(auth), body);
      await send('POST', path, { ...auth, 'content-type': 'text/plain' }, body);
    }
  }
});

test('passwords, links, codes and the secret of an authenticator app', async () => {
  const origin = { origin: server.url };
  const { sign_in_link: link } = JSON.parse(server.output.stdout);
  const start = { link: new URL(link).hash.slice(1), email: 'ada@example.com', name: 'Ada', password };
  const first = await send('POST', '/dashboard-api/first-start', json(origin), JSON.stringify(start));
  expect(first.response.status).toBe(201);
  const cookie = (first.response.headers.getSetCookie()[0] as string).split(';')[0] as string;
  marks['session'] = cookie.split('=')[1] as string;
  answers.pop();
  const signedIn = json({ ...origin, cookie, 'x-mintmark-account-id': ACCOUNT.key });
  const invitation = JSON.stringify({ email: 'bob@example.com', role: 'viewer' });
  const invited = (await send('POST', '/dashboard-api/invitations', signedIn, invitation)).json;
  marks['invitation'] = new URL(invited.link).hash.slice(1);
  answers.pop();
  const factor = '/dashboard-api/me/second-factor';
  const begun = (await send('POST', factor, signedIn, JSON.stringify({ password }))).json;
  answers.pop();
  marks['secret of the app'] = begun.secret;
  const code = totp(decodeBase32(begun.secret), Math.floor(Date.now() / 30_000));
  const confirmed = await send('POST', `${factor}/confirm`, signedIn, JSON.stringify({ code }));
  expect(confirmed.response.status).toBe(200);
  const [backupCode] = confirmed.json.backup_codes as string[];
  marks['backup code'] = backupCode as string;
  marks['session of then'] = (confirmed.response.headers.getSetCookie()[0] as string).split(/[=;]/)[1] as string;
  answers.pop();
  const wrong = JSON.stringify({ email: 'ada@example.com', password: `${password}!`, code: secret });
  await send('POST', '/dashboard-api/sign-in', json(origin), wrong);
  await send('POST', '/dashboard-api/sign-in', json(origin), `{"email":"ada@example.com","password":"${password}"`);
});

test('no answer tells one again, no report, no metric, no document', async () => {
  const { json: list } = await send('GET', '/reports?limit=1000', { authorization: own });
  expect(list.reports.length).toBeGreaterThan(30);
  for (const { id } of list.reports) await send('GET', `/reports/${id}`, { authorization: own });
  for (const path of ['/metrics', '/openapi.json', '/docs', '/healthz', '/readyz']) await send('GET', path);
  const told = answers.flatMap(({ to, text }) => canariesIn(text, marks).map((name) => `${name} in ${to}`));
  expect(told).toEqual([]);
});

test('none is in the output, the log, or a byte of a file, running and stopped', async () => {
  const look = () => {
    const files = filesBelow(server.directory).flatMap(({ name, bytes }) =>
      canariesIn(bytes, marks).map((mark) => `${mark} in ${name}`),
    );
    // Where there is no mail server, the operator finds the link of an invitation in the log.
    const { invitation: _, ...others } = marks;
    const streams = canariesIn(server.output.stdout + server.output.stderr, others).map(
      (mark) => `${mark} in the output`,
    );
    return [...files, ...streams];
  };
  expect(filesBelow(server.directory).map(({ name }) => name)).toContain('data/mintmark.db-wal');
  expect(look()).toEqual([]);
  await server.stop();
  expect(server.output.stderr.split('\n').length).toBeGreaterThan(200);
  expect(look()).toEqual([]);
});
