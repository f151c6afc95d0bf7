/** FIPS 180-4 §4.2.3: the first 64 bits of the fractional parts of the cube roots of the first 80 primes. */
export const ROUND_CONSTANTS: readonly bigint[] = firstPrimes(80).map((prime) => rootFraction(prime, 3n));

/** FIPS 180-4 §5.3: the same of the square roots of the first sixteen primes. */
export const SQUARE_ROOTS: readonly bigint[] = firstPrimes(16).map((prime) => rootFraction(prime, 2n));

function firstPrimes(count: number): bigint[] {
  const primes: bigint[] = [];
  for (let candidate = 2n; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0n)) primes.push(candidate);
  }
  return primes;
}

/** 64 fractional bits of the `degree`-th root of a small number, by Newton's method from above. */
function rootFraction(value: bigint, degree: bigint): bigint {
  const scaled = value << (64n * degree);
  let root = value << 64n;
  for (;;) {
    const next = ((degree - 1n) * root + scaled / root ** (degree - 1n)) / degree;
    if (next >= root) return BigInt.asUintN(64, root);
    root = next;
  }
}
