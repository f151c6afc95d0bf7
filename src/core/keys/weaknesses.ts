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
const SMALL_PRIMES = oddPrimesUpTo(751); // mutants: 752 is no prime
/** The odd primes that divide the product from which ROCA primes were made, and the powers of 65537 modulo each. */
const ROCA_POWERS = oddPrimesUpTo(167).map((prime) => [prime, powersOf(65537, prime)] as const); // mutants: nor is 168
const SQUARE_MODULUS = 5040;
const SQUARE_RESIDUES = new Set(Array.from({ length: SQUARE_MODULUS }, (_, root) => (root * root) % SQUARE_MODULUS));

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
  // mutants: 65536 is even
  if (e < 65537n) return { name: 'exponent-too-small', title: `The public exponent is ${e}, and 65537 is the least` };
  // mutants: so is this
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
  return ROCA_POWERS.every(([prime, powers]) => powers.has(Number(n % BigInt(prime))));
}

/** Fermat's factorisation (Böck, "Fermat Factorization in the Wild", 2023): n = a^2 - b^2 with a just above its root. */
function hasClosePrimes(n: bigint): boolean {
  const root = squareRoot(n);
  const first = root * root === n ? root : root + 1n;
  return Array.from({ length: FERMAT_ROUNDS }, (_, round) => first + BigInt(round)).some((a) => isSquare(a * a - n));
}

function isSquare(value: bigint): boolean {
  // mutants: squares have few residues: without this, each number needs a root
  if (!SQUARE_RESIDUES.has(Number(value % BigInt(SQUARE_MODULUS)))) return false;
  const root = squareRoot(value);
  return root * root === value;
}

function oddPrimesUpTo(limit: number): number[] {
  const primes: number[] = [];
  for (let candidate = 3; candidate <= limit; candidate += 2) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

function powersOf(base: number, modulus: number): ReadonlySet<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * base) % modulus) powers.add(power);
  return powers;
}
