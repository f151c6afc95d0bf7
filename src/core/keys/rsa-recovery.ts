import { bitLength } from '../encoding/bytes.ts';
import type { RsaPrivateNumbers } from './key.ts';
import { greatestCommonDivisor, invertModulo, powerModulo } from './modular.ts';
import { rsaInconsistencies } from './rsa-consistency.ts';

/** The numbers of an RSA private key as a damaged text gives them: any may be absent, and any may be wrong. */
export type RsaNumbersGiven = { readonly [name in RsaNumber]?: bigint | undefined };
export const RSA_NUMBERS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qInv'] as const;
export type RsaNumber = (typeof RSA_NUMBERS)[number];

/**
 * The private key that the sound ones among the given numbers prove: a factor of the given modulus, or two primes that
 * the exponents confirm. `undefined` where nothing is proved. `hard` allows exponentiations modulo n, of some ten
 * milliseconds each: they find the primes of a modulus of up to 2048 bits where both are lost.
 */
export function recoverRsa(given: RsaNumbersGiven, hard = true): RsaPrivateNumbers | undefined {
  for (const e of new Set([given.e, 65537n])) {
    const numbers = { ...given, e };
    for (const findPrimes of hard ? [factorGiven, primesAlone, factorByExponent] : [factorGiven, primesAlone]) {
      const primes = findPrimes(numbers);
      const complete = primes && completeFrom(numbers, ...primes, e === given.e);
      if (complete) return complete;
    }
  }
  return undefined;
}

/** The numbers with those that follow from the others filled in; `undefined` where they do not fit. */
export function completeRsa(given: RsaNumbersGiven): RsaPrivateNumbers | undefined {
  const numbers = recoverRsa(given, given.p === undefined); // mutants: powers find no p but another one
  const fits = numbers && RSA_NUMBERS.every((name) => given[name] === undefined || given[name] === numbers[name]);
  return fits ? numbers : undefined;
}

/** A given prime that divides the given modulus, with the other one. */
function factorGiven({ n, p, q }: RsaNumbersGiven): [bigint, bigint] | undefined {
  if (n === undefined) return undefined; // mutants: nothing is below undefined
  if (isFactor(p, n)) return [p, n / p];
  return isFactor(q, n) ? [n / q, q] : undefined;
}

function isFactor(number: bigint | undefined, n: bigint): number is bigint {
  // mutants: 2 is no prime of a key
  return number !== undefined && number > 1n && number < n && n % number === 0n;
}

/**
 * p and q, where the modulus is lost: that e has its inverse modulo p - 1 and modulo q - 1 is no accident. A modulus that
 * is there, and is mostly another one, is that of another key.
 */
function primesAlone({ n, e, d, p, q, dp, dq }: RsaNumbersGiven): [bigint, bigint] | undefined {
  if (p === undefined || q === undefined) return undefined;
  if (n !== undefined && distance(n, p * q) > n.toString(16).length / 2) return undefined;
  return (areInverse(e, dp, p) || areInverse(e, d, p)) && (areInverse(e, dq, q) || areInverse(e, d, q))
    ? [p, q]
    : undefined;
}

/** Whether two exponents are each other's inverse modulo `prime` - 1. */
function areInverse(e: bigint | undefined, exponent: bigint | undefined, prime: bigint): boolean {
  // mutants: modulo 1 nothing is 1
  return e !== undefined && exponent !== undefined && prime > 1n && (e * exponent) % (prime - 1n) === 1n;
}

/** a^(e*x) = a modulo a prime of n, for x = d, dp or dq: the difference shares that prime with n. */
function factorByExponent({ n, e, d, dp, dq }: RsaNumbersGiven): [bigint, bigint] | undefined {
  if (n === undefined || e === undefined || n === 0n || bitLength(n) > 2048) return undefined;
  for (const exponent of [dp, dq]) {
    if (exponent === undefined) continue;
    const p = greatestCommonDivisor(powerModulo(2n, e * exponent, n) - 2n, n);
    if (isFactor(p, n)) return exponent === dp ? [p, n / p] : [n / p, p];
  }
  return d === undefined ? undefined : factorByPrivateExponent(n, e * d - 1n);
}

/** The square roots of one that a multiple of lcm(p-1, q-1) leads to (NIST SP 800-56B, appendix C). */
function factorByPrivateExponent(n: bigint, multiple: bigint): [bigint, bigint] | undefined {
  if (multiple === 0n) return undefined;
  let odd = multiple;
  let twos = 0; // mutants: a root of one stays one
  for (; odd % 2n === 0n; odd /= 2n) twos++;
  // mutants: each base serves for half of all keys
  for (const base of [2n, 3n, 5n, 7n]) {
    let root = powerModulo(base, odd, n);
    // mutants: a root of one stays one
    for (let squared = 0; squared < twos; squared++) {
      const square = (root * root) % n;
      if (square === 1n && root !== 1n && root !== n - 1n) {
        // mutants: the sum has the other prime
        const p = greatestCommonDivisor(root - 1n, n);
        // mutants: no prime is there twice
        return p * p > n ? [p, n / p] : [n / p, p];
      }
      root = square;
    }
    // mutants: no other base has a root where this is no multiple
    if (root !== 1n) return undefined;
  }
  return undefined;
}

/**
 * The rest follows from the primes. What is given and fits is kept. Two that are not of one size are refused: a modulus
 * that was changed at random has small factors, and those would make a key of it too.
 */
function completeFrom(
  given: RsaNumbersGiven,
  p: bigint,
  q: bigint,
  exponentGiven: boolean,
): RsaPrivateNumbers | undefined {
  if (Math.abs(bitLength(p) - bitLength(q)) > 16) return undefined;
  const e = publicExponent(given, p, q, exponentGiven);
  if (e === undefined) return undefined;
  const d = privateExponent(e, given.d, p, q);
  const qInv = invertModulo(q, p);
  if (d === undefined || qInv === undefined) return undefined;
  const n = p * q;
  const numbers = { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qInv, bits: bitLength(n) };
  return rsaInconsistencies(numbers).length === 0 ? numbers : undefined;
}

/** The largest public exponent that is worked out from d, and more. */
const MAX_EXPONENT = 2n ** 32n;

/** e, where an exponent confirms it or it is given and the usual one; else what d is the inverse of, if that is small. */
function publicExponent(given: RsaNumbersGiven, p: bigint, q: bigint, isGiven: boolean): bigint | undefined {
  const { e, d, dp, dq } = given;
  if ((e === 65537n && isGiven) || areInverse(e, dp, p) || areInverse(e, dq, q)) return e;
  if (areInverse(e, d, p) && areInverse(e, d, q)) return e;
  const inverse = d === undefined ? undefined : invertModulo(d, leastCommonMultiple(p - 1n, q - 1n));
  // mutants: nothing is below undefined, and 2^32 is even
  return inverse !== undefined && inverse < MAX_EXPONENT ? inverse : undefined;
}

/**
 * The given d, where it is an inverse of e; else the one that is most like it. Beside the least there are others below n:
 * the one modulo (p-1)(q-1) was usual once.
 */
function privateExponent(e: bigint, given: bigint | undefined, p: bigint, q: bigint): bigint | undefined {
  // mutants: n is no inverse of e
  if (given !== undefined && given < p * q && areInverse(e, given, p) && areInverse(e, given, q)) return given;
  const least = invertModulo(e, leastCommonMultiple(p - 1n, q - 1n));
  if (least === undefined || given === undefined) return least;
  const usual = invertModulo(e, (p - 1n) * (q - 1n)) as bigint;
  // mutants: of two that are as like it either may be it
  return distance(usual, given) < distance(least, given) ? usual : least;
}

/** The number of hexadecimal digits in which two numbers differ. */
function distance(a: bigint, b: bigint): number {
  return (a ^ b).toString(16).replace(/0/g, '').length;
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return (a * b) / greatestCommonDivisor(a, b);
}
