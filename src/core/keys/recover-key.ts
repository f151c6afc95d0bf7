import { encodeBase64 } from '../encoding/base64.ts';
import type { Armour } from './find-armour.ts';
import type { PrivateKey, RsaPrivateNumbers } from './key.ts';
import { type KeyBody, readBodyInPlace } from './key-body.ts';
import { formatOf } from './key-label.ts';
import { encodeRsaPrivate, rsaPrivateKey } from './make-key.ts';
import type { Mending } from './mending.ts';
import type { DerKeyReading } from './read-der-key.ts';
import type { KeyFault } from './reading.ts';
import { RSA_NUMBERS, recoverRsa } from './rsa-recovery.ts';
import { type RsaSalvage, salvageRsa } from './rsa-salvage.ts';
import { placeAt } from './unwrap-text.ts';

/** A body as DER, read. */
export interface BodyReading {
  readonly body: KeyBody;
  readonly read: DerKeyReading;
}

/** More than a key of 4096 bits has. */
const MAX_DIGITS = 8192;

/** Restores a damaged private key from the numbers that are sound, where they prove the others. */
export function recoverKey(text: string, armour: Armour, failed: readonly BodyReading[]): Mending | undefined {
  const bodies = [readBodyInPlace(text, armour), ...failed.map(({ body }) => body)].filter(
    (body, index, all) =>
      body.digits.length <= MAX_DIGITS && all.findIndex(({ digits }) => digits === body.digits) === index,
  );
  const likely = armour.label.startsWith('RSA') ? 'pkcs1-private' : 'pkcs8';
  const salvaged = bodies.flatMap((body) => {
    const salvage = salvageRsa(body.digits, likely);
    return salvage ? [{ body, salvage }] : [];
  });
  for (const hard of [false, true]) {
    for (const { body, salvage } of hard ? salvaged.slice(0, 1) : salvaged) {
      const numbers = recoverRsa(salvage.given, hard);
      if (!numbers) continue;
      const relations = failed.flatMap(({ read }) =>
        !read.ok && read.fault.kind === 'inconsistent' ? read.fault.relations : [],
      );
      return restored(text, armour, body, salvage, numbers, relations);
    }
  }
  return undefined;
}

function restored(
  text: string,
  armour: Armour,
  body: KeyBody,
  salvage: RsaSalvage,
  numbers: RsaPrivateNumbers,
  relations: readonly string[],
): Mending {
  const key: PrivateKey = rsaPrivateKey(numbers);
  const right = encodeBase64(salvage.wrapper === 'pkcs8' ? key.pkcs8 : encodeRsaPrivate(numbers)).replace(/=+$/, '');
  const wrong = RSA_NUMBERS.filter((name) => salvage.given[name] !== numbers[name]);
  const at = firstDifference(body.digits, right);
  const place =
    body.offsets.length > 0 ? placeAt(text, body.offsets[Math.min(at, body.offsets.length - 1)] as number) : {};
  const fault: KeyFault =
    relations.length > 0
      ? { kind: 'inconsistent', relations, numbers: wrong, ...place }
      : { kind: 'damaged', what: 'the body', ...place, expected: difference(body.digits.length, right.length) };
  return {
    faults: [...armour.faults, ...body.faults, fault],
    repairs: [...armour.repairs, ...body.repairs, 'numbers-recomputed'],
    format: formatOf(salvage.wrapper, 'pem'),
    key,
    restored: true,
  };
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
