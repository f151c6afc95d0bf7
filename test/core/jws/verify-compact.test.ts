import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { nodeSignatureCheck } from '../../../src/adapters/node-crypto/check-signature.ts';
import { signJws } from '../../../src/adapters/node-crypto/sign.ts';
import type { JsonObject } from '../../../src/core/encoding/json.ts';
import { readVerificationKeys } from '../../../src/core/jws/verification-keys.ts';
import { verifyCompact } from '../../../src/core/jws/verify-compact.ts';
import { publicJwk, readJwk } from '../../../src/core/keys/jwk.ts';
import type { PrivateKey, PublicKey } from '../../../src/core/keys/key.ts';
import { weaknesses } from '../../../src/core/keys/weaknesses.ts';

const encode = (text: string | Uint8Array) => Buffer.from(text).toString('base64url');
const [rsa, otherRsa] = [rsaKey(), rsaKey()];
const secret = randomBytes(32);
const check = nodeSignatureCheck();
const RS256 = { algorithms: ['RS256'] };

describe('verifyCompact', () => {
  const token = sign('{"alg":"RS256","kid":"a"}', 'foo');

  test('gives header, payload and the key', () => {
    const keys = keysOf(publicJwk(rsa.publicKey));
    expect(verifyCompact(token, keys, RS256, check)).toEqual({
      ok: true,
      header: { alg: 'RS256', kid: 'a' },
      payload: Uint8Array.from(Buffer.from('foo')),
      key: keys[0],
    });
    expect(verifyCompact(sign('{"alg":"RS256"}', ''), keys, RS256, check)).toEqual({
      ok: true,
      header: { alg: 'RS256' },
      payload: new Uint8Array(0),
      key: keys[0],
    });
  });

  test('chooses among keys by kid, else tries each that fits', () => {
    const [mine, other] = [publicJwk(rsa.publicKey), publicJwk(otherRsa.publicKey)];
    const verdict = (...keys: JsonObject[]) => verifyCompact(token, keysOf({ keys }), RS256, check);
    expect(verdict({ ...other, kid: 'b' }, { ...mine, kid: 'a' })).toMatchObject({ ok: true, key: { kid: 'a' } });
    expect(verdict(other, mine)).toMatchObject({ ok: true });
    expect(verdict({ ...mine, kid: 'b' })).toEqual({ ok: false, reason: 'key-unfit' });
    expect(verdict({ ...other, kid: 'a' }, { ...mine, kid: 'b' })).toEqual({ ok: false, reason: 'signature' });
    expect(verdict({ ...mine, alg: 'RS512' })).toEqual({ ok: false, reason: 'key-unfit' });
    expect(verdict({ ...mine, alg: 'RS256' })).toMatchObject({ ok: true });
    const nameless = verifyCompact(sign('{"alg":"RS256"}', 'foo'), keysOf({ ...mine, kid: 'a' }), RS256, check);
    expect(nameless).toMatchObject({ ok: true });
  });

  test('of two keys that both verify it takes the first', () => {
    const keys = keysOf({ keys: [publicJwk(rsa.publicKey), publicJwk(rsa.publicKey)] });
    const verdict = verifyCompact(token, keys, RS256, check);
    expect(verdict.ok && keys.indexOf(verdict.key)).toBe(0);
  });

  test('a payload is of any bytes, but has one spelling', () => {
    const keys = keysOf(publicJwk(rsa.publicKey));
    const signed = (payload: string) => {
      const input = `${encode('{"alg":"RS256"}')}.${payload}`;
      return verifyCompact(`${input}.${encode(signJws('RS256', rsa, input))}`, keys, RS256, check);
    };
    expect(signed(encode(Uint8Array.of(0xff, 0x22)))).toMatchObject({ ok: true });
    for (const payload of ['Zm8=', 'Zm8 ', 'Zm9']) expect(signed(payload)).toEqual({ ok: false, reason: 'malformed' });
  });

  test.each([
    ['HS256', 31, false],
    ['HS256', 32, true],
    ['HS512', 63, false],
    ['HS512', 64, true],
  ] as const)('%s takes a secret of %i bytes: %s (RFC 7518 §3.2)', (alg, bytes, takes) => {
    const material = randomBytes(bytes);
    const input = `${encode(JSON.stringify({ alg }))}.${encode('foo')}`;
    const hmac = `${input}.${createHmac(alg.replace('HS', 'sha'), material).update(input).digest('base64url')}`;
    const verdict = verifyCompact(hmac, [{ material }], { algorithms: [alg] }, check);
    expect(verdict).toMatchObject(takes ? { ok: true } : { ok: false, reason: 'key-unfit' });
  });

  test.each([
    ['{"alg":"none"}', 'algorithm-not-allowed'],
    ['{"alg":"RS512"}', 'algorithm-not-allowed'],
    ['{"alg":"rs256"}', 'algorithm-not-allowed'],
    ['{"alg":"RS256 "}', 'algorithm-not-allowed'],
    ['{"alg":["RS256"]}', 'algorithm-not-allowed'],
    ['{"alg":null}', 'algorithm-not-allowed'],
    ['{"typ":"JWT"}', 'algorithm-not-allowed'],
    ['{"alg":"__proto__"}', 'algorithm-not-allowed'],
    ['{"alg":"RS256","crit":["exp"],"exp":1}', 'header-unsupported'],
    ['{"alg":"RS256","crit":[]}', 'header-unsupported'],
    ['{"alg":"RS256","crit":null}', 'header-unsupported'],
    ['{"alg":"RS256","b64":false}', 'header-unsupported'],
    ['{"alg":"RS256","b64":true}', 'header-unsupported'],
    ['{"alg":"RS256","zip":"DEF"}', 'header-unsupported'],
    ['{"alg":"RS256","enc":"A128GCM"}', 'header-unsupported'],
    ['{"alg":"RS256","kid":7}', 'header-unsupported'],
    ['{"alg":"RS256","alg":"RS256"}', 'malformed'],
    ['{"alg":"none","\\u0061lg":"RS256"}', 'malformed'],
    ['["RS256"]', 'malformed'],
    ['{"alg":"RS256",}', 'malformed'],
  ])('the header %s is refused although the signature is good: %s', (header, reason) => {
    expect(verifyCompact(sign(header, 'foo'), keysOf(publicJwk(rsa.publicKey)), RS256, check)).toEqual({
      ok: false,
      reason,
    });
  });

  test('an embedded key is not looked at', () => {
    const header = JSON.stringify({ alg: 'RS256', jwk: publicJwk(otherRsa.publicKey) });
    const forged = sign(header, 'foo', otherRsa);
    expect(verifyCompact(forged, keysOf(publicJwk(rsa.publicKey)), RS256, check)).toEqual({
      ok: false,
      reason: 'signature',
    });
  });

  test('a secret and a public key are never taken for each other', () => {
    const input = `${encode('{"alg":"HS256"}')}.${encode('foo')}`;
    const hmac = `${input}.${encode(signJws('HS256', secret, input))}`;
    const secretKeys = keysOf({ kty: 'oct', k: encode(secret) });
    const both = { algorithms: ['RS256', 'HS256'] };
    expect(verifyCompact(hmac, secretKeys, both, check)).toMatchObject({ ok: true });
    expect(verifyCompact(hmac, secretKeys, RS256, check)).toEqual({ ok: false, reason: 'algorithm-not-allowed' });
    const confused = `${input}.${encode(signJws('HS256', rsa.publicKey.spki, input))}`;
    expect(verifyCompact(confused, keysOf(publicJwk(rsa.publicKey)), both, check)).toEqual({
      ok: false,
      reason: 'key-unfit',
    });
    expect(verifyCompact(token, secretKeys, both, check)).toEqual({ ok: false, reason: 'key-unfit' });
  });

  test('no keys, no text, too much text', () => {
    expect(verifyCompact(token, [], RS256, check)).toEqual({ ok: false, reason: 'key-unfit' });
    for (const text of [undefined, null, {}, 7, '', '.'.repeat(1e6)]) {
      const verdict = verifyCompact(text as string, keysOf(publicJwk(rsa.publicKey)), RS256, check);
      expect(verdict).toEqual({ ok: false, reason: 'malformed' });
    }
    const limitBytes = token.length - 1;
    expect(verifyCompact(token, keysOf(publicJwk(rsa.publicKey)), { ...RS256, limitBytes }, check).ok).toBe(false);
  });
});

describe('readVerificationKeys', () => {
  const jwk = publicJwk(rsa.publicKey);

  test.each<[string, JsonObject, string]>([
    ['an empty set', { keys: [] }, 'with a key in it'],
    ['keys that are none', { keys: 'a' }, 'with a key in it'],
    ['a member that is none', { keys: [null] }, 'expected an object'],
    ['another use', { ...jwk, use: 'enc' }, 'use: expected "sig"'],
    ['other operations', { ...jwk, key_ops: ['encrypt'] }, '"verify" in it'],
    ['operations in one text', { ...jwk, key_ops: 'verify' }, '"verify" in it'],
    ['an alg that is a number', { ...jwk, alg: 1 }, 'alg: expected a string'],
    ['a secret that is a number', { kty: 'oct', k: 1 }, 'k: expected base64url'],
    ['a secret without a value', { kty: 'oct' }, 'k: expected base64url'],
    ['a modulus that is not base64url', { ...jwk, n: 'a=' }, 'n: expected a key that can be used'],
    ['a curve that nobody knows', { kty: 'EC', crv: 'P-1', x: 'AA', y: 'AA' }, 'kty: expected a key that can be used'],
    ['a kid that is a number', { ...jwk, kid: 1 }, 'kid: expected a string'],
    [
      'a shared kid',
      {
        keys: [
          { ...jwk, kid: 'a' },
          { ...publicJwk(otherRsa.publicKey), kid: 'a' },
        ],
      },
      'two keys',
    ],
    ['secrets among public keys', { keys: [jwk, { kty: 'oct', k: 'AAAA' }] }, 'secrets among public keys'],
    ['a weak key', { ...jwk, e: 'AQ' }, 'exponent'],
    ['a key that is weak twice, for what comes first', weakTwice(), weaknesses(weakKey())[0]?.title ?? '-'],
    ['a secret that is not base64url', { kty: 'oct', k: 'a=' }, 'k: expected base64url'],
    ['no type', {}, 'kty: expected a key that can be used'],
  ])('refuses %s', (_, set, reason) => {
    expect(readVerificationKeys(set)).toEqual({ ok: false, reason: expect.stringContaining(reason) as string });
  });

  test('takes a key that says it is for this, and tells what it says', () => {
    const plain = keysOf(jwk)[0]?.material;
    const said = { use: 'sig', key_ops: ['sign', 'verify'], kid: 'a', alg: 'PS256' };
    expect(keysOf(jwk)).toStrictEqual([{ material: plain }]);
    expect(keysOf({ ...jwk, ...said })).toStrictEqual([{ material: plain, kid: 'a', alg: 'PS256' }]);
  });

  test('takes a key of a document: its owner may be a test', () => {
    // RFC 7515 §A.3.1
    const published = {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    };
    const [key] = keysOf(published);
    expect(weaknesses(key?.material as PublicKey).map(({ name }) => name)).toEqual(['key-published']);
  });
});

/** A modulus that is even and too short. */
function weakTwice(): JsonObject {
  return { kty: 'RSA', n: encode(Buffer.alloc(128, 0xfe)), e: 'AQAB' };
}
function weakKey(): PublicKey {
  return readJwk(weakTwice()) as PublicKey;
}

function keysOf(set: JsonObject) {
  const reading = readVerificationKeys(set);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.keys;
}

function sign(header: string, payload: string, key = rsa): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${encode(signJws('RS256', key, input))}`;
}

function rsaKey(): PrivateKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return readJwk(privateKey.export({ format: 'jwk' }) as unknown as JsonObject) as PrivateKey;
}
