import { decryptKey } from '../../../adapters/webcrypto/index.ts';
import { diagnose } from '../../../core/diagnosis/diagnose.ts';
import type { ReportFinding } from '../../../core/evidence/report.ts';
import { fingerprint, publicKeyOf } from '../../../core/keys/fingerprint.ts';
import { parseKey } from '../../../core/keys/parse-key.ts';
import { repairKey } from '../../../core/keys/repair-key.ts';
import type { Application } from '../../../wire/application.ts';
import type { ApplicationKey } from '../../../wire/application-keys.ts';

/** What a key at hand turned out to be. Worked out in the page: nothing of it is sent. */
export interface KeyVerdict {
  /** Of its public half; `undefined` where no key could be made out. */
  readonly fingerprint: string | undefined;
  readonly type: 'private' | 'public' | undefined;
  /** What is wrong with the text or the key itself, the first thing first. Whether a public key is in place, is told by where it belongs. */
  readonly findings: readonly ReportFinding[];
  /** The same key as well-formed PEM, where it was damaged and could be mended. */
  readonly mended: string | undefined;
}

/** Where a key belongs, by its fingerprint. */
export type KeyPlace =
  | { readonly kind: 'own'; readonly key: ApplicationKey }
  | { readonly kind: 'other'; readonly application: Application }
  | { readonly kind: 'nowhere' };

/** @param passphrase of an encrypted key; it is tried in the page, and kept nowhere */
export async function judgeKey(given: string | Uint8Array, passphrase?: string): Promise<KeyVerdict> {
  const opened = passphrase === undefined ? undefined : await decryptKey(given, passphrase);
  const text = typeof opened === 'object' ? opened.pem : given;
  const reading = parseKey(text);
  const repair = reading.ok ? undefined : repairKey(text);
  const key = reading.ok ? reading.key : repair?.ok ? repair.key : reading.key;
  const isDamaged = repair?.ok && repair.key.type === 'private';
  return {
    fingerprint: key && fingerprint(publicKeyOf(key)),
    type: key?.type,
    findings: diagnose({ key: text, ...(typeof opened === 'string' && { passphrase: opened }) }).findings.filter(
      ({ cause }) => cause !== 'public-key-in-place-of-private' || key === undefined,
    ),
    mended: isDamaged ? repair.pem : undefined,
  };
}

export function placeOf(print: string, keys: readonly ApplicationKey[], others: readonly Application[]): KeyPlace {
  const own = keys.find((key) => key.fingerprint === print);
  if (own) return { kind: 'own', key: own };
  const application = others.find(({ keys: { public_key: text } }) => text !== undefined && printOf(text) === print);
  return application ? { kind: 'other', application } : { kind: 'nowhere' };
}

function printOf(publicKey: string): string | undefined {
  const reading = parseKey(publicKey);
  return reading.ok ? fingerprint(publicKeyOf(reading.key)) : undefined;
}
