import { bigIntToBytes, bytesToBigInt } from '../encoding/bytes.ts';
import { invertModulo, modulo, powerModulo } from './modular.ts';

export type CurveName = 'P-256' | 'P-384' | 'P-521' | 'secp256k1';
export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

/** A short Weierstrass curve y^2 = x^3 + ax + b over the field of p elements, with a generator of prime order n. */
export interface Curve {
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly n: bigint;
  readonly generator: Point;
  /** Bytes of one coordinate. */
  readonly size: number;
}

/** FIPS 186-4 §D.1.2 and SEC 2 §2.4.1. All four primes are 3 mod 4. */
export const CURVES: { readonly [crv in CurveName]: Curve } = {
  'P-256': {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    a: -3n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    generator: {
      x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    },
    size: 32,
  },
  'P-384': {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    a: -3n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    generator: {
      x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
      y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
    },
    size: 48,
  },
  'P-521': {
    p: 2n ** 521n - 1n,
    a: -3n,
    b: 0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    n: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    generator: {
      x: 0xc6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
      y: 0x11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
    },
    size: 66,
  },
  secp256k1: {
    p: 2n ** 256n - 2n ** 32n - 977n,
    a: 0n,
    b: 7n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
    generator: {
      x: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
      y: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
    },
    size: 32,
  },
};

/** Reads a point (SEC 1 §2.3.4), uncompressed or compressed; `undefined` where it is not one of the curve. */
export function readPoint(curve: Curve, bytes: Uint8Array): Point | undefined {
  const x = bytesToBigInt(bytes.subarray(1, 1 + curve.size));
  if (bytes[0] === 4 && bytes.length === 1 + 2 * curve.size) {
    const point = { x, y: bytesToBigInt(bytes.subarray(1 + curve.size)) };
    return isOnCurve(curve, point) ? point : undefined;
  }
  if ((bytes[0] === 2 || bytes[0] === 3) && bytes.length === 1 + curve.size) {
    // mutants: p is 3 more than a multiple of 4, so p + 2 comes to the same quarter
    const root = powerModulo(rightSide(curve, x), (curve.p + 1n) / 4n, curve.p);
    const y = root % 2n === BigInt(bytes[0] - 2) ? root : curve.p - root;
    return isOnCurve(curve, { x, y }) ? { x, y } : undefined;
  }
  return undefined;
}

/** The uncompressed form of a point: 4, x, y (SEC 1 §2.3.3). */
export function writePoint(curve: Curve, point: Point): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * curve.size);
  bytes[0] = 4;
  bytes.set(bigIntToBytes(point.x, curve.size), 1);
  bytes.set(bigIntToBytes(point.y, curve.size), 1 + curve.size);
  return bytes;
}

export function isOnCurve(curve: Curve, { x, y }: Point): boolean {
  // mutants: the order is odd, so no point has 0 as its y
  return x < curve.p && y < curve.p && (y * y - rightSide(curve, x)) % curve.p === 0n;
}

function rightSide(curve: Curve, x: bigint): bigint {
  return modulo(x * x * x + curve.a * x + curve.b, curve.p);
}

/** `scalar` times the generator, for a scalar of 1 to n - 1. Not constant-time: it never meets an attacker's clock. */
export function multiplyGenerator(curve: Curve, scalar: bigint): Point {
  return multiply(curve, curve.generator, scalar);
}

/** The same with any other point of the curve, all of which have the order n. */
export function multiply(curve: Curve, point: Point, scalar: bigint): Point {
  let sum: Jacobian = { x: 1n, y: 1n, z: 0n }; // mutants: it is at infinity, whatever its x and y
  for (const bit of scalar.toString(2)) {
    sum = double(curve, sum);
    if (bit === '1') sum = addAffine(curve, sum, point);
  }
  return affine(curve, sum);
}

function affine({ p }: Curve, { x, y, z }: Jacobian): Point {
  const inverse = invertModulo(modulo(z, p), p) as bigint;
  const square = inverse * inverse;
  return { x: modulo(x * square, p), y: modulo(y * square * inverse, p) };
}

/** The most that one digit of base64 can add or take. */
const DIGIT = 63;

/**
 * How to get from one point to another by one digit of base64 in the number that it is a multiple of: `times` (up to 63
 * either way) times 2^shift times the generator. `undefined` where none of the shifts leads there.
 */
export function stepBetween(
  curve: Curve,
  from: Point,
  to: Point,
  shifts: readonly number[],
): { readonly shift: number; readonly times: number } | undefined {
  const { p } = curve;
  if (from.x === to.x) return undefined;
  const way = affine(curve, addAffine(curve, { ...to, z: 1n }, { x: from.x, y: p - from.y }));
  let power: Jacobian = { ...curve.generator, z: 1n };
  for (let shift = 0; shift <= Math.max(...shifts); shift++) {
    if (shifts.includes(shift)) {
      const step = affine(curve, power);
      let sum: Jacobian = { ...step, z: 1n };
      for (let times = 1; times <= DIGIT; times++) {
        const zSquared = (sum.z * sum.z) % p;
        if ((sum.x - way.x * zSquared) % p === 0n) {
          return { shift, times: (sum.y - way.y * zSquared * sum.z) % p === 0n ? times : -times };
        }
        sum = times === 1 ? double(curve, sum) : addAffine(curve, sum, step);
      }
    }
    power = double(curve, power);
  }
  return undefined;
}

/** The point (x / z^2, y / z^3); at infinity where z is zero. */
interface Jacobian extends Point {
  readonly z: bigint;
}

function double(curve: Curve, { x, y, z }: Jacobian): Jacobian {
  const { p, a } = curve;
  const ySquared = (y * y) % p;
  const s = (4n * x * ySquared) % p;
  const zSquared = (z * z) % p;
  const m = (3n * x * x + a * zSquared * zSquared) % p;
  const x3 = (m * m - 2n * s) % p;
  return { x: x3, y: (m * (s - x3) - 8n * ySquared * ySquared) % p, z: (2n * y * z) % p };
}

/** `left` plus `right`, where they are not the same point: in a double-and-add from the top they never are. */
function addAffine(curve: Curve, left: Jacobian, right: Point): Jacobian {
  if (left.z === 0n) return { ...right, z: 1n };
  const { p } = curve;
  const zSquared = (left.z * left.z) % p;
  const h = (right.x * zSquared - left.x) % p;
  const r = (right.y * zSquared * left.z - left.y) % p;
  const hSquared = (h * h) % p;
  const hCubed = (hSquared * h) % p;
  const v = (left.x * hSquared) % p;
  const x = (r * r - hCubed - 2n * v) % p;
  return { x, y: (r * (v - x) - left.y * hCubed) % p, z: (left.z * h) % p };
}
