import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { RegistryEvidence } from '../../core/evidence/evidence.ts';
import { fingerprint, publicKeyOf } from '../../core/keys/fingerprint.ts';
import { spkiPem } from '../../core/keys/key-text.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import type { ClassifierKeys } from '../../core/triage/quick/classifier-parts.ts';
import { usage } from '../terminal/failure.ts';

/** Distinct tokens whose signatures are checked, and those of them that are opened because they do not verify. */
export const CHECKED_TOKENS = 200_000;
const OPENED_TOKENS = 2_000;

export interface CheckedKeys extends ClassifierKeys {
  /** Distinct tokens; `notChecked` counts requests. */
  readonly counts: { checked: number; notChecked: number };
}

/** Checks each distinct token once, under the public key or the active keys of the application, up to a bound. */
export function checkedKeys(publicKey: string | undefined, registry: RegistryEvidence | undefined): CheckedKeys {
  const keys = publicKey === undefined ? activeKeys(registry) : [keyOf(publicKey)];
  const known = new Map<string, string | null>();
  const counts = { checked: 0, notChecked: 0 };
  let opened = 0;
  return {
    counts,
    ...(publicKey !== undefined && { publicKey }),
    ...(publicKey === undefined && registry !== undefined && { registry }),
    verify(token) {
      const name = createHash('sha256').update(token).digest('base64');
      const before = known.get(name);
      if (before !== undefined) return before;
      if (known.size >= CHECKED_TOKENS || opened >= OPENED_TOKENS) {
        counts.notChecked++;
        return undefined;
      }
      const end = token.lastIndexOf('.');
      const signed = Buffer.from(token.slice(0, end));
      const signature = Buffer.from(token.slice(end + 1), 'base64url');
      const by = keys.find(({ key }) => verify('sha256', signed, key, signature))?.fingerprint ?? null;
      if (by === null) opened++;
      known.set(name, by);
      counts.checked++;
      return by;
    },
  };
}

interface CheckKey {
  readonly key: KeyObject;
  readonly fingerprint: string;
}

function activeKeys(registry: RegistryEvidence | undefined): CheckKey[] {
  return (registry?.keys ?? []).filter(({ state }) => state === 'active').map(({ publicKey }) => keyOf(publicKey));
}

function keyOf(text: string): CheckKey {
  const { key } = parseKey(text);
  const publicKey = key && publicKeyOf(key);
  if (publicKey?.rsa === undefined)
    throw usage('--public holds no RSA public key', 'See what it is: mintmark keys check KEY');
  return { key: createPublicKey(spkiPem(publicKey)), fingerprint: fingerprint(publicKey) };
}
