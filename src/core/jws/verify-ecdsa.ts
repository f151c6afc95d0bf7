import { bytesToBigInt } from '../encoding/bytes.ts';
import { CURVES, type Curve, multiply, multiplyGenerator, type Point } from '../keys/curve.ts';
import type { PublicKey } from '../keys/key.ts';
import { invertModulo } from '../keys/modular.ts';

/** The two numbers of an ECDSA signature. */
export interface EcdsaSignature {
  readonly r: bigint;
  readonly s: bigint;
}

/** Verifies over P-256 by arithmetic (FIPS 186-5 §6.4.2), some milliseconds each. False for any other key. */
export function verifyP256({ crv, x, y }: PublicKey, sha256: Uint8Array, { r, s }: EcdsaSignature): boolean {
  if (crv !== 'P-256' || !x || !y) return false;
  const curve = CURVES['P-256'];
  const { n } = curve;
  const inverse = invertModulo(s, n);
  // mutants: 0 and n have no inverse, all between have one, and nobody knows a point whose x is 1
  if (r <= 0n || r >= n || s <= 0n || s >= n || inverse === undefined) return false;
  const u = (bytesToBigInt(sha256) * inverse) % n;
  const v = (r * inverse) % n;
  const key = multiply(curve, { x: bytesToBigInt(x), y: bytesToBigInt(y) }, v);
  const x0 = u === 0n ? key.x : sumX(curve, multiplyGenerator(curve, u), key);
  return x0 !== undefined && x0 % n === r;
}

/** The x of the sum; `undefined` for the point at infinity, which has none. */
function sumX({ p, a }: Curve, one: Point, other: Point): bigint | undefined {
  const isSameX = one.x === other.x;
  if (isSameX && one.y !== other.y) return undefined;
  const [rise, run] = isSameX ? [3n * one.x * one.x + a, 2n * one.y] : [other.y - one.y, other.x - one.x];
  const inverse = invertModulo(run, p);
  // mutants: two points with one x are the same one, and none of them is its own opposite
  if (inverse === undefined) return undefined;
  const slope = rise * inverse;
  return (((slope * slope - one.x - other.x) % p) + p) % p;
}
