import { bigIntToBytes, bytesToBigInt, equalBytes } from '../encoding/bytes.ts';
import { corrected, misreadings } from '../encoding/misread.ts';
import { CURVES, type Curve, type CurveName, multiplyGenerator, type Point, readPoint, stepBetween } from './curve.ts';
import { ed25519PublicOf } from './ed25519.ts';
import { findArmour } from './find-armour.ts';
import type { PrivateKey, PublicKey } from './key.ts';
import { readBodies } from './key-body.ts';
import { ecPrivateKey, ed25519PrivateKey } from './make-key.ts';
import { modulo } from './modular.ts';
import { readDerKey } from './read-der-key.ts';
import { decodeDigits, encodeDigits } from './rsa-salvage.ts';
import { placeAt } from './text-place.ts';

/** A private key whose text has one digit of base64 changed, as it was. */
export interface RecoveredScalar {
  /** The digits as they should be. */
  readonly digits: string;
  readonly key: PrivateKey;
}

/**
 * The private number again where one digit of it was changed, proved by the public half: the one in the same text, or
 * `half`. On an elliptic curve any digit is found; an Ed25519 seed is hashed, so only what people misread is tried.
 * @param digits base64 of the key's DER
 * @param key the key as its digits stand
 */
export function recoverScalar(digits: string, key: PrivateKey, half?: PublicKey): RecoveredScalar | undefined {
  const { d } = key;
  if (d === undefined || (half !== undefined && half.crv !== key.crv)) return undefined;
  const bytes = decodeDigits(digits);
  // Not there where leading zeros were left out.
  const at = bytes.findIndex((_, index) => equalBytes(bytes.subarray(index, index + d.length), d));
  if (at === -1) return undefined;
  return key.kty === 'EC' ? onCurve(bytes, key, at, half) : inSeed(digits, at, half?.x ?? bytes.subarray(-SEED));
}

/** The private key that belongs to `half`, where one digit in the body of a PEM text is not as it was; and where. */
export function recoverForPublic(
  text: string,
  half: PublicKey,
): (RecoveredScalar & { readonly at: number; readonly line: number; readonly column: number }) | undefined {
  for (const armour of findArmour(text)) {
    for (const { digits, offsets } of readBodies(text, armour)) {
      const { key } = readDerKey(decodeDigits(digits));
      if (key?.type !== 'private' || equalBytes(key.publicKey.spki, half.spki)) continue;
      const found = recoverScalar(digits, key, half);
      if (!found) continue;
      const at = offsets[[...found.digits].findIndex((digit, index) => digit !== digits.charAt(index))] as number;
      return { ...found, at, ...placeAt(text, at) };
    }
  }
  return undefined;
}

function onCurve(bytes: Uint8Array, key: PrivateKey, at: number, half?: PublicKey): RecoveredScalar | undefined {
  const crv = key.crv as CurveName;
  const curve = CURVES[crv];
  const end = at + curve.size;
  const to = half ? pointOf(half) : pointAfter(curve, bytes, end);
  if (to === undefined) return undefined;
  const scalar = bytesToBigInt(key.d as Uint8Array);
  const step = stepBetween(curve, multiplyGenerator(curve, scalar), to, shiftsOf(end, curve.size));
  if (step === undefined) return undefined;
  const meant = modulo(scalar + BigInt(step.times) * 2n ** BigInt(step.shift), curve.n);
  const mended = bytes.slice();
  mended.set(bigIntToBytes(meant, curve.size), at);
  const [was, is] = [encodeDigits(bytes), encodeDigits(mended)];
  const changed = [...is].filter((digit, index) => digit !== was.charAt(index)).length;
  return changed === 1 ? { digits: is, key: ecPrivateKey(crv, meant) } : undefined;
}

/** How far left of the last bit of the number the last bit of each of its digits stands, the last digit first. */
function shiftsOf(end: number, size: number): number[] {
  const shifts = [0];
  // mutants: one digit more leads nowhere
  for (let shift = (end * 8) % 6; shift < size * 8; shift += 6) shifts.push(shift);
  return shifts;
}

function pointOf({ x, y }: PublicKey): Point {
  return { x: bytesToBigInt(x as Uint8Array), y: bytesToBigInt(y as Uint8Array) };
}

function pointAfter(curve: Curve, bytes: Uint8Array, from: number): Point | undefined {
  // mutants: behind the last byte no point begins
  for (let at = from; at < bytes.length; at++) {
    const point = readPoint(curve, bytes.subarray(at, at + 1 + 2 * curve.size));
    if (point !== undefined) return point;
  }
  return undefined;
}

/** Bytes of an Ed25519 seed, and of its public key, with which a text that has both ends (RFC 5958 §2). */
const SEED = 32;

function inSeed(digits: string, at: number, half: Uint8Array): RecoveredScalar | undefined {
  for (const one of misreadings(digits, at, digits.length)) {
    const meant = corrected(digits, one);
    const seed = decodeDigits(meant).subarray(at, at + SEED);
    if (equalBytes(ed25519PublicOf(seed), half)) return { digits: meant, key: ed25519PrivateKey(seed) };
  }
  return undefined;
}
