import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { type GateOptions, gate } from '../../src/gate.ts';
import { mint, type ReportFinding } from '../../src/jwt.ts';

const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const spki = publicKey.export({ type: 'spki', format: 'der' });
const request = (token = mint({ application_id: ID }, privateKey)) => ({
  fields: [['Authorization', `Bearer ${token}`]] as const,
});
const keeperOf = (publicKeys: unknown) => gate({ application: () => ({ publicKeys }) as never });

const FORMS: { readonly [form: string]: () => unknown } = {
  'PEM text': () => publicKey.export({ type: 'spki', format: 'pem' }),
  'bytes of DER': () => spki,
  'a KeyObject': () => publicKey,
  'a CryptoKey': () =>
    webcrypto.subtle.importKey('spki', spki, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, ['verify']),
  'a JWK': () => publicKey.export({ format: 'jwk' }),
};

test.each(Object.keys(FORMS))('the gate takes %s as public key', async (form) => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keeper = keeperOf([await FORMS[form]?.()]);
  expect(await keeper.check(request())).toMatchObject({ ok: true, identity: { applicationId: ID } });
  expect((await keeper.check(request(mint({ application_id: ID }, other.privateKey)))).ok).toBe(false);
});

describe('a key that cannot be used lets nobody through, and is named', () => {
  test.each([
    [undefined, /^publicKeys: expected an array of public keys, received undefined: is the/],
    ['pem', /^publicKeys: expected an array of public keys, received a string$/],
    [[undefined], /^publicKeys: expected a public key .* received undefined: is the environment variable set\?$/],
    [[''], /^publicKeys: expected a public key .* received an empty string: is the/],
    [['no key'], /^publicKeys: expected the text of a public key/],
    [[privateKey], /^publicKeys: expected a public key, received a private one/],
  ])('%j', async (publicKeys, words) => {
    await expect(keeperOf(publicKeys).check(request())).rejects.toThrow(words);
  });
});

test.each([
  [undefined, /^options: expected an object with application/],
  [{ publicKeys: ['pem'] }, /^options: there is no option publicKeys; application gives the keys/],
  [{ aud: 'me' }, /^options: there is no option aud; audience is meant/],
  [{ realms: 'x' }, /^options: there is no option realms; realm is meant$/],
  [{ skewSeconds: '30' }, /^skewSeconds: expected a number of seconds, received a string$/],
  [{ explain: 'everything' }, /^explain: expected "caller" or "full", received a string$/],
  [{ now: 7 }, /^now: expected a function/],
  [{ onRejection: 'log' }, /^onRejection: expected a function that takes a report, received a string$/],
  [{ application: 'x' }, /^application: expected a function/],
  [{ profile: 7 }, /^profile: expected the id of a profile, or a profile of your own as an object, received a number$/],
  [{ profile: {} }, /^profile: \/id: expected the name of the profile .* Add id\./],
  [{ profile: 'jwt' }, /^audience: expected whom tokens are for, .* or audience: false.* received none$/],
  [{ profile: { id: 'lamp', algorithms: ['RS256'] } }, /^audience: expected whom tokens are for/],
  [
    { profile: 'jwt', audience: false },
    /^application: expected a function .* jwks, a JWK Set; or remoteJwks, its URL$/,
  ],
  [{ profile: 'jwt', audience: '' }, /^audience: expected a string, or several/],
  [{ profile: 'jwt', audience: 'a', algorithms: ['HS256'] }, /^algorithms: a gate of the profile jwt takes RS256/],
  [
    { profile: 'jwt', audience: 'a', allowMissingExp: 1 },
    /^allowMissingExp: expected true or false, received a number$/,
  ],
  [{ profile: 'livekit' }, /^profile: tokens of livekit are signed with a shared secret/],
  [{ application: () => undefined, jwks: { keys: [] } }, /^options: give one of application, jwks and remoteJwks/],
  [
    { profile: 'jwt', audience: 'a', jwks: { keys: [] } },
    /^jwks: expected a key for signatures, received a JWK Set of 0/,
  ],
  [
    { profile: 'jwt', audience: 'a', remoteJwks: 'http://x.example' },
    /^remoteJwks: expected an https URL .* received http:/,
  ],
  [
    { profile: 'jwt', audience: 'a', remoteJwks: 'https://a:b@x.example' },
    /^remoteJwks: expected a URL without a user/,
  ],
  [{ profile: 'jwt', audience: 'a', remoteJwks: { uri: 'x' } }, /^options: there is no option uri; url is meant/],
])('an option that cannot be right is named: %j', (options, words) => {
  const making = () => gate(options as unknown as GateOptions);
  expect(making).toThrow(TypeError);
  expect(making).toThrow(words);
});

test('what is no request is refused in words', async () => {
  await expect(keeperOf([publicKey]).check({ fields: [{ name: 'a', value: 'b' }] } as never)).rejects.toThrow(
    /^fields: expected each header line as a pair/,
  );
});

test('the report of a rejection has typed facts', async () => {
  const onRejection = vi.fn<NonNullable<GateOptions['onRejection']>>((report) => {
    expectTypeOf(report.findings).toEqualTypeOf<readonly ReportFinding[]>();
  });
  const keeper = gate({ application: () => ({ publicKeys: [publicKey] }), onRejection });
  expect((await keeper.check({ fields: [] })).ok).toBe(false);
  expect(onRejection.mock.calls[0]?.[0]).toMatchObject({ rootCause: 'authorization-missing' });
});
