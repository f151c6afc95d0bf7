import { generateKeyPairSync, generatePrimeSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { PublicKey } from '../../../src/core/keys/key.ts';
import { rsaPublicKey } from '../../../src/core/keys/make-key.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { weaknesses } from '../../../src/core/keys/weaknesses.ts';
import { leastWork } from '../../support/work.ts';

const E = 65537n;
const sound = publicRsa(2048);

describe('good keys', () => {
  test.each([2048, 3072, 4096])('RSA of %i bits', (bits) => {
    expect(weaknesses(publicRsa(bits))).toEqual([]);
  });

  test.each(['P-256', 'P-384', 'P-521', 'secp256k1'])('%s', (namedCurve) => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve });
    expect(weaknesses(read(publicKey.export({ type: 'spki', format: 'pem' }).toString()))).toEqual([]);
  });

  test('Ed25519', () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    expect(weaknesses(read(publicKey.export({ type: 'spki', format: 'pem' }).toString()))).toEqual([]);
  });
});

// The names follow boulder's goodkey/good_key_test.go, where there is one.
describe('weak keys, by name', () => {
  const n = sound.rsa?.n as bigint;

  test.each([
    [1n, 'exponent-one'],
    [2n, 'exponent-even'],
    [65536n, 'exponent-even'],
    [3n, 'exponent-too-small'],
    [17n, 'exponent-too-small'],
    [65535n, 'exponent-too-small'],
    [2n ** 64n + 13n, 'exponent-too-large'],
  ])('exponent %i: %s', (e, name) => {
    expect(names(rsaPublicKey(n, e))).toEqual([name]);
  });

  test.each([512, 768, 1024, 1536, 2040])('%i bits: too short', (bits) => {
    expect(names(publicRsa(bits))).toEqual(['modulus-too-short']);
  });

  test.each([2056, 3064])('%i bits: odd size', (bits) => {
    expect(names(publicRsa(bits))).toEqual(['modulus-odd-size']);
  });

  test.each([4097n, 16384n, 65536n])('%i bits: too long, found without arithmetic on it', (bits) => {
    const key = rsaPublicKey(2n ** bits - 1n, E);
    expect(names(key)).toEqual(['modulus-too-long']);
    expect(leastWork(() => weaknesses(key))).toBeLessThan(100);
  });

  test('an even modulus', () => {
    expect(names(rsaPublicKey(n + 1n, E))).toEqual(['modulus-even']);
  });

  test.each([3n, 5n, 7n, 251n, 743n, 751n])('divisible by %i', (factor) => {
    const multiple = (2n ** 2047n / factor + 1n) * factor;
    expect(names(rsaPublicKey(multiple % 2n === 1n ? multiple : multiple + factor, E))).toEqual([
      'modulus-small-factor',
    ]);
  });

  test('ROCA: the key of Wycheproof, json_web_crypto_test.json, case 46', () => {
    const jwk = {
      kty: 'RSA',
      n: 'AanFpofbj7KjD4Lf-N2hVMKR7yewSyXhhbirIMTGpfYEhZ_lnt5UoK98DnKIgArXGTu3MaW_HhFw16HGaTDUHqPrId7fe4r11CqRw09yBFuW79V8sYIwHdzCaWflUI6auImYbVfoN9_nD5n8N8SY9DwXw7mwZM9wREPXoDPgOoIWl6q_MPsp7n0zs3Z5ZaiQWOOzl1S9OhwAfSiiOwz6efnXEaxuTEtPd7BjSx7NaFka8Dx9U7YqXy2RFj1O9PjyaDGuRh7YXsX3iMUSP_wSyHQg_c_qHRtKUsNSGCT7OZg0hzm2KphtjnayKJvC64vAbROBR4Ubg6Bxg9IQVZ-QYyE',
      e: 'AQAB',
    };
    expect(names(read(JSON.stringify(jwk)))).toEqual(['modulus-odd-size', 'modulus-roca']);
  });

  test('close primes: p and the next prime', () => {
    const p = generatePrimeSync(1024, { bigint: true });
    let q = p + 2n;
    while (!isProbablePrime(q)) q += 2n;
    expect(names(rsaPublicKey(p * q, E))).toContain('modulus-close-primes');
  });

  test('a modulus that is the square of a prime', () => {
    const p = generatePrimeSync(1024, { bigint: true });
    expect(names(rsaPublicKey(p * p, E))).toContain('modulus-close-primes');
  });

  test('keys that documents print', () => {
    const text = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo
4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u
+qKhbwKfBstIs+bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyeh
kd3qqGElvW/VDL5AaWTg0nLVkjRo9z+40RQzuVaE8AkAFmxZzow3x+VJYKdjykkJ
0iT9wCS0DRTXu269V264Vf/3jvredZiKRkgwlL9xNAwxXFg0x/XFw005UWVRIkdg
cKWTjpBP2dPwVZ4WWC+9aGVd+Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbc
mwIDAQAB
-----END PUBLIC KEY-----
`;
    expect(weaknesses(read(text))).toEqual([
      { name: 'key-published', title: 'The private key is printed in the RS256 sample of jwt.io' },
    ]);
    const ed25519 = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    expect(names(read(JSON.stringify(ed25519)))).toEqual(['key-published']);
  });
});

test('a key of 4096 bits is judged in a few milliseconds', () => {
  const key = publicRsa(4096);
  expect(leastWork(() => weaknesses(key), 10)).toBeLessThan(50);
});

function names(key: PublicKey): string[] {
  return weaknesses(key).map((weakness) => weakness.name);
}

function publicRsa(bits: number): PublicKey {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return read(publicKey.export({ type: 'spki', format: 'pem' }).toString());
}

function read(text: string): PublicKey {
  const reading = parseKey(text);
  if (!reading.ok || reading.key.type !== 'public') throw new TypeError('not a public key');
  return reading.key;
}

function isProbablePrime(value: bigint): boolean {
  let power = 1n;
  for (const bit of (value - 1n).toString(2)) {
    power = (power * power) % value;
    if (bit === '1') power = (power * 2n) % value;
  }
  return power === 1n;
}
