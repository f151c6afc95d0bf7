import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { ACCOUNT, startServe } from '../cli/running-server.ts';

/**
 * Tokens that are well formed and signed by somebody: what the registry holds about them must not show to an anonymous
 * caller, in no byte of an answer, in no header, in no metric. That the work is the same: test/actions/even-work.test.ts.
 */

let server: Awaited<ReturnType<typeof startServe>>;
const SECRET = 'Abcdefg12345';
const UNKNOWN_ID = '9d3f0c51-7d0c-4c1e-8a55-2f6f3f1e7b10';
const newPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const stranger = newPair();

interface Case {
  readonly id: string;
  readonly key: string;
}
const cases: { [name: string]: Case } = {};
let alive: Case;

async function api(method: string, path: string, body?: unknown, { key, secret } = ACCOUNT) {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the JSON that it expects.
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as any };
}

async function createApplication(as = ACCOUNT): Promise<Case> {
  const { status, body } = await api('POST', '/v2/applications', { name: 'voices' }, as);
  expect(status).toBe(201);
  return { id: body.id, key: body.keys.private_key };
}

async function addKey(id: string, pair: ReturnType<typeof newPair>, state: 'draft' | 'active', overlap?: number) {
  const overlapMember = overlap !== undefined && { overlap_seconds: overlap };
  const key = { public_key: pair.publicKey, state, ...overlapMember };
  const { status, body } = await api('POST', `/v2/applications/${id}/keys`, key);
  expect(status).toBe(201);
  return body.id as string;
}

beforeAll(async () => {
  server = await startServe();
  alive = await createApplication();
  const [sibling, empty, deleted] = [await createApplication(), await createApplication(), await createApplication()];
  const draft = newPair();
  await addKey(alive.id, draft, 'draft');
  const revoked = newPair();
  const revokedId = await addKey(alive.id, revoked, 'draft');
  expect((await api('DELETE', `/v2/applications/${alive.id}/keys/${revokedId}`)).status).toBe(204);
  const rotated = await createApplication();
  await addKey(rotated.id, newPair(), 'active', 0);
  const [only] = (await api('GET', `/v2/applications/${empty.id}/keys`)).body._embedded.keys;
  expect((await api('DELETE', `/v2/applications/${empty.id}/keys/${only.id}`)).status).toBe(204);
  expect((await api('DELETE', `/v2/applications/${deleted.id}`)).status).toBe(204);
  const accounts = `/accounts/${ACCOUNT.key}/subaccounts`;
  const subaccount = (await api('POST', accounts, { name: 'sub', secret: SECRET })).body.api_key;
  const suspended = await createApplication({ key: subaccount, secret: SECRET });
  expect((await api('PATCH', `${accounts}/${subaccount}`, { suspended: true })).status).toBe(200);

  Object.assign(cases, {
    'an unknown application': { id: UNKNOWN_ID, key: stranger.privateKey },
    'an unknown application, a registered key': { id: UNKNOWN_ID, key: alive.key },
    'a wrong key': { id: alive.id, key: stranger.privateKey },
    'a draft key': { id: alive.id, key: draft.privateKey },
    'a revoked key': { id: alive.id, key: revoked.privateKey },
    'a replaced key': { id: rotated.id, key: rotated.key },
    'the key of a sibling': { id: alive.id, key: sibling.key },
    'the key of another account': { id: alive.id, key: suspended.key },
    'an application without keys': { id: empty.id, key: empty.key },
    'a deleted application': { id: deleted.id, key: deleted.key },
    'a suspended application, the right key': { id: suspended.id, key: suspended.key },
    'a suspended application, a wrong key': { id: suspended.id, key: stranger.privateKey },
  });
});
afterAll(async () => {
  await server.stop();
  server.remove();
});

const PLACES = ['/gate', '/v1/messages', '/v1/calls', '/v1/users', '/v0.3/users', '/session/create'];
const CLAIMS: { readonly [name: string]: { readonly [claim: string]: unknown } } = {
  good: {},
  expired: { iat: 1_600_000_000, exp: 1_600_000_900 },
  'narrow acl': { acl: { paths: { '/v9/nothing': {} } } },
  'with a kid': {},
};

/** Everything that an anonymous caller sees, with what differs from one request to the next taken out. */
async function seen(token: string, place: string): Promise<{ text: string; size: number }> {
  const method = place === '/gate' || place.endsWith('users') ? 'GET' : 'POST';
  const response = await fetch(server.url + place, {
    method,
    headers: { authorization: `Bearer ${token}`, 'x-original-uri': '/v1/calls', 'x-original-method': 'GET' },
  });
  const raw = await response.text();
  const text = JSON.stringify([response.status, [...response.headers].sort(), raw])
    .replace(/\b[0-9a-f]{32}\b/g, '<trace>')
    .replace(/"date","[^"]*"/, '<date>');
  return { text: withoutTimes(text), size: raw.length };
}

function withoutTimes(text: string): string {
  return text
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>')
    .replace(/\\?"(now|lateSeconds)\\?":[\d.]+/g, '<clock>')
    .replace(/\b\d+ years [\d\w ]*|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC \([\d.]+\)/g, '<time>');
}

const iat = () => Math.floor(Date.now() / 1000);

test.each(Object.keys(CLAIMS).flatMap((claims) => PLACES.map((place) => [claims, place] as const)))(
  'claims %s at %s: one answer, whatever the registry knows',
  async (claims, place) => {
    const answers: { [name: string]: string } = {};
    for (const [name, { id, key }] of Object.entries(cases)) {
      const options = claims === 'with a kid' ? { kid: 'k' } : {};
      const token = mint({ application_id: id, iat: iat(), jti: 'voices', ...CLAIMS[claims] }, key, options);
      answers[name] = (await seen(token, place)).text;
    }
    const [first] = Object.values(answers);
    expect(answers).toEqual(Object.fromEntries(Object.keys(answers).map((name) => [name, first])));
    expect(first).toContain('signed-by-unknown-key');
  },
);

test('no counter moves for one case only', async () => {
  const metrics = async () =>
    (await (await fetch(`${server.url}/metrics`)).text()).split('\n').filter((line) => /cause=/.test(line));
  for (const { id, key } of Object.values(cases)) await seen(mint({ application_id: id, iat: iat() }, key), '/gate');
  const causes = (await metrics()).map((line) => /cause="([^"]*)"/.exec(line)?.[1]);
  // The others are of claims that the cases above share.
  expect(new Set(causes)).toEqual(new Set(['signed-by-unknown-key']));
});

test('the report of a 401 is one to any other account, whatever the registry knows', async () => {
  const created = (await api('POST', '/accounts', { name: 'curious' })).body;
  const curious = { key: created.api_key, secret: created.secret };
  const voices: { [name: string]: string } = {};
  for (const [name, { id, key }] of Object.entries(cases)) {
    const token = mint({ application_id: id, iat: iat(), jti: 'voices' }, key);
    const response = await fetch(`${server.url}/gate`, { headers: { authorization: `Bearer ${token}` } });
    const { instance } = (await response.json()) as { instance: string };
    const ask = async () => (await api('GET', `/reports/${instance}`, undefined, curious)).status;
    await expect.poll(ask).toBe(200);
    const { body } = await api('GET', `/reports/${instance}`, undefined, curious);
    expect(body).toMatchObject({ voice: 'caller', token: null, application_id: id });
    const own = [body.id, body.at, id].map((one) => JSON.stringify(one));
    voices[name] = own.reduce((text, one) => text.replaceAll(one, '<own>'), JSON.stringify(body));
  }
  const [first] = Object.values(voices).map(withoutTimes);
  expect(Object.fromEntries(Object.entries(voices).map(([name, text]) => [name, withoutTimes(text)]))).toEqual(
    Object.fromEntries(Object.keys(voices).map((name) => [name, first])),
  );
});

test('the owner reads the truth of each, and a good token still passes', async () => {
  const authorization = `Bearer ${mint({ application_id: alive.id }, alive.key)}`;
  expect((await fetch(`${server.url}/gate`, { headers: { authorization } })).status).toBe(204);
  const { reports } = (await api('GET', '/reports?limit=1000')).body as { reports: { cause: string }[] };
  const causes = reports.map((report) => report.cause);
  for (const cause of [
    'key-pair-not-saved',
    'no-active-key',
    'signed-by-replaced-key',
    'signed-by-other-application',
  ]) {
    expect(causes).toContain(cause);
  }
});
