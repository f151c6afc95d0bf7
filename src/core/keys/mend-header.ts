import { encodeBase64 } from '../encoding/base64.ts';
import { CURVES, type CurveName } from './curve.ts';
import type { DerKeyReading } from './der-key-reading.ts';
import type { PublicKey } from './key.ts';
import {
  ecPublicKey,
  ed25519PublicKey,
  encodeEcPkcs8,
  encodeEcPrivate,
  encodeEd25519Pkcs8,
  rsaPublicKey,
} from './make-key.ts';
import { readDerKey } from './read-der-key.ts';
import { decodeDigits } from './rsa-salvage.ts';

/** Digits of two keys of one kind that differ in every bit of the key itself: where they are equal, all keys are. */
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
    let mended = '';
    let changed = 0;
    for (let at = 0; at < digits.length && changed <= MOST_CHANGED; at++) {
      const fixed = one.charAt(at) === other.charAt(at);
      if (fixed && digits.charAt(at) !== one.charAt(at)) changed++;
      mended += fixed ? one.charAt(at) : digits.charAt(at);
    }
    const read = changed > 0 && changed <= MOST_CHANGED ? readDerKey(decodeDigits(mended)) : undefined;
    if (read?.ok) return { digits: mended, read };
  }
  return undefined;
}

function* templates(): Generator<Template> {
  for (const bits of [2048n, 3072n, 4096n]) {
    yield template(
      ...([2n ** bits - 1n, 2n ** (bits - 1n)].map((n) => rsaPublicKey(n, 65537n).spki) as [Uint8Array, Uint8Array]),
    );
  }
  yield template(ed25519PublicKey(filled(32, 0xff)).spki, ed25519PublicKey(filled(32, 0)).spki);
  yield template(encodeEd25519Pkcs8(filled(32, 0xff)), encodeEd25519Pkcs8(filled(32, 0)));
  for (const crv of Object.keys(CURVES) as CurveName[]) {
    const { size } = CURVES[crv];
    const largest = 2n ** BigInt(8 * size) - 1n;
    const points: readonly [PublicKey, PublicKey] = [
      ecPublicKey(crv, { x: largest, y: largest }),
      ecPublicKey(crv, { x: 0n, y: 0n }),
    ];
    const scalars = [filled(size, 0xff), filled(size, 0)] as const;
    yield template(points[0].spki, points[1].spki);
    yield template(encodeEcPkcs8(crv, scalars[0], points[0]), encodeEcPkcs8(crv, scalars[1], points[1]));
    yield template(encodeEcPrivate(scalars[0], points[0], crv), encodeEcPrivate(scalars[1], points[1], crv));
  }
}

function template(one: Uint8Array, other: Uint8Array): Template {
  return [encodeBase64(one).replace(/=+$/, ''), encodeBase64(other).replace(/=+$/, '')];
}

function filled(length: number, value: number): Uint8Array {
  return new Uint8Array(length).fill(value);
}
