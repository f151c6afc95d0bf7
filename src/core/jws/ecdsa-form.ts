import { bytesToBigInt } from '../encoding/bytes.ts';
import { readDer, TAG, unsignedOf } from '../encoding/der.ts';
import type { EcdsaSignature } from './verify-ecdsa.ts';

/** How the two numbers of an ECDSA signature are written. JWS takes `raw` alone (RFC 7518 §3.4). */
export type EcdsaForm = 'raw' | 'der' | 'unpadded';

export interface EcdsaReading {
  readonly form: EcdsaForm;
  /** What the numbers may be: one pair, or several where leading zeros were lost and it is open whose. */
  readonly signatures: readonly EcdsaSignature[];
}

/** Bytes that a number may have lost: more are lost once in 2^32 signatures. */
const MAX_LOST = 4;

/** Reads a signature of two numbers of `size` bytes each. `undefined` where it is in none of the forms. */
export function readEcdsa(bytes: Uint8Array, size: number): EcdsaReading | undefined {
  const der = readEcdsaDer(bytes);
  if (der && bytes.length !== 2 * size) return { form: 'der', signatures: [der] };
  if (bytes.length === 2 * size) return { form: 'raw', signatures: [splitAt(bytes, size)] };
  const lost = 2 * size - bytes.length;
  // mutants: with none lost it is raw
  if (lost < 1 || lost > MAX_LOST) return undefined;
  const splits = Array.from({ length: lost + 1 }, (_, ofFirst) => splitAt(bytes, size - ofFirst));
  return { form: 'unpadded', signatures: splits };
}

function readEcdsaDer(bytes: Uint8Array): EcdsaSignature | undefined {
  if (bytes[0] !== TAG.sequence) return undefined;
  const read = readDer(bytes);
  if (!read.ok) return undefined;
  const [r, s, more] = read.element.children.map(unsignedOf);
  return r === undefined || s === undefined || more !== undefined ? undefined : { r, s };
}

function splitAt(bytes: Uint8Array, at: number): EcdsaSignature {
  return { r: bytesToBigInt(bytes.subarray(0, at)), s: bytesToBigInt(bytes.subarray(at)) };
}
