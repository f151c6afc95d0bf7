import type { DerKeyReading } from './der-key-reading.ts';
import type { Armour } from './find-armour.ts';
import type { PrivateKey, PublicKey } from './key.ts';
import { type KeyBody, readBodyInPlace } from './key-body.ts';
import { formatOf } from './key-label.ts';
import { encodeRsaPrivate, encodeSec1, rsaPrivateKey } from './make-key.ts';
import { mendHeader } from './mend-header.ts';
import type { Mending } from './mending.ts';
import type { KeyFault, KeyFormat, KeyRepair } from './reading.ts';
import { recoverScalar } from './recover-scalar.ts';
import { RSA_NUMBERS, recoverRsa } from './rsa-recovery.ts';
import { encodeDigits, salvageRsa } from './rsa-salvage.ts';
import { placeAt } from './text-place.ts';

/** A body that is not the DER of a key as it stands. */
export interface FailedBody {
  readonly body: KeyBody;
  readonly read: DerKeyReading & { readonly ok: false };
}

/** More than a key of 4096 bits has. */
const MAX_DIGITS = 8192;

/**
 * Restores a key whose text lost, gained or changed characters, where the rest of it proves what they were: the numbers
 * of an RSA key, the point of an EC key, or what is the same in every key of a kind.
 */
export function recoverKey(text: string, armour: Armour, failed: readonly FailedBody[]): Mending | undefined {
  const bodies = [readBodyInPlace(text, armour), ...failed.map(({ body }) => body)].filter(
    ({ digits }, index, all) =>
      digits.length <= MAX_DIGITS && all.findIndex((body) => body.digits === digits) === index,
  );
  const relations = failed.flatMap(({ read }) => (read.fault.kind === 'inconsistent' ? read.fault.relations : []));
  const found = recoverRsaKey(bodies, armour) ?? recoverPoint(failed) ?? recoverNumber(failed) ?? recoverHeader(bodies);
  if (!found) return undefined;
  const { body, digits, key, format, numbers, repair } = found;
  const at = firstDifference(body.digits, digits);
  const place = placeAt(text, body.offsets[Math.min(at, body.offsets.length - 1)] ?? armour.start);
  const fault: KeyFault =
    relations.length > 0
      ? { kind: 'inconsistent', relations, numbers, ...place }
      : { kind: 'damaged', what: 'the body', ...place, expected: difference(body.digits.length, digits.length) };
  return {
    faults: [...armour.faults, ...body.faults, fault],
    repairs: [...armour.repairs, ...body.repairs, repair],
    format,
    key,
    restored: true,
  };
}

interface Recovery {
  readonly body: KeyBody;
  /** The digits as they should be. */
  readonly digits: string;
  readonly key: PrivateKey | PublicKey;
  readonly format: KeyFormat;
  /** The numbers that were wrong or missing. */
  readonly numbers: readonly string[];
  readonly repair: KeyRepair;
}

function recoverRsaKey(bodies: readonly KeyBody[], armour: Armour): Recovery | undefined {
  const likely = armour.label.startsWith('RSA') ? 'pkcs1-private' : 'pkcs8';
  const salvaged = bodies.flatMap((body) => {
    const salvage = salvageRsa(body.digits, likely);
    return salvage ? [{ body, salvage }] : [];
  });
  for (const hard of [false, true]) {
    for (const { body, salvage } of hard ? salvaged.slice(0, 1) : salvaged) {
      const sound = recoverRsa(salvage.given, hard);
      if (!sound) continue;
      const key = rsaPrivateKey(sound);
      const digits = encodeDigits(salvage.wrapper === 'pkcs8' ? key.pkcs8 : encodeRsaPrivate(sound));
      const numbers = RSA_NUMBERS.filter((name) => salvage.given[name] !== sound[name]);
      return { body, digits, key, format: formatOf(salvage.wrapper, 'pem'), numbers, repair: 'numbers-recomputed' };
    }
  }
  return undefined;
}

/** The public point of an EC key again from its private number: that the rest of the text agrees to it is the proof. */
function recoverPoint(failed: readonly FailedBody[]): Recovery | undefined {
  for (const { body, read } of failed) {
    if (read.fault.kind !== 'inconsistent' || read.key?.kty !== 'EC') continue;
    const format = formatOf(read.structure ?? 'pkcs8', 'pem');
    const digits = encodeDigits(read.structure === 'sec1' ? encodeSec1(read.key) : read.key.pkcs8);
    const changed = [...digits].filter((digit, at) => digit !== body.digits.charAt(at)).length;
    if (changed <= 2 && digits.length === body.digits.length) {
      return { body, digits, key: read.key, format, numbers: ['Q'], repair: 'numbers-recomputed' };
    }
  }
  return undefined;
}

/** The private number again, from the public half that stands behind it. */
function recoverNumber(failed: readonly FailedBody[]): Recovery | undefined {
  for (const { body, read } of failed) {
    if (read.fault.kind !== 'inconsistent' || read.key?.type !== 'private') continue;
    const found = recoverScalar(body.digits, read.key);
    const format = formatOf(read.structure ?? 'pkcs8', 'pem');
    if (found) return { ...found, body, format, numbers: ['d'], repair: 'numbers-recomputed' };
  }
  return undefined;
}

function recoverHeader(bodies: readonly KeyBody[]): Recovery | undefined {
  for (const body of bodies) {
    const mended = mendHeader(body.digits);
    if (!mended) continue;
    const { structure, key } = mended.read;
    return {
      body,
      digits: mended.digits,
      key,
      format: formatOf(structure, 'pem'),
      numbers: [],
      repair: 'der-header-restored',
    };
  }
  return undefined;
}

function difference(found: number, expected: number): string {
  if (found === expected) return 'another character here';
  const count = Math.abs(expected - found);
  return `${count} ${found < expected ? 'more' : 'fewer'} ${count === 1 ? 'character' : 'characters'} from here on`;
}

function firstDifference(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left.charAt(at) === right.charAt(at)) at++;
  return at;
}
