import { bigIntToBytes, bytesToBigInt, equalBytes } from '../encoding/bytes.ts';
import { corrected, misreadings } from '../encoding/misread.ts';
import { CURVES, type Curve, type CurveName, multiplyGenerator, type Point, readPoint, stepBetween } from './curve.ts';
import { ed25519PublicOf } from './ed25519.ts';
import { findArmour } from './find-armour.ts';
import type { PrivateKey, PublicKey } from './key.ts';
import { readBodies } from './key-body.ts';
import { ecPrivateKey, ed25519PrivateKey } from './make-key.ts';
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
  if (key.d === undefined || (half !== undefined && half.crv !== key.crv)) return undefined;
  const bytes = decodeDigits(digits);
  const at = indexOf(bytes, key.d);
  if (at === undefined) return undefined;
  return key.kty === 'EC' ? onCurve(bytes, key, at, half) : inSeed(digits, at, half ?? publicIn(bytes, at));
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
      const changed = found && [...found.digits].findIndex((digit, index) => digit !== digits.charAt(index));
      const at = changed === undefined ? undefined : offsets[changed];
      if (found && at !== undefined) return { ...found, at, ...placeAt(text, at) };
    }
  }
  return undefined;
}

function onCurve(bytes: Uint8Array, key: PrivateKey, at: number, half?: PublicKey): RecoveredScalar | undefined {
  const crv = key.crv as CurveName;
  const curve = CURVES[crv];
  const d = key.d as Uint8Array;
  const end = at + d.length;
  const to = half?.x && half.y ? { x: bytesToBigInt(half.x), y: bytesToBigInt(half.y) } : pointAfter(curve, bytes, end);
  if (to === undefined) return undefined;
  const scalar = bytesToBigInt(d);
  const step = stepBetween(curve, multiplyGenerator(curve, scalar), to, shiftsOf(at, end));
  const meant = step && scalar + BigInt(step.times) * 2n ** BigInt(step.shift);
  if (meant === undefined || meant <= 0n || meant >= curve.n) return undefined;
  const mended = bytes.slice();
  mended.set(bigIntToBytes(meant, d.length), at);
  const [was, is] = [encodeDigits(bytes), encodeDigits(mended)];
  const changed = [...is].filter((digit, index) => digit !== was.charAt(index)).length;
  return changed === 1 ? { digits: is, key: ecPrivateKey(crv, meant) } : undefined;
}

/** How far left of the last bit of the number the last bit of each of its digits stands. */
function shiftsOf(start: number, end: number): number[] {
  const shifts: number[] = [];
  for (let digit = Math.floor((start * 4) / 3); digit * 6 < end * 8; digit++) {
    shifts.push(Math.max(0, end * 8 - (digit + 1) * 6));
  }
  return shifts;
}

function pointAfter(curve: Curve, bytes: Uint8Array, from: number): Point | undefined {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== 4) continue;
    const point = readPoint(curve, bytes.subarray(at, at + 1 + 2 * curve.size));
    if (point !== undefined) return point;
  }
  return undefined;
}

function inSeed(digits: string, at: number, x: PublicKey | Uint8Array | undefined): RecoveredScalar | undefined {
  const half = x instanceof Uint8Array ? x : x?.x;
  if (half === undefined) return undefined;
  for (const one of misreadings(digits, Math.floor((at * 4) / 3), Math.ceil(((at + SEED) * 4) / 3))) {
    if (one.found.length !== 1) continue;
    const meant = corrected(digits, one);
    const seed = decodeDigits(meant).subarray(at, at + SEED);
    if (equalBytes(ed25519PublicOf(seed), half)) return { digits: meant, key: ed25519PrivateKey(seed.slice()) };
  }
  return undefined;
}

/** Bytes of an Ed25519 seed, and of its public key. */
const SEED = 32;

/** The public key that stands behind the seed (RFC 5958 §2), where one does. */
function publicIn(bytes: Uint8Array, at: number): Uint8Array | undefined {
  return bytes.length >= at + 2 * SEED ? bytes.subarray(-SEED) : undefined;
}

function indexOf(bytes: Uint8Array, part: Uint8Array): number | undefined {
  for (let at = 0; at + part.length <= bytes.length; at++) {
    if (equalBytes(bytes.subarray(at, at + part.length), part)) return at;
  }
  return undefined;
}
