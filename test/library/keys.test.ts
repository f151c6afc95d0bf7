import { createPublicKey, generateKeyPairSync, type KeyObject, webcrypto } from 'node:crypto';
import { exportJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { generateKeyPair, mint, parseKey, type SigningKey, type VerificationKey, verify } from '../../src/jwt.ts';

const ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const CLAIMS = { application_id: ID };
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const jwkOf = (key: KeyObject, more: object = {}) => ({ ...key.export({ format: 'jwk' }), ...more });
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const imported = (key: KeyObject, usage: 'sign' | 'verify', extractable = true) =>
  webcrypto.subtle.importKey('jwk', key.export({ format: 'jwk' }), RSA, extractable, [usage]);
const parsed = (text: string) => {
  const reading = parseKey(text);
  if (!reading.ok) throw new Error('the key of the test is sound');
  return reading.key;
};

const PRIVATE: { readonly [form: string]: () => unknown } = {
  'PEM text': () => privatePem,
  'a Buffer of PEM': () => Buffer.from(privatePem),
  'bytes of PEM': () => new TextEncoder().encode(privatePem),
  'a Buffer of DER': () => privateKey.export({ type: 'pkcs8', format: 'der' }),
  'an ArrayBuffer of DER': () => Uint8Array.from(privateKey.export({ type: 'pkcs8', format: 'der' })).buffer,
  'a KeyObject': () => privateKey,
  'a CryptoKey': () => imported(privateKey, 'sign'),
  'a JWK': () => jwkOf(privateKey, { kid: 'a', alg: 'RS256', use: 'sig' }),
  'JWK text': () => JSON.stringify(jwkOf(privateKey)),
  'a JWK of jose': () => exportJWK(privateKey),
  'a parsed key': () => parsed(privatePem),
};
const PUBLIC: { readonly [form: string]: () => unknown } = {
  'PEM text': () => publicPem,
  'a Buffer of PEM': () => Buffer.from(publicPem),
  'a Buffer of DER': () => publicKey.export({ type: 'spki', format: 'der' }),
  'an ArrayBuffer of DER': () => Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })).buffer,
  'a KeyObject': () => publicKey,
  'a CryptoKey': () => imported(publicKey, 'verify'),
  'a JWK': () => jwkOf(publicKey, { kid: 'a', alg: 'RS256', use: 'sig', key_ops: ['verify'] }),
  'JWK text': () => JSON.stringify(jwkOf(publicKey)),
  'a JWK of jose': () => exportJWK(publicKey),
  'a JWK Set of one': () => ({ keys: [jwkOf(publicKey)] }),
  'text of a JWK Set of one': () => JSON.stringify({ keys: [jwkOf(publicKey)] }),
  'a parsed key': () => parsed(publicPem),
};

test.each(Object.keys(PRIVATE))('mint takes %s', async (form) => {
  const key = (await PRIVATE[form]?.()) as SigningKey;
  expect(verify(mint(CLAIMS, key), publicPem)).toMatchObject({ ok: true });
});

describe.each(Object.keys(PUBLIC))('verify takes %s', (form) => {
  test('and accepts what its key signed, and nothing else', async () => {
    const key = (await PUBLIC[form]?.()) as VerificationKey;
    expect(verify(mint(CLAIMS, privatePem), key)).toMatchObject({ ok: true });
    expect(verify(mint(CLAIMS, other.privateKey), key)).toMatchObject({
      ok: false,
      findings: [{ cause: 'signed-by-unknown-key' }],
    });
  });
});

test('the key of another algorithm comes in the same forms', () => {
  const token = mint({ iss: 'me' }, ec.privateKey, { alg: 'ES256' });
  for (const key of [ec.publicKey, jwkOf(ec.publicKey), ec.publicKey.export({ type: 'spki', format: 'der' })]) {
    expect(verify(token, key as VerificationKey, { profile: 'jwt' })).toMatchObject({ ok: true });
  }
});

describe('a JWK Set of several keys', () => {
  const set = {
    keys: [
      jwkOf(other.publicKey, { kid: 'old', alg: 'RS256' }),
      jwkOf(publicKey, { kid: 'new', alg: 'RS256', use: 'sig' }),
      jwkOf(other.publicKey, { kid: 'encrypts', alg: 'RSA-OAEP', use: 'enc' }),
      { kty: 'from the future', kid: 'later' },
    ],
  };
  const accepts = (token: string, key: VerificationKey = set) => verify(token, key).ok;

  test('the key is the one that kid names', () => {
    expect(accepts(mint(CLAIMS, privateKey, { kid: 'new' }))).toBe(true);
    expect(accepts(mint(CLAIMS, other.privateKey, { kid: 'old' }))).toBe(true);
    expect(accepts(mint(CLAIMS, privateKey, { kid: 'old' }))).toBe(false);
    expect(accepts(mint(CLAIMS, privateKey, { kid: 'new' }), JSON.stringify(set) as VerificationKey)).toBe(true);
  });

  test('without a kid, or with one that names none, it is any of them', () => {
    expect(accepts(mint(CLAIMS, privateKey))).toBe(true);
    expect(accepts(mint(CLAIMS, other.privateKey, { kid: 'nobody' }))).toBe(true);
    expect(accepts(mint(CLAIMS, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey))).toBe(false);
  });

  test('a key verifies only the algorithm that its JWK names', () => {
    const pinned = { keys: [jwkOf(publicKey, { alg: 'PS256', kid: 'a' }), jwkOf(other.publicKey, { kid: 'b' })] };
    const options = { profile: 'jwt' };
    expect(verify(mint({ iss: 'me' }, privateKey, { alg: 'PS256', kid: 'a' }), pinned, options).ok).toBe(true);
    expect(verify(mint({ iss: 'me' }, privateKey, { alg: 'RS256', kid: 'a' }), pinned, options).ok).toBe(false);
    expect(
      verify(mint({ iss: 'me' }, privateKey, { alg: 'RS256' }), jwkOf(publicKey, { alg: 'PS256' }), options).ok,
    ).toBe(false);
  });
});

describe('a key that cannot be used is refused in words', () => {
  const ENCRYPTED = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hush-hush' });
  const secret = webcrypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
  const BOTH: readonly (readonly [unknown, RegExp])[] = [
    [undefined, /received undefined: is the environment variable set\?$/],
    [null, /received null: is the environment variable set\?$/],
    ['', /received an empty string: is the environment variable set\?$/],
    ['  \n', /received an empty string: is/],
    [Buffer.alloc(0), /received no bytes$/],
    [7, /received a number$/],
    [true, /received a boolean$/],
    [() => 'x', /received a function$/],
    [[publicPem], /received an array$/],
    [{}, /received an object without members$/],
    [{ publicKey: publicPem, privateKey: privatePem }, /received an object with publicKey, privateKey$/],
    [Promise.resolve(publicKey), /received a Promise: await it first$/],
    ['./private.key', /text that does not parse as one\. .*path/],
    [Buffer.from('./private.key'), /text that does not parse as one\. .*path/],
    [ENCRYPTED, /text that does not parse as one\. .*(?:encrypted|passphrase)/i],
    [{ kty: 'oct', k: 'c2VjcmV0' }, /received a secret \(kty oct\): pass its bytes as \{ secret \}$/],
    [{ kty: 'RSA', n: 'AQAB' }, /received a JWK that cannot be used: .*member/],
    [{ kty: 'RSA', n: undefined, e: 3 }, /received a JWK that cannot be used: .*member/],
    [{ kty: 'nothing' }, /kty/],
  ];

  test.each(BOTH)('%o', (key, words) => {
    for (const [use, type] of [
      [() => mint(CLAIMS, key as SigningKey), 'private'],
      [() => verify('a.b.c', key as VerificationKey), 'public'],
    ] as const) {
      expect(use).toThrow(TypeError);
      expect(use).toThrow(new RegExp(`^key: expected (?:a|the text of a) ${type} key`));
      expect(use).toThrow(words);
    }
  });

  test('nothing of a key is in the words', () => {
    const secretish = 'hunter2-hunter2-hunter2-hunter2-hunter2';
    for (const key of [secretish, Buffer.from(secretish), { kty: secretish }, { d: secretish }, [secretish]]) {
      for (const use of [() => mint(CLAIMS, key as SigningKey), () => verify('a.b.c', key as VerificationKey)]) {
        expect(use).toThrow(TypeError);
        expect(use).not.toThrow(/hunter2/);
      }
    }
  });

  test('the wrong half', () => {
    expect(() => mint(CLAIMS, publicKey)).toThrow(/^key: expected the text of a private key, received a public key/);
    for (const key of [privateKey, privatePem, jwkOf(privateKey), { keys: [jwkOf(privateKey)] }]) {
      expect(() => verify('a.b.c', key as VerificationKey)).toThrow(
        'key: expected a public key, received a private one; publicKeyOf gives its public half',
      );
    }
  });

  test('a CryptoKey that is locked, that is a secret, or that is for something else', async () => {
    const locked = (await imported(privateKey, 'sign', false)) as SigningKey;
    expect(() => mint(CLAIMS, locked)).toThrow(/^key: .* extractable, .* received one that is not: import it with/);
    const mac = (await secret) as SigningKey;
    expect(() => mint(CLAIMS, mac)).toThrow('key: expected a private key, received a secret: pass it as { secret }');
    const oaep = await webcrypto.subtle.importKey(
      'jwk',
      jwkOf(publicKey),
      { name: 'RSA-OAEP', hash: 'SHA-256' },
      true,
      ['encrypt'],
    );
    expect(() => verify('a.b.c', oaep)).toThrow(
      'key: expected a CryptoKey with the usage verify, received one with encrypt',
    );
  });

  test('sets in which no key verifies, or in which it is open which key is meant', () => {
    const enc = jwkOf(publicKey, { use: 'enc' });
    expect(() => verify('a.b.c', { keys: [] })).toThrow('received a JWK Set of 0 keys without one');
    expect(() => verify('a.b.c', { keys: [enc] })).toThrow('received a JWK Set of 1 keys without one');
    expect(() => verify('a.b.c', { keys: {} } as never)).toThrow('key: expected a JWK Set: keys is an array');
    const twins = { keys: [jwkOf(publicKey, { kid: 'a' }), jwkOf(other.publicKey, { kid: 'a' })] };
    expect(() => verify('a.b.c', twins)).toThrow('key: the JWK cannot be used to verify: kid: two keys share it');
    expect(() => verify('a.b.c', jwkOf(publicKey, { use: 'enc' }) as VerificationKey)).toThrow(TypeError);
  });

  test('weak keys are refused in every form', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    for (const key of [weak, jwkOf(weak), { keys: [jwkOf(weak), jwkOf(publicKey)] }]) {
      expect(() => verify('a.b.c', key as VerificationKey)).toThrow(/^key: .*1024/);
    }
  });

  test('secrets', () => {
    expect(() => mint(CLAIMS, { secret: undefined } as never)).toThrow(
      'secret: expected text or bytes, received undefined: is the environment variable set?',
    );
    expect(() => verify('a.b.c', { secret: '' })).toThrow('secret: expected text or bytes, received an empty string');
  });
});

test('a KeyObject of RSA-PSS is named for what it is', () => {
  const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
  expect(() => verify('a.b.c', createPublicKey(pss.privateKey))).toThrow(/^key: .*PSS/);
});

test.each([
  ['rsa', 'RS256'],
  ['ec-p256', 'ES256'],
  ['ec-p384', 'ES384'],
  ['ed25519', 'EdDSA'],
] as const)('a pair of type %s signs and verifies %s', async (type, alg) => {
  const pair = await generateKeyPair({ type });
  const token = mint({ sub: 'ada' }, pair.privateKey, { alg });
  expect(verify(token, pair.publicKey, { profile: 'jwt', algorithms: [alg] })).toMatchObject({
    ok: true,
  });
});

test.each([
  [{ type: 'ES256' }, 'type: expected one of rsa, ec-p256, ec-p384, ed25519, received "ES256"'],
  [{ type: 7 }, 'type: expected one of rsa, ec-p256, ec-p384, ed25519, received a number'],
  [{ type: 'constructor' }, 'type: expected one of rsa, ec-p256, ec-p384, ed25519, received "constructor"'],
  [{ bits: 4096 }, 'options: there is no option bits; an RSA key has 2048 bits'],
])('the options %j make no pair', (options, message) => {
  expect(() => generateKeyPair(options as never)).toThrow(new TypeError(message));
});
