import { fingerprint } from './fingerprint.ts';
import type { PublicKey, RsaPublicNumbers } from './key.ts';
import { squareRoot } from './modular.ts';
import { PUBLISHED_KEYS } from './published-keys.ts';

export type WeaknessName =
  | 'modulus-too-short'
  | 'modulus-too-long'
  | 'modulus-odd-size'
  | 'modulus-even'
  | 'modulus-small-factor'
  | 'modulus-roca'
  | 'modulus-close-primes'
  | 'exponent-one'
  | 'exponent-even'
  | 'exponent-too-small'
  | 'exponent-too-large'
  | 'key-published';

/** Why a key must not be trusted, although it is well-formed. `title` is a sentence without a full stop. */
export interface KeyWeakness {
  readonly name: WeaknessName;
  readonly title: string;
}

const SIZES = [2048, 3072, 4096];
const FERMAT_ROUNDS = 110;
const SMALL_PRIMES = primesUpTo(752);
const SQUARE_MODULI = [63, 65, 11];
const SQUARE_MODULUS = BigInt(SQUARE_MODULI.reduce((product, modulus) => product * modulus, 1));
const SQUARE_RESIDUES: readonly (readonly [number, ReadonlySet<number>])[] = SQUARE_MODULI.map((modulus) => [
  modulus,
  new Set(Array.from({ length: modulus }, (_, root) => (root * root) % modulus)),
]);
/** The primes that divide the product from which ROCA primes were made, but for 2, whose residue says nothing. */
const ROCA_PRIMES = primesUpTo(167).slice(1);

/**
 * The weaknesses of a public key; none for a good one. The rules for RSA are those of Let's Encrypt
 * (https://github.com/letsencrypt/boulder, package goodkey): 2048, 3072 or 4096 bits, an odd exponent from 65537 on.
 * @example
 * ```ts
 * import { parseKey, publicKeyOf, weaknesses } from '@mintmark/jwt';
 *
 * const reading = parseKey(process.env.PUBLIC_KEY ?? '');
 * if (reading.ok) for (const { title } of weaknesses(publicKeyOf(reading.key))) console.log(title);
 * ```
 */
export function weaknesses(publicKey: PublicKey): KeyWeakness[] {
  const found = publicKey.rsa ? rsaWeaknesses(publicKey.rsa) : [];
  const document = PUBLISHED_KEYS.get(fingerprint(publicKey));
  if (document) found.push({ name: 'key-published', title: `The private key is printed in ${document}` });
  return found;
}

function rsaWeaknesses(numbers: RsaPublicNumbers): KeyWeakness[] {
  const size = sizeWeakness(numbers.bits);
  // Above the limit nothing more is computed: the size alone is a way to keep a server busy.
  const modulus = size?.name === 'modulus-too-long' ? undefined : modulusWeakness(numbers.n);
  return [size, exponentWeakness(numbers.e), modulus].filter((weakness) => weakness !== undefined);
}

function sizeWeakness(bits: number): KeyWeakness | undefined {
  if (bits < 2048) return { name: 'modulus-too-short', title: `The modulus has ${bits} bits, and 2048 is the least` };
  if (bits > 4096) return { name: 'modulus-too-long', title: `The modulus has ${bits} bits, and 4096 is the most` };
  if (SIZES.includes(bits)) return undefined;
  return { name: 'modulus-odd-size', title: `The modulus has ${bits} bits, not 2048, 3072 or 4096` };
}

function exponentWeakness(e: bigint): KeyWeakness | undefined {
  if (e === 1n) return { name: 'exponent-one', title: 'The public exponent is 1, so anyone can make a signature' };
  if (e % 2n === 0n) return { name: 'exponent-even', title: 'The public exponent is even, so no private key fits it' };
  if (e < 65537n) return { name: 'exponent-too-small', title: `The public exponent is ${e}, and 65537 is the least` };
  if (e < 2n ** 64n) return undefined;
  return { name: 'exponent-too-large', title: 'The public exponent has more than 64 bits, so each check is slow' };
}

function modulusWeakness(n: bigint): KeyWeakness | undefined {
  if (n % 2n === 0n)
    return { name: 'modulus-even', title: 'The modulus is even, so it is not the product of two primes' };
  const factor = SMALL_PRIMES.find((prime) => n % BigInt(prime) === 0n);
  if (factor) return { name: 'modulus-small-factor', title: `The modulus is divisible by ${factor}` };
  if (hasRocaShape(n)) return { name: 'modulus-roca', title: 'The modulus has the form of ROCA (CVE-2017-15361)' };
  if (!hasClosePrimes(n)) return undefined;
  return { name: 'modulus-close-primes', title: 'The two primes are so close that the modulus is factored at once' };
}

/**
 * The discrete-logarithm fingerprint of "The Return of Coppersmith's Attack" (Nemec et al., 2017, §3.1): such moduli are
 * powers of 65537 modulo each of the primes. One modulus in more than 2^27 is so by chance.
 */
function hasRocaShape(n: bigint): boolean {
  return ROCA_PRIMES.every((prime) => {
    const residue = Number(n % BigInt(prime));
    let power = 1;
    do {
      if (power === residue) return true;
      power = (power * 65537) % prime;
    } while (power !== 1);
    return false;
  });
}

/** Fermat's factorisation (Böck, "Fermat Factorization in the Wild", 2023): n = a^2 - b^2 with a just above its root. */
function hasClosePrimes(n: bigint): boolean {
  const root = squareRoot(n);
  let a = root * root === n ? root : root + 1n;
  for (let round = 0; round < FERMAT_ROUNDS; round++, a++) {
    if (isSquare(a * a - n)) return true;
  }
  return false;
}

function isSquare(value: bigint): boolean {
  // Squares have few residues: less than one number in a hundred needs a root.
  const last = Number(BigInt.asUintN(4, value));
  if (last !== 0 && last !== 1 && last !== 4 && last !== 9) return false;
  const residue = Number(value % SQUARE_MODULUS);
  if (!SQUARE_RESIDUES.every(([modulus, squares]) => squares.has(residue % modulus))) return false;
  const root = squareRoot(value);
  return root * root === value;
}

function primesUpTo(limit: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; candidate <= limit; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}
