import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RsaPrivateNumbers } from '../../../src/core/keys/key.ts';
import { rsaPrivateKey } from '../../../src/core/keys/make-key.ts';
import { greatestCommonDivisor, invertModulo, powerModulo, squareRoot } from '../../../src/core/keys/modular.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { rsaInconsistencies } from '../../../src/core/keys/rsa-consistency.ts';
import { RSA_NUMBERS, type RsaNumber, recoverRsa } from '../../../src/core/keys/rsa-recovery.ts';
import { leastWork } from '../../support/work.ts';

const sound = numbersOf(readFileSync(new URL('../../../vectors/pem/rsa-2048.pem', import.meta.url), 'utf8'));
const { n, e, d, p, q, qInv } = sound;

describe('rsaInconsistencies', () => {
  test.each([1024, 2048, 3072, 4096])('none in a key of %i bits', (modulusLength) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
    expect(rsaInconsistencies(numbersOf(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()))).toEqual([]);
  });

  test('none where q is the larger prime, and none where d is the inverse modulo (p-1)(q-1)', () => {
    const swapped = { ...sound, p: q, q: p, dp: sound.dq, dq: sound.dp, qInv: invertModulo(p, q) as bigint };
    expect(rsaInconsistencies(swapped)).toEqual([]);
    const usual = invertModulo(e, (p - 1n) * (q - 1n)) as bigint;
    expect(rsaInconsistencies({ ...sound, d: usual })).toEqual([]);
  });

  test.each([
    ['n', ['n = p*q']],
    ['e', ['e is odd and at least 3', 'e*d = 1 mod lcm(p-1, q-1)']],
    ['d', ['e*d = 1 mod lcm(p-1, q-1)', 'dp = d mod (p-1)', 'dq = d mod (q-1)']],
    ['p', ['n = p*q', 'e*d = 1 mod lcm(p-1, q-1)', 'dp = d mod (p-1)', 'qInv = q^-1 mod p']],
    ['q', ['n = p*q', 'e*d = 1 mod lcm(p-1, q-1)', 'dq = d mod (q-1)', 'qInv = q^-1 mod p']],
    ['dp', ['dp = d mod (p-1)']],
    ['dq', ['dq = d mod (q-1)']],
    ['qInv', ['qInv = q^-1 mod p']],
  ] as const)('%s off by one', (name, relations) => {
    expect(rsaInconsistencies({ ...sound, [name]: sound[name] + 1n })).toEqual(relations);
  });

  test.each([
    [{ e: 1n, d: 1n }, 'e is odd and at least 3'],
    [{ d: d + n }, 'd lies between 1 and n'],
    [{ qInv: qInv + p }, 'qInv = q^-1 mod p'],
    [{ p: n, q: 1n }, 'p and q are primes'],
    [{ p: 0n, q: 0n }, 'p and q are primes'],
  ])('%o', (change, relation) => {
    expect(rsaInconsistencies({ ...sound, ...change })).toContain(relation);
  });

  test('a few milliseconds at most', () => {
    expect(leastWork(() => rsaInconsistencies(sound), 20)).toBeLessThan(5);
  });
});

describe('recoverRsa', () => {
  test.each([
    ['n'],
    ['e'],
    ['d'],
    ['p'],
    ['q'],
    ['dp', 'dq', 'qInv'],
    ['n', 'e'],
    ['n', 'qInv'],
    ['e', 'd', 'dp'],
    ['d', 'p', 'dp', 'dq', 'qInv'],
    ['p', 'q', 'qInv'],
    ['p', 'q', 'dp', 'dq', 'qInv'],
    ['d', 'p', 'q', 'dq', 'qInv'],
    ['d', 'p', 'q', 'dp', 'qInv'],
  ] as const)('without %s %s %s %s %s', (...lost) => {
    expect(recoverRsa(without(lost))).toEqual(sound);
  });

  test.each(RSA_NUMBERS.map((name) => [name]))('%s wrong', (name) => {
    expect(recoverRsa({ ...sound, [name]: sound[name] ^ (0x3fn << 300n) })).toEqual(sound);
  });

  test.each([
    ['d', 'p', 'q', 'dp', 'dq', 'qInv'],
    ['n', 'p', 'dp'],
    ['n', 'd', 'dp', 'dq'],
  ] as const)('nothing where too little is left: without %s %s %s', (...lost) => {
    expect(recoverRsa(without(lost))).toBeUndefined();
  });

  test('no exponent is made up: not the usual one in place of another', () => {
    const small = numbersOf(
      generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 17 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    );
    expect(recoverRsa({ n: small.n, p: small.p, q: small.q })).toBeUndefined();
    expect(recoverRsa({ ...small, e: 19n })).toEqual(small);
  });

  test('nothing from the numbers of two keys', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const other = numbersOf(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    expect(recoverRsa({ n, e, d: other.d, p: other.p, q: other.q, dp: other.dp })).toBeUndefined();
  });
});

test('an RSA key of two primes that differ in size is read as OpenSSL reads it', () => {
  // Two Mersenne primes: known to be prime, and good for nothing else.
  const primes = [2n ** 521n - 1n, 2n ** 607n - 1n] as const;
  const order = (primes[0] - 1n) * (primes[1] - 1n);
  const exponent = invertModulo(e, order / greatestCommonDivisor(primes[0] - 1n, primes[1] - 1n)) as bigint;
  const numbers: RsaPrivateNumbers = {
    n: primes[0] * primes[1],
    e,
    d: exponent,
    p: primes[0],
    q: primes[1],
    dp: exponent % (primes[0] - 1n),
    dq: exponent % (primes[1] - 1n),
    qInv: invertModulo(primes[1], primes[0]) as bigint,
    bits: 1128,
  };
  const der = Buffer.from(rsaPrivateKey(numbers).pkcs8);
  expect(rsaInconsistencies(numbers)).toEqual([]);
  expect(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).asymmetricKeyDetails?.modulusLength).toBe(1128);
});

test('modular arithmetic', () => {
  expect(invertModulo(3n, 11n)).toBe(4n);
  expect(invertModulo(6n, 9n)).toBeUndefined();
  expect(invertModulo(0n, 7n)).toBeUndefined();
  expect(greatestCommonDivisor(84n, 36n)).toBe(12n);
  expect(powerModulo(3n, 200n, 1_000_007n)).toBe(3n ** 200n % 1_000_007n);
  expect(powerModulo(5n, 0n, 7n)).toBe(1n);
  for (const root of [0n, 1n, 2n, 12_345n, 2n ** 1024n - 7n]) {
    expect(squareRoot(root * root)).toBe(root);
    expect(squareRoot(root * root + 2n * root)).toBe(root);
  }
});

function without(lost: readonly RsaNumber[]): { readonly [name in RsaNumber]?: bigint } {
  return Object.fromEntries(RSA_NUMBERS.filter((name) => !lost.includes(name)).map((name) => [name, sound[name]]));
}

function numbersOf(pem: string): RsaPrivateNumbers {
  const read = parseKey(pem);
  if (!read.ok || read.key.type !== 'private' || !read.key.rsa) throw new TypeError('not an RSA private key');
  return read.key.rsa;
}
