import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gate } from '../../src/gate.ts';
import { createVerifier, mint, RemoteJwksError, verify } from '../../src/jwt.ts';
import { remoteKeys } from '../../src/library/remote-jwks.ts';

const first = generateKeyPairSync('rsa', { modulusLength: 2048 });
const second = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const AUDIENCE = 'https://api.lamp.example';
type Pair = { readonly publicKey: typeof first.publicKey };
const jwk = ({ publicKey }: Pair, kid: string, more: object = {}) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  ...more,
});
const token = (kid: string, key = first.privateKey) => mint({ iss: 'lamp', aud: AUDIENCE }, key, { kid });

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: IncomingMessage['headers'][];
let seconds: number;
let url: string;
const server = createServer((request, response) => {
  asked.push(request.headers);
  answer(request, response);
});
const clock = () => seconds;
const answerWith = (value: unknown) => {
  answer = (_, response) => response.end(JSON.stringify(value));
};

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  asked = [];
  seconds = 1000;
  answerWith({ keys: [jwk(first, 'k1')] });
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('the set of a URL', () => {
  test('is fetched once, without credentials, however many ask', async () => {
    const keysFor = remoteKeys(url, clock);
    const sets = await Promise.all([keysFor('k1'), keysFor('k1'), keysFor(undefined)]);
    await keysFor('k1');
    expect(sets.map((set) => set.map(({ kid }) => kid))).toEqual([['k1'], ['k1'], ['k1']]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ accept: 'application/json' });
    for (const name of ['authorization', 'cookie']) expect(asked[0]).not.toHaveProperty(name);
  });

  test('is fetched again for a kid that is new, after the cool-down', async () => {
    const keysFor = remoteKeys(url, clock);
    await keysFor('k1');
    answerWith({ keys: [jwk(first, 'k1'), jwk(second, 'k2')] });
    seconds += 29;
    expect((await keysFor('k2')).map(({ kid }) => kid)).toEqual(['k1']);
    seconds += 1;
    expect((await keysFor('k2')).map(({ kid }) => kid)).toEqual(['k1', 'k2']);
    for (let count = 0; count < 20; count++) await keysFor(`unknown-${count}`);
    expect(asked).toHaveLength(2);
  });

  test('is fetched again when it is old, and a key that was withdrawn is gone', async () => {
    const keysFor = remoteKeys({ url, cacheSeconds: 60 }, clock);
    await keysFor('k1');
    answerWith({ keys: [jwk(second, 'k2')] });
    seconds += 60;
    expect((await keysFor('k1')).map(({ kid }) => kid)).toEqual(['k2']);
  });

  test('is used while the server is away, and not for ever', async () => {
    const keysFor = remoteKeys({ url, cacheSeconds: 60, maxAgeSeconds: 120 }, clock);
    await keysFor('k1');
    answer = (_, response) => response.writeHead(503).end();
    seconds += 90;
    expect(await keysFor('k1')).toHaveLength(1);
    seconds += 29;
    expect(await keysFor('k1')).toHaveLength(1);
    expect(asked).toHaveLength(2);
    seconds += 1;
    await expect(keysFor('k1')).rejects.toThrow(/: the status was 503$/);
    answerWith({ keys: [jwk(second, 'k2')] });
    seconds += 30;
    expect((await keysFor('k2')).map(({ kid }) => kid)).toEqual(['k2']);
  });

  test('leaves out what is no public key for signatures', async () => {
    const spare = second.privateKey.export({ format: 'jwk' });
    answerWith({
      keys: [
        jwk(first, 'k1'),
        jwk(p256, 'p1', { alg: 'ES256', use: 'sig' }),
        jwk(second, 'enc', { use: 'enc' }),
        jwk(second, 'ops', { key_ops: ['encrypt'] }),
        { ...spare, kid: 'leaked' },
        { kty: 'oct', k: 'c2VjcmV0', kid: 'oct' },
        { kty: 'AKP', kid: 'new' },
        { kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'weak' },
        7,
      ],
    });
    const found = await remoteKeys(url, clock)('k1');
    expect(found.map(({ kid, alg }) => [kid, alg])).toEqual([
      ['k1', undefined],
      ['p1', 'ES256'],
    ]);
  });

  test.each<[what: string, answer: typeof answer, words: RegExp]>([
    ['a redirect', (_, response) => response.writeHead(302, { location: '/other' }).end(), /redirect/],
    ['an error', (_, response) => response.writeHead(404).end('{}'), /the status was 404$/],
    ['a page', (_, response) => response.end('<!doctype html>'), /it holds a web page \(HTML\)/],
    [
      'a discovery document',
      (_, response) => response.end('{"jwks_uri":"https://lamp.example/k"}'),
      /its keys are at https:\/\/lamp\.example\/k/,
    ],
    ['no key', (_, response) => response.end('{"keys":[]}'), /its set has no public key for signatures$/],
    ['too much', (_, response) => response.end(Buffer.alloc(1_100_000, 0x20)), /the response is larger than 1 MB$/],
    ['no end', (_, response) => response.write('{"keys":['), /no response in time$/],
  ])('is refused where it is %s', async (what, given, words) => {
    answer = given;
    await expect(remoteKeys({ url, timeoutSeconds: what === 'no end' ? 0.3 : 10 }, clock)('k1')).rejects.toThrow(words);
    server.closeAllConnections();
  });
});

describe('a verifier with the keys of a URL', () => {
  const options = { issuer: 'lamp', audience: AUDIENCE };

  test('verifies, follows a rotation, and tells a wrong key', async () => {
    const accept = createVerifier({ remoteJwks: { url, coolDownSeconds: 0 } }, options);
    expect(await accept(token('k1'))).toMatchObject({ ok: true, claims: { iss: 'lamp' } });
    expect(await accept(token('k2', second.privateKey))).toMatchObject({
      ok: false,
      findings: [{ cause: 'signed-by-unknown-key' }],
    });
    answerWith({ keys: [jwk(second, 'k2')] });
    expect(await accept(token('k2', second.privateKey))).toMatchObject({ ok: true });
    expect(await accept(token('k1'))).toMatchObject({ ok: false });
  });

  test('fails closed, and says so', async () => {
    answer = (_, response) => response.writeHead(500).end();
    await expect(createVerifier({ remoteJwks: url }, options)(token('k1'))).rejects.toThrow(RemoteJwksError);
    expect(() => verify(token('k1'), { remoteJwks: url } as never)).toThrow(/use createVerifier/);
    await expect(createVerifier({ remoteJwks: url }, options)(7 as never)).rejects.toThrow(TypeError);
  });
});

describe('a gate with the keys of a URL', () => {
  const request = (text: string) => ({ fields: [['Authorization', `Bearer ${text}`]] as const });

  test('lets a good token through, and follows a rotation', async () => {
    const keeper = gate({ profile: 'jwt', remoteJwks: { url, coolDownSeconds: 0 }, audience: AUDIENCE });
    const old = token('k1');
    const identity = { applicationId: 'lamp', claims: { iss: 'lamp', aud: AUDIENCE } };
    // The second time from memory.
    for (let count = 0; count < 2; count++)
      expect(await keeper.check(request(old))).toMatchObject({ ok: true, identity });
    expect((await keeper.check(request(token('k2', second.privateKey)))).ok).toBe(false);
    answerWith({ keys: [jwk(second, 'k2')] });
    expect((await keeper.check(request(token('k2', second.privateKey)))).ok).toBe(true);
    expect((await keeper.check(request(old))).ok).toBe(false);
  });

  test('takes the URL from the profile', async () => {
    const profile = { id: 'lamp', algorithms: ['RS256'], audiences: [AUDIENCE], keys: { from: 'jwks', url } } as const;
    expect((await gate({ profile }).check(request(token('k1')))).ok).toBe(true);
  });

  test('lets nobody through without keys', async () => {
    answer = (_, response) => response.writeHead(500).end();
    const keeper = gate({ profile: 'jwt', remoteJwks: url, audience: AUDIENCE });
    await expect(keeper.check(request(token('k1')))).rejects.toThrow(RemoteJwksError);
  });
});
