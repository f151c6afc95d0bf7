import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RsaPublicNumbers } from '../../../src/core/keys/key.ts';
import { ecPrivateKey, ed25519PublicKey, rsaPublicKey } from '../../../src/core/keys/make-key.ts';
import { powerModulo, squareRoot } from '../../../src/core/keys/modular.ts';
import { parseKey } from '../../../src/core/keys/parse-key.ts';
import { weaknesses } from '../../../src/core/keys/weaknesses.ts';

const E = 65537n;
const sound = publicNumbers('rsa-2048');

test('a sound key has none', () => {
  expect(weaknesses(rsaPublicKey(sound.n, sound.e))).toEqual([]);
  expect(weaknesses(ecPrivateKey('P-256', 7n).publicKey)).toEqual([]);
});

test('RFC 8037 §A.1: a key that everybody has', () => {
  const x = new Uint8Array(Buffer.from('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', 'base64url'));
  expect(weaknesses(ed25519PublicKey(x))).toEqual([
    { name: 'key-published', title: 'The private key is printed in RFC 8037 §A.1' },
  ]);
});

test('a modulus that is too long costs no arithmetic', () => {
  expect(names(2n ** 4098n)).toEqual(['modulus-too-long']);
});

test.each([
  [2047n, 'The modulus has 2047 bits, and 2048 is the least'],
  [2049n, 'The modulus has 2049 bits, not 2048, 3072 or 4096'],
  [4095n, 'The modulus has 4095 bits, not 2048, 3072 or 4096'],
  [4097n, 'The modulus has 4097 bits, and 4096 is the most'],
])('a modulus of %i bits', (bits, title) => {
  expect(titles(2n ** bits - 1n)).toContain(title);
});

test.each([2048n, 3072n, 4096n])('%i bits are a size that is used', (bits) => {
  expect(titles(2n ** bits - 1n).filter((title) => title.includes('bits'))).toEqual([]);
});

test.each([
  [1n, ['exponent-one']],
  [65535n, ['exponent-too-small']],
  [65536n, ['exponent-even']],
  [65537n, []],
  [2n ** 64n - 1n, []],
  [2n ** 64n, ['exponent-even']],
  [2n ** 64n + 1n, ['exponent-too-large']],
])('an exponent of %i', (e, expected) => {
  expect(names(sound.n, e)).toEqual(expected);
});

test.each([
  [3n * 751n, 'The modulus is divisible by 3'],
  [9n, 'The modulus is divisible by 3'],
  [25n * 49n, 'The modulus is divisible by 5'],
  [751n, 'The modulus is divisible by 751'],
  [757n, undefined],
])('the smallest factor is named, up to 751: a multiple of %i', (factor, title) => {
  const odd = 2n ** 2040n / factor;
  // None of the small primes divides the other factor.
  const other = [...Array(2000).keys()]
    .map((at) => (odd | 1n) + 2n * BigInt(at))
    .find((value) => names(value).length < 2);
  expect(titles(factor * (other as bigint)).find((text) => text.includes('divisible'))).toBe(title);
});

test('ROCA: a power of 65537 modulo every odd prime up to 167, and no other number', () => {
  const primes = [...Array(165).keys()].map((at) => at + 3).filter((n) => n % 2 === 1 && isPrime(n));
  const product = primes.reduce((all, prime) => all * BigInt(prime), 1n);
  for (const exponent of [1n, 2n, 3n, 12_345n])
    expect(names(at2048Bits(powerModulo(E, exponent, product), product))).toContain('modulus-roca');

  // Where 65537 makes every residue there is no power to miss.
  const telling = primes.filter((prime) => nonPowerOf(prime) !== undefined);
  expect(telling.length).toBeGreaterThan(9);
  for (const prime of telling) {
    const p = BigInt(prime);
    const others = product / p;
    let residue = E;
    while (residue % p !== BigInt(nonPowerOf(prime) as number)) residue += others;
    expect(names(at2048Bits(residue % product, product))).not.toContain('modulus-roca');
  }
});

test.each([
  [110n, 121n, true],
  [111n, 9n, false],
])('Fermat: primes that are found in %i rounds', (rounds, further, isFound) => {
  const middle = 2n ** 1024n - 2n ** 1000n + 1n;
  const half = squareRoot(2n * middle * rounds - middle) + further;
  const n = (middle + half) * (middle - half);
  expect(middle - squareRoot(n)).toBe(rounds);
  expect(names(n)).toEqual(isFound ? ['modulus-close-primes'] : []);
});

test('Fermat: whatever the difference of the primes', () => {
  const middle = 2n ** 1024n - 2n ** 1000n + 1n;
  const found = [...Array(600).keys()].map((half) => names((middle + BigInt(half)) * (middle - BigInt(half))));
  const even = ['modulus-even'];
  const divided = ['modulus-small-factor'];
  for (const [half, weakness] of found.entries())
    expect([['modulus-close-primes'], half % 2 === 1 ? even : divided]).toContainEqual(weakness);
  expect(found.filter(([weakness]) => weakness === 'modulus-close-primes').length).toBeGreaterThan(4);
});

function names(n: bigint, e = E): string[] {
  return weaknesses(rsaPublicKey(n, e)).map((weakness) => weakness.name);
}

function titles(n: bigint): string[] {
  return weaknesses(rsaPublicKey(n, E)).map((weakness) => weakness.title);
}

/** The first odd number of 2048 bits with this residue that no small prime divides. */
function at2048Bits(residue: bigint, product: bigint): bigint {
  const start = (2n ** 2047n / product + 1n) * product + residue;
  for (let n = start; ; n += product) {
    if (!names(n).some((name) => name === 'modulus-even' || name === 'modulus-small-factor')) return n;
  }
}

function isPrime(n: number): boolean {
  return [...Array(n).keys()].slice(2).every((divisor) => n % divisor !== 0);
}

/** The least residue from 1 on that is no power of 65537. */
function nonPowerOf(prime: number): number | undefined {
  const powers = new Set([...Array(prime).keys()].map((power) => powerModulo(E, BigInt(power), BigInt(prime))));
  return [...Array(prime).keys()].find((residue) => residue > 0 && !powers.has(BigInt(residue)));
}

function publicNumbers(name: string): RsaPublicNumbers {
  const { key } = parseKey(readFileSync(new URL(`../../../vectors/pem/${name}.pem`, import.meta.url), 'utf8'));
  if (!key?.rsa) throw new TypeError('not an RSA key');
  return key.rsa;
}
