import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RunningGate, sha256, startGate } from './gate.ts';
import { PROXIES, type RunningProxy, startProxy } from './proxy.ts';
import { type RawAnswer, send } from './raw-http.ts';
import { startUpstream } from './upstream.ts';

const JTI = '0b9f6bd0-7f0a-4a7e-9c39-5f1f3d1c2a44';
const IDENTITY = /^x[-_]mintmark[-_]/i;
/** What a token may do that is let into one corner only. */
const THINGS_ONLY = { acl: { paths: { '/v1/things/**': {} } } };

/** Targets that some hop could read as /v2/secret, or as another path than the gate did. */
const DODGES = [
  '/v2/secret',
  '/v1/things/../../v2/secret',
  '/v1/things/..%2f..%2fv2/secret',
  '/v1/things/%2e%2e/%2e%2e/v2/secret',
  '/v1/things/..;/..;/v2/secret',
  '/v1/things/%252e%252e/v2/secret',
  '//v2/secret',
  '/v2//secret',
  '/./v2/secret',
  '/v2%2fsecret',
  '/%76%32/secret',
  '/V2/SECRET',
  '/v2/secret;x=1',
  '/v2/secret%00',
  '/v2/secret#/v1/things/1',
  '/v2/secret?/v1/things/1',
  '/v1\\things\\..\\..\\v2\\secret',
  'http://api.example.com/v2/secret',
  '*',
] as const;

let gate: RunningGate;
let upstream: Awaited<ReturnType<typeof startUpstream>>;

beforeAll(async () => {
  [gate, upstream] = await Promise.all([startGate(), startUpstream()]);
});
afterAll(async () => {
  await Promise.all([gate.close(), upstream.close()]);
});
beforeEach(() => {
  upstream.received.length = 0;
});

const bearer = (token: string) => ['Authorization', `Bearer ${token}`] as const;

function values(answer: Pick<RawAnswer, 'fields'>, name: string): string[] {
  return answer.fields.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
}

test('asked for a refusal that there is none of, the gate answers no success', async () => {
  const good = await send(gate.port, '/gate/refusal', [bearer(gate.mint())]);
  expect(good.status).toBe(503);
  expect(values(good, 'retry-after')).toEqual(['1']);
  expect((await send(gate.port, '/gate/refusal', [])).status).toBe(401);
});

describe.each(PROXIES)('%s', (name) => {
  let proxy: RunningProxy;
  beforeAll(async () => {
    proxy = await startProxy(name, { gate: gate.port, api: upstream.port });
  });
  afterAll(() => proxy.close());

  test('a good request reaches the API as it was sent, with its identity and without its token', async () => {
    const body = randomBytes(200_000);
    const fields = [bearer(gate.mint({ jti: JTI, sub: 'ada' })), ['Content-Type', 'application/octet-stream']] as const;
    const answer = await send(proxy.port, '/v1/things/7?x=%2Fv2&y', fields, { method: 'POST', body });
    expect(answer).toMatchObject({ status: 200, body: 'from the API' });
    const [got, ...more] = upstream.received;
    expect(more).toEqual([]);
    expect(got).toMatchObject({ method: 'POST', target: '/v1/things/7?x=%2Fv2&y', bodySha256: sha256(body) });
    expect(identityOf(got)).toEqual(identity({ subject: 'ada' }));
    expect(got && values(got, 'authorization')).toEqual([]);
  });

  test('identity that a client sends never gets through, in any spelling', async () => {
    const spoofed = [
      'X-Mintmark-Subject',
      'x-mintmark-account',
      'X_Mintmark_Subject',
      'X_MINTMARK_ACCOUNT',
      'X-Mintmark_Jti',
      'X_Mintmark-Role',
    ];
    const answer = await send(proxy.port, '/v1/things', [
      bearer(gate.mint({ jti: JTI })),
      ...spoofed.map((field) => [field, 'root'] as const),
    ]);
    expect(answer.status).toBe(200);
    expect(identityOf(upstream.received[0])).toEqual(identity({ subject: '' }));
  });

  test('a rejected request stops here, with the explanation of the gate', async () => {
    const answer = await send(proxy.port, '/v1/things', [
      bearer(gate.mint({ iat: 1_600_000_000, exp: 1_600_000_900 })),
    ]);
    expect(answer.status).toBe(401);
    expect(values(answer, 'content-type')).toEqual([expect.stringMatching(/^application\/problem\+json\b/)]);
    expect(values(answer, 'cache-control')).toEqual(['no-store']);
    expect(values(answer, 'date')).toHaveLength(1);
    const [challenge, ...more] = values(answer, 'www-authenticate');
    expect(challenge).toMatch(/^Bearer realm="mintmark", error="invalid_token", error_description="[^"]+"$/);
    expect(more).toEqual([]);
    expect(JSON.parse(answer.body)).toMatchObject({
      status: 401,
      cause: expect.any(String),
      title: expect.any(String),
    });
    expect(upstream.received).toEqual([]);
  });

  test('a request without credentials is challenged without an error code', async () => {
    const answer = await send(proxy.port, '/v1/things', []);
    expect(answer.status).toBe(401);
    expect(values(answer, 'www-authenticate')).toEqual(['Bearer realm="mintmark"']);
    expect(upstream.received).toEqual([]);
  });

  test('the acl is held against the path that was sent, whatever the client says it was', async () => {
    const token = gate.mint(THINGS_ONLY);
    const names = [
      'X-Forwarded-Uri',
      'X-Original-URI',
      'X-Original-URL',
      'X-Rewrite-URL',
      'X_Forwarded_Uri',
      'X-Forwarded-Prefix',
    ];
    const spoofed = names.map((field) => [field, '/v1/things/1'] as const);
    const methods = ['X-Forwarded-Method', 'X-Original-Method', 'X-HTTP-Method-Override'].map(
      (field) => [field, 'GET'] as const,
    );
    const answer = await send(proxy.port, '/v2/secret', [bearer(token), ...spoofed, ...methods], { method: 'DELETE' });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ cause: 'path-not-in-acl' });
    expect(values(answer, 'www-authenticate')).toHaveLength(1);
    expect(upstream.received).toEqual([]);
    const control = await send(proxy.port, '/v1/things/1', [bearer(token)]);
    expect(control.status).toBe(200);
  });

  test.each([
    ['X-HTTP-Method-Override', 'DELETE'],
    ['x-method-override', 'delete'],
    ['X-HTTP-Method', ' Delete'],
    ['X-HTTP-Method-Override', 'POST, DELETE'],
  ])('the acl is held against the method of %s: %s too', async (field, method) => {
    const token = gate.mint({ acl: { paths: { '/v1/things/**': { methods: ['GET', 'POST'] } } } });
    const ask = (fields: readonly (readonly [string, string])[]) =>
      send(proxy.port, '/v1/things/1', [bearer(token), ...fields], { method: 'POST' });
    expect((await ask([])).status).toBe(200);
    upstream.received.length = 0;
    const answer = await ask([[field, method]]);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ cause: 'path-not-in-acl', facts: { method: 'DELETE' } });
    expect(upstream.received).toEqual([]);
    expect((await ask([[field, 'GET']])).status).toBe(200);
  });

  test('of names that begin like ours, a client brings at most one to the API that the gate does not set', async () => {
    const names = ['X-Mintmark-Foo', 'x-mintmark.account', 'X-Mintmark', 'X_Mintmark_Foo', 'X-Mintmark-Acl'];
    const fields = names.map((field) => [field, 'root'] as const);
    expect((await send(proxy.port, '/v1/things', [bearer(gate.mint()), ...fields])).status).toBe(200);
    const roots = (upstream.received[0]?.fields ?? []).filter(([, value]) => value === 'root');
    // nginx has no way to clear a prefix, which the guide says.
    expect(roots.map(([field]) => field.toLowerCase())).toEqual(
      name === 'nginx' ? ['x-mintmark-foo', 'x-mintmark'] : [],
    );
  });

  test.each(DODGES)('%s does not reach the API under an acl for /v1/things', async (target) => {
    const answer = await send(proxy.port, target, [bearer(gate.mint(THINGS_ONLY))]);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(upstream.received).toEqual([]);
  });

  test('two Authorization lines are refused in either order', async () => {
    const [good, bad] = [bearer(gate.mint()), bearer('x')];
    for (const fields of [
      [good, bad],
      [bad, good],
    ] as const) {
      const answer = await send(proxy.port, '/v1/things', fields);
      expect([400, 401]).toContain(answer.status);
    }
    expect(upstream.received).toEqual([]);
  });

  test('a Connection field cannot strip the identity', async () => {
    const answer = await send(proxy.port, '/v1/things', [
      bearer(gate.mint({ jti: JTI })),
      ['Connection', 'close, X-Mintmark-Account, X-Mintmark-Jti'],
    ]);
    if (answer.status === 200) expect(identityOf(upstream.received[0])).toEqual(identity({ subject: '' }));
    else expect(answer.status).toBe(400);
  });
});

/** The identity fields that a request carries; an empty one counts as absent, because nginx leaves it out. */
function identityOf(request: Pick<RawAnswer, 'fields'> | undefined): { [name: string]: string } {
  const fields = (request?.fields ?? []).filter(
    ([name, value]) => (IDENTITY.test(name) || name.includes('_')) && value !== '',
  );
  expect(new Set(fields.map(([name]) => name.toLowerCase())).size).toBe(fields.length);
  return Object.fromEntries(fields.map(([name, value]) => [name.toLowerCase(), value]));
}

function identity({ subject }: { subject: string }): { [name: string]: string } {
  return {
    'x-mintmark-application-id': gate.applicationId,
    'x-mintmark-account': gate.account,
    'x-mintmark-jti': JTI,
    ...(subject === '' ? {} : { 'x-mintmark-subject': subject }),
  };
}
