import type { DerKeyReading, DerStructure } from './der-key-reading.ts';
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
      // mutants: the same digits again lead to the same, later
      digits.length <= MAX_DIGITS && all.findIndex((body) => body.digits === digits) === index,
  );
  const relations = failed.flatMap(({ read }) => (read.fault.kind === 'inconsistent' ? read.fault.relations : []));
  const found = recoverRsaKey(bodies, armour) ?? recoverPoint(failed) ?? recoverNumber(failed) ?? recoverHeader(bodies);
  if (!found) return undefined;
  const { body, digits, key, format, numbers, repair } = found;
  const place = placeAt(text, firstWrong(text, body, digits));
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
    // mutants: as it does with powers for more than the first
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
    if (read.key?.kty !== 'EC') continue;
    const format = formatOf(read.structure as DerStructure, 'pem');
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
    const found = read.key && recoverScalar(body.digits, read.key);
    const format = formatOf(read.structure as DerStructure, 'pem');
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
  // mutants: they are not the same here
  return `${count} ${found < expected ? 'more' : 'fewer'} ${count === 1 ? 'character' : 'characters'} from here on`;
}

/** Where the first digit stands that is not as it should be; the last one, where nothing but more is missing. */
function firstWrong(text: string, { digits, offsets }: KeyBody, meant: string): number {
  const at = [...digits].findIndex((digit, index) => digit !== meant.charAt(index));
  // A character that is none of base64 may have been read as the very digit in whose place it stands.
  const isRead = at === -1 && digits.length === meant.length;
  const inText = isRead ? offsets.findIndex((offset, index) => text.charAt(offset) !== meant.charAt(index)) : at;
  return (offsets[inText] ?? offsets.at(-1)) as number;
}
