import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mint } from '../../src/jwt.ts';
import { type Served, serve } from './serving.ts';

let server: Served;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

type Key = { id: string; state: string; fingerprint: string; expires_at: string | null; private_key?: string };

async function newApplication(body: object = {}) {
  const { json } = await server.send('POST', '/v2/applications', { name: 'x', ...body });
  const path = `/v2/applications/${json.id}`;
  return {
    id: json.id as string,
    publicKey: json.keys.public_key as string,
    path,
    keys: async (): Promise<Key[]> => (await server.send('GET', `${path}/keys`)).json._embedded.keys,
    states: async () => (await server.send('GET', `${path}/keys`)).json._embedded.keys.map((key: Key) => key.state),
    add: (members: object = {}) => server.send('POST', `${path}/keys`, members),
    activate: (id: string, members?: object) => server.send('POST', `${path}/keys/${id}/activate`, members),
    revoke: (id: string) => server.send('DELETE', `${path}/keys/${id}`),
    current: async () => (await server.send('GET', path)).json.keys.public_key as string | undefined,
  };
}

const publicPem = (bits = 2048, publicExponent = 65537) =>
  generateKeyPairSync('rsa', { modulusLength: bits, publicExponent })
    .publicKey.export({ type: 'spki', format: 'pem' })
    .toString();

test('the fingerprint is the one that openssl gives', async () => {
  const { keys, publicKey } = await newApplication();
  const der = execFileSync('openssl', ['rsa', '-pubin', '-outform', 'DER'], { input: publicKey, stdio: 'pipe' });
  const hash = execFileSync('openssl', ['sha256', '-binary'], { input: der });
  expect((await keys())[0]).toMatchObject({ state: 'active', fingerprint: hash.toString('base64'), expires_at: null });
});

test('a draft is generated, saved, and takes the place of the key before it', async () => {
  const { add, activate, states, current, keys } = await newApplication();
  const draft = await add();
  expect([draft.status, draft.json.state, draft.headers.get('cache-control')]).toEqual([201, 'draft', 'no-store']);
  expect(draft.json.private_key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(await states()).toEqual(['draft', 'active']);
  expect(await current()).not.toBe(draft.json.public_key);

  const saved = await activate(draft.json.id);
  expect([saved.status, saved.json.state, saved.json.private_key]).toEqual([200, 'active', undefined]);
  expect(await states()).toEqual(['active', 'revoked']);
  expect(await current()).toBe(draft.json.public_key);
  expect(JSON.stringify(await keys())).not.toContain('PRIVATE');
});

test('with an overlap the replaced key retires, and may come back', async () => {
  const { add, activate, keys, states } = await newApplication();
  const before = Date.now();
  const added = await add({ state: 'active', overlap_seconds: 3600 });
  expect(added.json.state).toBe('active');
  const [, retiring] = (await keys()) as [Key, Key];
  expect(retiring.state).toBe('retiring');
  const seconds = (Date.parse(retiring.expires_at as string) - before) / 1000;
  expect(Math.abs(seconds - 3600)).toBeLessThan(30);
  expect((await activate(retiring.id, { overlap_seconds: 60 })).json.state).toBe('active');
  expect(await states()).toEqual(['retiring', 'active']);
});

test('an overlap that is over leaves the key revoked', async () => {
  const { add, states } = await newApplication();
  await add({ state: 'active', overlap_seconds: 1 });
  expect(await states()).toEqual(['active', 'retiring']);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await states()).toEqual(['active', 'revoked']);
});

test('PUT with a new key revokes the old one at once, or lets it retire where that is asked for', async () => {
  const { path, publicKey, states, current } = await newApplication();
  const [second, third] = [publicPem(), publicPem()];
  await server.send('PUT', path, { name: 'x', keys: { public_key: second } });
  expect(await states()).toEqual(['active', 'revoked']);
  await server.send('PUT', path, { name: 'x', keys: { public_key: third, overlap_seconds: 60 } });
  expect(await states()).toEqual(['active', 'retiring', 'revoked']);
  // A key that was replaced, and not revoked by hand, is taken back.
  await server.send('PUT', path, { name: 'x', keys: { public_key: publicKey } });
  expect(await current()).toBe(publicKey);
});

test('a key revoked by hand is ended in any state and never comes back', async () => {
  const { path, publicKey, add, activate, revoke, keys, current } = await newApplication();
  const [active] = (await keys()) as [Key];
  const draft = (await add()).json;
  for (const { id } of [draft, active]) {
    expect((await revoke(id)).status).toBe(204);
    expect((await revoke(id)).status).toBe(204);
    const again = await activate(id);
    expect([again.status, again.json.cause]).toEqual([409, 'key-revoked']);
  }
  expect(await current()).toBeUndefined();
  for (const answer of [
    await server.send('PUT', path, { name: 'x', keys: { public_key: publicKey } }),
    await add({ public_key: publicKey }),
    await add({ public_key: publicKey, state: 'active' }),
  ]) {
    expect([answer.status, answer.json.cause]).toEqual([409, 'key-revoked']);
  }
});

test('a key that the application holds is not added twice', async () => {
  const { publicKey, add, keys } = await newApplication();
  for (const state of ['draft', 'active']) {
    const again = await add({ public_key: publicKey, state });
    expect([again.status, again.json.state]).toEqual([200, 'active']);
  }
  expect(await keys()).toHaveLength(1);
});

test('the number of keys that are not revoked is bounded', async () => {
  const { id, path, add, revoke } = await newApplication();
  const drafts = [];
  for (let i = 0; i < 19; i++) drafts.push((await add()).json.id);
  const full = await add();
  expect([full.status, full.json.title, full.json.limit]).toEqual([409, 'Too many keys', 20]);
  await revoke(drafts[0]);
  expect((await add()).status).toBe(201);
  expect((await server.send('GET', `${path}/keys`)).json._links.self.href).toBe(`/v2/applications/${id}/keys`);
});

describe('public keys that are refused', () => {
  const privatePem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const pkcs8 = privatePem.export({ type: 'pkcs8', format: 'pem' }).toString();
  const encrypted = privatePem.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
  const jwtIo = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo
4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u
+qKhbwKfBstIs+bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyeh
kd3qqGElvW/VDL5AaWTg0nLVkjRo9z+40RQzuVaE8AkAFmxZzow3x+VJYKdjykkJ
0iT9wCS0DRTXu269V264Vf/3jvredZiKRkgwlL9xNAwxXFg0x/XFw005UWVRIkdg
cKWTjpBP2dPwVZ4WWC+9aGVd+Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbc
mwIDAQAB
-----END PUBLIC KEY-----
`;
  const refused: readonly (readonly [string, string, string | undefined, RegExp])[] = [
    ['a private key', pkcs8, 'private-key-posted', /consider it compromised/],
    [
      'a PKCS#1 private key',
      String(privatePem.export({ type: 'pkcs1', format: 'pem' })),
      'private-key-posted',
      /consider it compromised/,
    ],
    ['an encrypted private key', String(encrypted), 'private-key-posted', /consider it compromised/],
    [
      'a private key with escaped line breaks',
      pkcs8.replaceAll('\n', '\\n'),
      'private-key-posted',
      /consider it compromised/,
    ],
    ['a private key that is cut off', pkcs8.slice(0, 700), 'private-key-posted', /consider it compromised/],
    [
      'a private key without its armour',
      pkcs8.split('\n').slice(1, -2).join(''),
      'private-key-posted',
      /consider it compromised/,
    ],
    ['a private key in base64', Buffer.from(pkcs8).toString('base64'), 'private-key-posted', /consider it compromised/],
    [
      'a public key with a private one below it',
      publicPem() + pkcs8.slice(0, 700),
      'private-key-posted',
      /consider it compromised/,
    ],
    ['1024 bits', publicPem(1024), 'key-too-weak', /modulus-too-short.*1024 bits/],
    ['the exponent 3', publicPem(2048, 3), 'key-too-weak', /exponent-too-small/],
    ['the sample key of jwt.io', jwtIo, 'key-too-weak', /key-published.*jwt\.io/],
    ['an EC key', ec.toString(), undefined, /must be RSA/],
    ['an empty text', '', undefined, /leave it out/],
    ['other words', 'none', undefined, /not a key/],
    ['escaped line breaks', publicPem().replaceAll('\n', '\\n'), undefined, /./],
    ['a damaged key', publicPem().replace('MIIB', 'MIIC'), undefined, /./],
  ];

  test.each(refused)('%s', async (_name, text, cause, reason) => {
    const { path, add, keys } = await newApplication();
    const answers = [
      await server.send('POST', '/v2/applications', { name: 'x', keys: { public_key: text } }),
      await server.send('PUT', path, { name: 'x', keys: { public_key: text } }),
      await add({ public_key: text }),
    ];
    for (const { status, json, text: body } of answers) {
      expect(status).toBe(400);
      expect(json.invalid_parameters[0].name).toMatch(/^(keys\.)?public_key$/);
      expect(json.invalid_parameters[0].reason).toMatch(reason);
      if (cause !== undefined) expect(json.cause).toBe(cause);
      if (text.length > 100) expect(body).not.toContain(text.split('\n')[3]?.slice(0, 40) ?? text.slice(40, 80));
    }
    expect(await keys()).toHaveLength(1);
  });

  test('a key of another account, whose application is not named', async () => {
    const first = await newApplication();
    const { json: other } = await server.send('POST', '/accounts', { name: 'Other' });
    const as = { key: other.api_key, secret: other.secret };
    const request = { name: 'x', keys: { public_key: first.publicKey } };
    const answer = await server.send('POST', '/v2/applications', request, {}, as);
    expect([answer.status, answer.json.cause]).toEqual([409, 'key-registered-elsewhere']);
    expect(answer.text).not.toContain(first.id);
  });
});

describe('a key that applications of one account share', () => {
  const privateKeyOf = async () => {
    const { json } = await server.send('POST', '/v2/applications', { name: 'first' });
    return {
      id: json.id as string,
      privateKey: json.keys.private_key as string,
      publicKey: json.keys.public_key as string,
    };
  };
  const asked = async (id: string, privateKey: string) => {
    const headers = { authorization: `Bearer ${mint({ application_id: id }, privateKey)}` };
    const answer = await fetch(`${server.url}/gate`, { headers });
    return [answer.status, answer.headers.get('x-mintmark-application-id')];
  };

  test('signs for each, and a token is of the one that it claims', async () => {
    const { id, privateKey, publicKey } = await privateKeyOf();
    const second = await server.send('POST', '/v2/applications', { name: 'second', keys: { public_key: publicKey } });
    expect(second.status).toBe(201);
    for (const one of [id, second.json.id, id]) expect(await asked(one, privateKey)).toEqual([204, one]);

    const keys = await server.send('GET', `/v2/applications/${second.json.id}/keys`);
    const [held] = keys.json._embedded?.keys ?? keys.json.keys;
    expect((await server.send('DELETE', `/v2/applications/${second.json.id}/keys/${held.id}`)).status).toBe(204);
    expect((await asked(second.json.id, privateKey))[0]).toBe(401);
    expect(await asked(id, privateKey)).toEqual([204, id]);
  });

  test('comes by an update and as a further key too', async () => {
    const { id, privateKey, publicKey } = await privateKeyOf();
    const updated = await newApplication();
    const put = await server.send('PUT', updated.path, { name: 'x', keys: { public_key: publicKey } });
    expect(put.status).toBe(200);
    const added = await newApplication();
    expect((await added.add({ public_key: publicKey, state: 'active' })).status).toBe(201);
    for (const one of [id, updated.id, added.id]) expect(await asked(one, privateKey)).toEqual([204, one]);
  });
});
