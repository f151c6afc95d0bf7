import type { RsaPrivateNumbers } from './key.ts';

/**
 * The relations of RFC 8017 §3.2 that do not hold between the numbers of an RSA private key; none for a sound key.
 * Either prime may be the larger one. That p and q are prime is not tested.
 */
export function rsaInconsistencies(numbers: RsaPrivateNumbers): string[] {
  const { n, e, d, p, q, dp, dq, qInv } = numbers;
  if (p < 3n || q < 3n) return ['p and q are primes'];
  const broken: string[] = [];
  if (n !== p * q) broken.push('n = p*q');
  if (e === 1n || e % 2n === 0n) broken.push('e is odd and at least 3');
  if (d < 2n || d >= n) broken.push('d lies between 1 and n');
  // One modulo p - 1 and one modulo q - 1 is one modulo lcm(p - 1, q - 1).
  if ((e * d) % (p - 1n) !== 1n || (e * d) % (q - 1n) !== 1n) broken.push('e*d = 1 mod lcm(p-1, q-1)');
  if (dp !== d % (p - 1n)) broken.push('dp = d mod (p-1)');
  if (dq !== d % (q - 1n)) broken.push('dq = d mod (q-1)');
  // mutants: p itself is no inverse
  if (qInv >= p || (qInv * q) % p !== 1n) broken.push('qInv = q^-1 mod p');
  return broken;
}
