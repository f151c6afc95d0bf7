import { expect, test } from 'vitest';
import type { RsaPrivateNumbers } from '../../../src/core/keys/key.ts';
import { invertModulo } from '../../../src/core/keys/modular.ts';
import { rsaInconsistencies } from '../../../src/core/keys/rsa-consistency.ts';

// Keys so small that a person can check them: what holds for them holds for all.
const sound = key(5n, 11n, 3n);

test.each([
  ['p below q', key(5n, 11n, 3n)],
  ['p above q', key(11n, 5n, 3n)],
  ['the least p', key(3n, 11n, 3n)],
  ['the least q', key(11n, 3n, 3n)],
  ['an e that is no prime', key(5n, 11n, 9n)],
  ['a d that is larger than it has to be', { ...sound, d: sound.d + 20n }],
])('no relation is broken: %s', (_, numbers) => {
  expect(rsaInconsistencies(numbers)).toEqual([]);
});

test.each<[change: Partial<RsaPrivateNumbers>, broken: readonly string[]]>([
  [{ p: 2n }, ['p and q are primes']],
  [{ q: 2n }, ['p and q are primes']],
  [{ p: 2n, q: 2n }, ['p and q are primes']],
  [{ n: 56n }, ['n = p*q']],
  [{ e: 1n }, ['e is odd and at least 3', 'e*d = 1 mod lcm(p-1, q-1)']],
  [{ e: 0n }, ['e is odd and at least 3', 'e*d = 1 mod lcm(p-1, q-1)']],
  [{ e: 4n }, ['e is odd and at least 3', 'e*d = 1 mod lcm(p-1, q-1)']],
  // With 21 = 1 mod lcm(4, 10) a d of 1 fits all the rest.
  [{ e: 21n, d: 1n, dp: 1n, dq: 1n }, ['d lies between 1 and n']],
  [{ d: 2n, dp: 2n, dq: 2n }, ['e*d = 1 mod lcm(p-1, q-1)']],
  [{ d: 54n, dp: 2n, dq: 4n }, ['e*d = 1 mod lcm(p-1, q-1)']],
  [{ d: 55n, dp: 3n, dq: 5n }, ['d lies between 1 and n', 'e*d = 1 mod lcm(p-1, q-1)']],
  [{ d: 67n }, ['d lies between 1 and n']],
  // 3 * 3 = 1 mod 4 and not mod 10; 3 * 17 = 1 mod 10 and not mod 4.
  [{ d: 3n, dp: 3n, dq: 3n }, ['e*d = 1 mod lcm(p-1, q-1)']],
  [{ d: 17n, dp: 1n, dq: 7n }, ['e*d = 1 mod lcm(p-1, q-1)']],
  [{ dp: sound.dp + 4n }, ['dp = d mod (p-1)']],
  [{ dq: sound.dq + 10n }, ['dq = d mod (q-1)']],
  [{ qInv: sound.qInv + 5n }, ['qInv = q^-1 mod p']],
  [{ qInv: 2n }, ['qInv = q^-1 mod p']],
])('%o breaks its relations, and no other', (change, broken) => {
  expect(rsaInconsistencies({ ...sound, ...change })).toEqual(broken);
});

/** The numbers of a key, d the least one (RFC 8017 §3.2). */
function key(p: bigint, q: bigint, e: bigint): RsaPrivateNumbers {
  const order = ((p - 1n) * (q - 1n)) / 2n; // The two have no other factor in common here.
  const d = invertModulo(e, order) as bigint;
  const qInv = invertModulo(q, p) as bigint;
  return { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qInv, bits: (p * q).toString(2).length };
}
