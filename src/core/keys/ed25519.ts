import { bigIntToBytes, bytesToBigInt } from '../encoding/bytes.ts';
import { sha512 } from '../hash/sha512.ts';
import { invertModulo, powerModulo } from './modular.ts';

const P = 2n ** 255n - 19n;
const D = ((P - 121665n) * (invertModulo(121666n, P) as bigint)) % P;
/** The base point (RFC 8032 §5.1). */
const BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202n;
const BASE_Y = (4n * (invertModulo(5n, P) as bigint)) % P;

/** The public key of an Ed25519 private key, which is a seed of 32 bytes (RFC 8032 §5.1.5). */
export function ed25519PublicOf(seed: Uint8Array): Uint8Array {
  const scalarBytes = sha512(seed).slice(0, 32).reverse();
  scalarBytes[0] = ((scalarBytes[0] as number) & 0x7f) | 0x40;
  scalarBytes[31] = (scalarBytes[31] as number) & 0xf8;
  const base: Extended = { x: BASE_X, y: BASE_Y, z: 1n, t: (BASE_X * BASE_Y) % P };
  let sum: Extended = { x: 0n, y: 1n, z: 1n, t: 0n };
  for (const bit of bytesToBigInt(scalarBytes).toString(2)) {
    sum = add(sum, sum);
    if (bit === '1') sum = add(sum, base);
  }
  const inverse = invertModulo(sum.z, P) as bigint;
  const x = modulo(sum.x * inverse);
  const encoded = bigIntToBytes(modulo(sum.y * inverse) | ((x & 1n) << 255n), 32);
  return encoded.reverse();
}

/** Whether 32 bytes encode a point of the curve (RFC 8032 §5.1.3). */
export function isEd25519Public(bytes: Uint8Array): boolean {
  const encoded = bytesToBigInt(bytes.slice().reverse());
  return bytes.length === 32 && hasX(BigInt.asUintN(255, encoded), encoded >> 255n);
}

/** A point in extended coordinates (RFC 8032 §5.1.4): x = X/Z, y = Y/Z, x*y = T/Z. */
interface Extended {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
  readonly t: bigint;
}

function add(left: Extended, right: Extended): Extended {
  const a = ((left.y - left.x) * (right.y - right.x)) % P;
  const b = ((left.y + left.x) * (right.y + right.x)) % P;
  const c = (((2n * left.t * right.t) % P) * D) % P;
  const d = (2n * left.z * right.z) % P;
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return { x: (e * f) % P, y: (g * h) % P, z: (f * g) % P, t: (e * h) % P };
}

/** Whether there is an x to this y: x^2 = (y^2 - 1) / (d*y^2 + 1) has a root (Euler); 0 has no sign. */
function hasX(y: bigint, sign: bigint): boolean {
  if (y >= P) return false;
  const square = modulo((y * y - 1n) * (invertModulo(modulo(D * y * y + 1n), P) as bigint));
  return square === 0n ? sign === 0n : powerModulo(square, (P - 1n) / 2n, P) === 1n;
}

function modulo(value: bigint): bigint {
  const rest = value % P;
  // mutants: of x the parity alone is asked, y is never negative (the last steps double), and a power of 2k has no sign
  return rest < 0n ? rest + P : rest;
}
