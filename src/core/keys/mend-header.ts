import { bytesToBigInt } from '../encoding/bytes.ts';
import { CURVES, type CurveName } from './curve.ts';
import type { DerKeyReading } from './der-key-reading.ts';
import {
  ecPublicKey,
  ed25519PublicKey,
  encodeEcPkcs8,
  encodeEcPrivate,
  encodeEd25519Pkcs8,
  rsaPublicKey,
} from './make-key.ts';
import { readDerKey } from './read-der-key.ts';
import { decodeDigits, encodeDigits } from './rsa-salvage.ts';

/** Digits of two keys of one kind that differ in every digit of the key itself: where they are equal, all keys are. */
type Template = readonly [string, string];

/** Made when a damaged key is first met. */
let known: readonly Template[] | undefined;

/** As many digits as a slip of the hand changes; more would make one kind of key look like another. */
const MOST_CHANGED = 2;

/**
 * Restores digits that are the same in every key of a kind, such as those of its algorithm. The digits of the key
 * itself are left as they are, and nothing is restored where they do not make a key then.
 */
export function mendHeader(
  digits: string,
): { readonly digits: string; readonly read: DerKeyReading & { ok: true } } | undefined {
  known ??= [...templates()];
  for (const [one, other] of known) {
    if (one.length !== digits.length) continue;
    const meant = [...digits].map((digit, at) => (one.charAt(at) === other.charAt(at) ? one.charAt(at) : digit));
    const changed = meant.filter((digit, at) => digit !== digits.charAt(at)).length;
    const mended = meant.join('');
    const read = changed > 0 && changed <= MOST_CHANGED ? readDerKey(decodeDigits(mended)) : undefined;
    if (read?.ok) return { digits: mended, read };
  }
  return undefined;
}

function* templates(): Generator<Template> {
  for (const size of [256, 384, 512]) {
    yield template((byte) => rsaPublicKey(bytesToBigInt(filled(size, byte)), 65537n).spki);
  }
  yield template((byte) => ed25519PublicKey(filled(32, byte)).spki);
  yield template((byte) => encodeEd25519Pkcs8(filled(32, byte)));
  for (const crv of Object.keys(CURVES) as CurveName[]) {
    const { size } = CURVES[crv];
    const half = (byte: number) => {
      const coordinate = bytesToBigInt(filled(size, byte));
      return ecPublicKey(crv, { x: coordinate, y: coordinate });
    };
    yield template((byte) => half(byte).spki);
    yield template((byte) => encodeEcPkcs8(crv, filled(size, byte), half(byte)));
    yield template((byte) => encodeEcPrivate(filled(size, byte), half(byte), crv));
  }
}

/** The highest bit stays, so that a number is as long as it can be; a digit has more bits than that of each byte. */
function template(keyOf: (byte: number) => Uint8Array): Template {
  // mutants: nor are they the same digits with one bit more
  return [encodeDigits(keyOf(0xff)), encodeDigits(keyOf(0x80))];
}

function filled(length: number, value: number): Uint8Array {
  return new Uint8Array(length).fill(value);
}
