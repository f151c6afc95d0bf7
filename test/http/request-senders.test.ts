import { expect, test, vi } from 'vitest';
import { askGate, BASIC, sharedSystem, tokenOf } from '../support/system.ts';

interface Entry {
  readonly id: string;
  readonly outcome: string;
  readonly client_address: string | null;
  readonly user_agent: string | null;
  readonly key_fingerprint: string | null;
}

const shared = sharedSystem();

async function read<T>(path: string, authorization = BASIC): Promise<T> {
  const response = await fetch(shared().url + path, { headers: { authorization } });
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as T;
}

const list = async (query: string) => (await read<{ requests: Entry[] }>(`/request-log?${query}`)).requests;

test('the log has who sent a request: first sight of a token, one that is known, a rejected one, the sandbox', async () => {
  const application = await shared().createApplication();
  const token = tokenOf(application);
  const fields = {
    'x-original-method': 'GET',
    'x-original-uri': '/v1/calls',
    'x-forwarded-for': '198.51.100.9, 203.0.113.7',
    'user-agent': 'client/1 (Bearer eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiJhIn0.c2lnbmF0dXJl)',
  };
  expect((await askGate(shared(), token, fields)).status).toBe(204);
  expect((await askGate(shared(), token, fields)).status).toBe(204);
  const expired = tokenOf(application, { iat: 1_600_000_000, exp: 1_600_000_900 });
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  expect((await askGate(shared(), expired, { ...fields, traceparent })).status).toBe(401);
  const direct = await fetch(`${shared().url}/v1/users`, {
    headers: { authorization: `Bearer ${token}`, 'user-agent': 'direct/1' },
  });
  expect(direct.status).toBe(200);

  const own = `application_id=${application.id}`;
  await vi.waitFor(async () => expect(await list(own)).toHaveLength(4), { timeout: 60_000 });
  const proxied = await list(`${own}&client_address=203.0.113.7`);
  expect(proxied.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'accepted', 'rejected']);
  for (const { client_address, user_agent } of proxied) {
    expect(client_address).toBe('203.0.113.7');
    expect(user_agent).toBe('client/1 (Bearer eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiJhIn0.…)');
  }
  expect(await list(`${own}&client_address=127.0.0.1`)).toMatchObject([{ user_agent: 'direct/1' }]);
  expect(await list(`${own}&client_address=198.51.100.9`)).toEqual([]);

  const named = await read<{ application_names: unknown }>(`/request-log?${own}`);
  expect(named.application_names).toEqual({ [application.id]: expect.any(String) });
  const key = proxied.find(({ outcome }) => outcome === 'accepted')?.key_fingerprint ?? '';
  const found = async (query: string) => (await list(`${own}&${query}`)).map(({ outcome }) => outcome).sort();
  expect(await found('path_contains=users')).toEqual(['accepted']);
  expect(await found('user_agent=DIRECT')).toEqual(['accepted']);
  // The expired one too: the same key signed it.
  const signed = await found(`key=SHA256:${encodeURIComponent(key)}`);
  expect(signed).toEqual(['accepted', 'accepted', 'accepted', 'rejected']);
  const jtiOf = (one: string) => JSON.parse(Buffer.from(String(one.split('.')[1]), 'base64url').toString()).jti;
  expect(await found(`jti=${jtiOf(token)}`)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(await found(`jti=${jtiOf(expired)}`)).toEqual(['rejected']);
  const wrong = await fetch(`${shared().url}/request-log?key=abc`, { headers: { authorization: BASIC } });
  expect([wrong.status, await wrong.text()]).toEqual([
    400,
    expect.stringContaining('must be the fingerprint of a key'),
  ]);

  const rejected = proxied.find(({ outcome }) => outcome === 'rejected')?.id;
  expect(await read(`/reports/${rejected}`)).toMatchObject({
    voice: 'owner',
    client_address: '203.0.113.7',
    traceparent,
  });
  const { body } = await shared().api('POST', '/accounts', { name: 'Other' });
  const other = body as { api_key: string; secret: string };
  const basic = `Basic ${Buffer.from(`${other.api_key}:${other.secret}`).toString('base64')}`;
  expect(await read(`/reports/${rejected}`, basic)).toMatchObject({
    voice: 'caller',
    client_address: null,
    user_agent: null,
    traceparent: null,
  });
});
