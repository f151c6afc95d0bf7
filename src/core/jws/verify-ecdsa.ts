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
  if (r <= 0n || r >= n || s <= 0n || s >= n || inverse === undefined) return false;
  const u = (bytesToBigInt(sha256) * inverse) % n;
  const v = (r * inverse) % n;
  const key = multiply(curve, { x: bytesToBigInt(x), y: bytesToBigInt(y) }, v);
  const sum = u === 0n ? key : add(curve, multiplyGenerator(curve, u), key);
  return sum !== undefined && sum.x % n === r;
}

/** `undefined` for the point at infinity. */
function add({ p, a }: Curve, one: Point, other: Point): Point | undefined {
  const isSameX = one.x === other.x;
  if (isSameX && one.y !== other.y) return undefined;
  const [rise, run] = isSameX ? [3n * one.x * one.x + a, 2n * one.y] : [other.y - one.y, other.x - one.x];
  const inverse = invertModulo(((run % p) + p) % p, p);
  if (inverse === undefined) return undefined;
  const slope = rise * inverse;
  const x = (((slope * slope - one.x - other.x) % p) + p) % p;
  return { x, y: (((slope * (one.x - x) - one.y) % p) + p) % p };
}
