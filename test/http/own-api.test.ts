import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readProfileDocument } from '../../src/core/claims/documents/read-profile.ts';
import { mint, verify } from '../../src/jwt.ts';
import { type Served, serve } from './serving.ts';

/** A server whose gate holds the rules of somebody's own API. */

const AUDIENCE = 'https://api.lamp.example';
const LAMP = readProfileDocument({
  id: 'lamp',
  title: 'Lamp API',
  algorithms: ['ES256', 'EdDSA'],
  identity: 'client_id',
  required: ['iat', 'exp', 'aud'],
  audiences: [AUDIENCE],
  lifetimeSeconds: 900,
});
if (!LAMP.ok) throw new Error('the profile does not parse');
const { profile } = LAMP;

const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed25519 = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = ({ publicKey }: { readonly publicKey: KeyObject }) =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString();

const made = (alg: string) =>
  alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');

let server: Served;
beforeAll(async () => {
  server = await serve({}, undefined, profile);
});
afterAll(() => server.close());

const create = (publicKey?: string) =>
  server.send('POST', '/v2/applications', {
    name: 'Web',
    ...(publicKey !== undefined && { keys: { public_key: publicKey } }),
  });

function signed(id: string, key: KeyObject | string, alg: string, claims: object = {}): string {
  return mint({ client_id: id, aud: AUDIENCE, sub: 'ada', ...claims }, key as never, { alg });
}

const ask = (token: string) => server.send('GET', '/gate', undefined, { authorization: `Bearer ${token}` }, null);

describe.each([
  ['P-256', p256, 'ES256'],
  ['Ed25519', ed25519, 'EdDSA'],
] as const)('a key on %s', (_, pair, alg) => {
  test('is registered, lets its tokens through, and is published', async () => {
    const { status, json: application } = await create(pem(pair));
    expect(status).toBe(201);
    const answer = await ask(signed(application.id, pair.privateKey, alg));
    expect([answer.status, answer.headers.get('x-mintmark-application-id')]).toEqual([204, application.id]);
    // The second time from memory.
    const again = signed(application.id, pair.privateKey, alg);
    expect([(await ask(again)).status, (await ask(again)).status]).toEqual([204, 204]);

    const set = await server.send('GET', `/v2/applications/${application.id}/jwks.json`);
    expect(set.json.keys).toMatchObject([{ alg, use: 'sig' }]);
    const token = signed(application.id, pair.privateKey, alg);
    expect(verify(token, set.json, { profile }).ok).toBe(true);
  });

  test('is rotated, and the old one is refused', async () => {
    const [first, next] = [made(alg), made(alg)];
    const { json: application } = await create(pem(first));
    const added = await server.send('POST', `/v2/applications/${application.id}/keys`, {
      public_key: pem(next),
      state: 'active',
    });
    expect(added.status).toBe(201);
    expect((await ask(signed(application.id, next.privateKey, alg))).status).toBe(204);
    expect((await ask(signed(application.id, first.privateKey, alg))).status).toBe(401);
    const old = { name: 'Web', keys: { public_key: pem(first) } };
    expect((await server.send('PUT', `/v2/applications/${application.id}`, old)).status).toBe(200);
    expect((await ask(signed(application.id, first.privateKey, alg))).status).toBe(204);
  });
});

test('a pair that the server makes is of the first kind that the profile takes', async () => {
  const { json: application } = await create();
  expect((await ask(signed(application.id, application.keys.private_key, 'ES256'))).status).toBe(204);
  const draft = await server.send('POST', `/v2/applications/${application.id}/keys`, { state: 'draft' });
  await server.send('POST', `/v2/applications/${application.id}/keys/${draft.json.id}/activate`, {});
  expect((await ask(signed(application.id, draft.json.private_key, 'ES256'))).status).toBe(204);
});

test('a key of another kind is refused in words', async () => {
  const { status, json } = await create(pem(rsa));
  expect(status).toBe(400);
  expect(JSON.stringify(json)).toContain('is a key for RSA; by the profile of this server it must be P-256 or Ed25519');
});

describe('a rejected request', () => {
  test.each<[what: string, claims: object, cause: string]>([
    ['for another audience', { aud: 'https://web.lamp.example' }, 'audience-not-expected'],
    ['that lives too long', { exp: Math.floor(Date.now() / 1000) + 7200 }, 'lifetime-too-long'],
    ['bound to a key', { cnf: { jkt: 'x' } }, 'token-of-other-kind'],
    ['of nobody', { client_id: undefined }, 'claim-missing'],
  ])('%s is explained to the caller by the rules of the profile', async (_, claims, cause) => {
    const { json: application } = await create(pem(generatedPair));
    const { status, json } = await ask(signed(application.id, generatedPair.privateKey, 'ES256', claims));
    expect([status, json.cause]).toEqual([401, cause]);
    await server.send('DELETE', `/v2/applications/${application.id}`);
  });

  test('is explained to its owner: whose rules, and that no saved key signed', async () => {
    const { json: application } = await create();
    const { json } = await ask(signed(application.id, p256.privateKey, 'ES256'));
    expect(json.cause).toBe('signed-by-unknown-key');
    // It is written behind the answer.
    const report = await vi.waitFor(async () => {
      const found = await server.send('GET', `/reports/${json.instance}`);
      expect(found.status).toBe(200);
      return found;
    }, 15_000);
    expect(report.json).toMatchObject({ verdict: 'rejected', rules: { profile: 'lamp', chosenBy: 'registry' } });
  });
});

const generatedPair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

test('without a profile the gate and its keys are those of Vonage', async () => {
  const other = await serve();
  const { status, json } = await other.send('POST', '/v2/applications', {
    name: 'Web',
    keys: { public_key: pem(p256) },
  });
  expect(status).toBe(400);
  expect(JSON.stringify(json)).toContain('it must be RSA');
  await other.close();
});
