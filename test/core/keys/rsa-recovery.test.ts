import { expect, test } from 'vitest';
import { bitLength } from '../../../src/core/encoding/bytes.ts';
import type { RsaPrivateNumbers } from '../../../src/core/keys/key.ts';
import { greatestCommonDivisor, invertModulo } from '../../../src/core/keys/modular.ts';
import { completeRsa, type RsaNumbersGiven, recoverRsa } from '../../../src/core/keys/rsa-recovery.ts';

/** The numbers of a key, in which p and q need not be prime for the relations between them to hold. */
function keyOf(p: bigint, q: bigint, e: bigint): RsaPrivateNumbers {
  const order = ((p - 1n) * (q - 1n)) / greatestCommonDivisor(p - 1n, q - 1n);
  const d = inverse(e, order);
  const n = p * q;
  return { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qInv: inverse(q, p), bits: bitLength(n) };
}
function inverse(value: bigint, modulus: bigint): bigint {
  const found = invertModulo(value, modulus);
  if (found === undefined) throw new TypeError(`${value} has no inverse modulo ${modulus}`);
  return found;
}
/** A number of `bits` bits. */
const odd = (bits: bigint, less: bigint) => 2n ** bits - less;

const [P, Q] = [odd(32n, 5n), odd(32n, 17n)];
const usual = keyOf(P, Q, 65537n);
const other = keyOf(P, Q, 23n);
const { n, e, d, p, q, dp, dq, qInv } = other;

test.each<[what: string, given: RsaNumbersGiven]>([
  ['a prime, where the other is nothing', { n, e, p, dp }],
  ['q', { n, e, q, dq }],
  ['q, where p is 0', { n, e, d, p: 0n, q }],
  ['q, where p is 1', { n, e, d, p: 1n, q }],
  ['q, where p is n', { n, e, d, p: n, q }],
  ['p, where q is no factor', { n, e, d, p, q: q + 2n }],
  ['e, which dp confirms', { n, e, p, q, dp, dq: 3n }],
  ['e, which dq confirms', { n, e, p, q, dp: 3n, dq }],
  ['e, which d confirms', { n, e, p, q, d }],
  ['d, whose inverse is small', { n, p, q, d }],
  ['both primes and their exponents, without n', { e, p, q, dp, dq }],
  ['both primes and d, without n', { e, p, q, d }],
  ['dp and d, without n', { e, p, q, d, dp: 3n, dq }],
  ['dq and d, without n', { e, p, q, d, dp, dq: 3n }],
])('%s prove a key', (_, given) => {
  expect(recoverRsa(given, false)).toEqual(other);
});

test.each<[what: string, given: RsaNumbersGiven]>([
  ['nothing but primes', { p, q }],
  ['primes and n, without an exponent', { n, p, q }],
  ['an e that nothing confirms', { n, e, p, q }],
  ['an e that d confirms for one prime alone', { n, e, p, q, d: dp }],
  ['an e that d confirms for the other prime alone', { n, e, p, q, d: dq }],
  ['a d without an inverse', { n, p, q, d: 2n }],
  ['numbers that no other confirms, without n', { e, p, q, dp, dq: 3n }],
  ['numbers that none confirms, without n', { e, p, q, dp: 3n, dq }],
  ['p alone, without n', { e, p, dp, dq }],
  ['q alone, without n', { e, q, dp, dq }],
  ['primes that are 1', { e, d, p: 1n, q: 1n, dp, dq }],
  ['an exponent of 1', { n, e: 1n, d: 1n, p, q, dp: 1n, dq: 1n }],
  ['p that is no factor of n', { n, e, d, p: p + 2n }],
  ['q that is no factor of n', { n, e, d, q: q + 2n }],
  ['what takes powers to be found', { n, e, d, dp, dq }],
])('%s prove no key', (_, given) => {
  expect(recoverRsa(given, false)).toBeUndefined();
});

test('the usual exponent needs no proof where it is given, and is never made up', () => {
  expect(recoverRsa({ n, e: 65537n, p }, false)).toEqual(usual);
  expect(recoverRsa({ n, e: 65539n, p }, false)).toBeUndefined();
  expect(recoverRsa({ n, p, dp: usual.dp }, false)).toEqual(usual);
  expect(recoverRsa({ n, e: 3n, p, dp: usual.dp }, false)).toEqual(usual);
});

test('an exponent is worked out up to 32 bits', () => {
  const large = keyOf(P, Q, 2n ** 32n - 3n);
  expect(recoverRsa({ n, p, q, d: large.d }, false)).toEqual(large);
  const larger = keyOf(P, Q, 2n ** 32n + 15n);
  expect(recoverRsa({ n, p, q, d: larger.d }, false)).toBeUndefined();
  expect(recoverRsa({ n, e: larger.e, p, q, d: larger.d }, false)).toEqual(larger);
});

test('where p and q have no inverses, there is no key', () => {
  const [p, q] = [2n * 65537n + 1n, 2n ** 17n + 29n];
  expect(recoverRsa({ n: p * q, e: 65537n, p, q }, false)).toBeUndefined();
  expect(recoverRsa({ n: p * q, e: 65537n, d: 5n, p, q }, false)).toBeUndefined();
  expect(recoverRsa({ n: 315n, e: 65537n, p: 15n, q: 21n }, false)).toBeUndefined();
});

test('two numbers of different size are no primes of a key', () => {
  expect(recoverRsa(keyOf(odd(32n, 5n), odd(16n, 15n), 65537n), false)).toMatchObject({ p: odd(32n, 5n) });
  expect(recoverRsa(keyOf(odd(33n, 9n), odd(16n, 15n), 65537n), false)).toBeUndefined();
});

test('a modulus that is half another one is that of another key', () => {
  const key = keyOf(odd(1024n, 105n), odd(1024n, 111n), 65537n);
  const halfAnother = key.n ^ BigInt(`0x${'1'.repeat(256)}`);
  const mostlyAnother = key.n ^ BigInt(`0x${'1'.repeat(257)}`);
  expect(recoverRsa({ ...key, n: halfAnother }, false)).toEqual(key);
  expect(recoverRsa({ ...key, n: mostlyAnother }, false)).toBeUndefined();
});

test.each<[what: string, given: RsaNumbersGiven]>([
  ['dp', { n, e, dp }],
  ['dq', { n, e, dq }],
  ['dq, where dp is another number', { n, e, dp: dp + 2n, dq }],
  ['dq, where dp is d', { n, e, dp: d, dq }],
])('%s proves the primes', (_, given) => {
  expect(recoverRsa(given)).toEqual(other);
});

/** What 2^odd is modulo p and q decides which base finds them. */
test.each([
  ['the first base', 23n, 11n, 7n],
  ['the second, as the first leads to -1', 19n, 11n, 7n],
  ['the second, as the first leads to 1', 23n, 7n, 17n],
  ['a root that is squared several times', 97n, 17n, 5n],
])('d proves the primes by %s', (_, p, q, e) => {
  const key = keyOf(p, q, e);
  expect(recoverRsa({ n: key.n, e, d: key.d })).toEqual(key);
});

test('the larger prime is p, where nothing says which', () => {
  for (const [p, q] of [[19n, 11n] as const, [11n, 19n] as const]) {
    const key = keyOf(p, q, 7n);
    expect(recoverRsa({ n: key.n, e: 7n, d: key.d })).toEqual(keyOf(19n, 11n, 7n));
  }
});

test.each<[what: string, given: RsaNumbersGiven]>([
  ['a modulus of 0', { n: 0n, e, d, dp, dq }],
  ['another d', { n, e, d: d + 2n }],
  ['d of 0', { n, e, d: 0n }],
  ['e and d of 1', { n, e: 1n, d: 1n }],
  ['no modulus', { e, d, dp }],
  ['no e', { n, dp }],
  ['no exponent', { n, e }],
])('%s: no primes', (_, given) => {
  expect(recoverRsa(given)).toBeUndefined();
});

test('primes are looked for by powers in a modulus of up to 2048 bits', () => {
  const { n, e, dp } = keyOf(odd(1024n, 105n), odd(1024n, 111n), 65537n);
  expect(recoverRsa({ n, e, dp })).toMatchObject({ n });
  const longer = keyOf(odd(1024n, 105n), odd(1025n, 113n), 65537n);
  expect(longer.bits).toBe(2049);
  expect(recoverRsa({ n: longer.n, e, dp: longer.dp })).toBeUndefined();
});

test('of the private exponents below n the given one is kept, else the one most like it', () => {
  const [p, q] = [60n * 1001n + 1n, 60n * 1009n + 1n];
  const key = keyOf(p, q, 17n);
  const order = ((p - 1n) * (q - 1n)) / 60n / greatestCommonDivisor(1001n, 1009n);
  const usual = inverse(17n, (p - 1n) * (q - 1n));
  const others = [key.d, usual, ...[1n, 2n, 3n].map((times) => key.d + times * order)];
  for (const d of others) expect(recoverRsa({ ...key, d }, false)).toEqual({ ...key, d });
  for (const d of [key.d, usual]) {
    expect(recoverRsa({ ...key, d: d ^ 0xf0n }, false)).toEqual({ ...key, d });
    expect(recoverRsa({ ...key, d: d + 100n * order * 60n }, false)?.d).toBeLessThan(key.n);
  }
  expect(recoverRsa({ ...key, d: undefined }, false)).toEqual(key);
});

test('the numbers of a whole key are completed where they all fit', () => {
  expect(completeRsa({ n, e, d, p, q, qInv })).toEqual(other);
  expect(completeRsa({ n, e, d, p, q })).toEqual(other);
  expect(completeRsa({ n, e, d, q })).toEqual(other);
  expect(completeRsa({ n, e, d })).toEqual(keyOf(P, Q, e));
  for (const name of ['n', 'e', 'd', 'p', 'q', 'qInv'] as const) {
    expect(completeRsa({ n, e, d, p, q, qInv, [name]: other[name] + 2n }), name).toBeUndefined();
  }
  // Powers are worth their time where a prime is lost.
  expect(completeRsa({ n, e, d, dp, p })).toEqual(other);
  expect(completeRsa({ n, e, dp })).toEqual(other);
  expect(completeRsa({ n, e, dp, q })).toEqual(other);
  expect(completeRsa({ n, e, dp: dp + 2n, dq, p: p + 2n, q: q + 2n })).toBeUndefined();
});
