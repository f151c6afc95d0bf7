import { BoundedMap } from '../core/encoding/bounded-map.ts';
import { fingerprint } from '../core/keys/fingerprint.ts';
import { spkiPem } from '../core/keys/key-text.ts';
import type { DirectoryEntry, DirectoryKey, KeyDirectory } from '../ports/key-directory.ts';
import type { Signatures } from '../ports/signatures.ts';
import type { SourceKey } from './remote-jwks.ts';

/** The keys of one set for whomever a token names: the issuer vouches for all of them. */
export function setDirectory(
  keysFor: (kid: unknown) => readonly SourceKey[] | Promise<readonly SourceKey[]>,
  signatures: Signatures,
): KeyDirectory {
  // A set that is fetched again is another one, and what was accepted by the old one is verified again.
  const entriesBySet = new WeakMap<readonly SourceKey[], (applicationId: string) => DirectoryEntry>();
  return {
    peek: () => undefined,
    forget: () => undefined,
    async load(applicationId, kid) {
      const set = await keysFor(kid);
      const entryFor = entriesBySet.get(set) ?? entriesOf(set.map((one) => directoryKey(one, signatures)));
      entriesBySet.set(set, entryFor);
      return entryFor(applicationId);
    },
  };
}

/** The same entry for the same name, as long as it is remembered. */
function entriesOf(keys: readonly DirectoryKey[]): (applicationId: string) => DirectoryEntry {
  const entries = new BoundedMap<DirectoryEntry>(NAMES);
  return (applicationId) => {
    const known = entries.get(applicationId);
    if (known !== undefined) return known;
    const entry = { applicationId, accountId: '', name: applicationId, singleUse: false, suspended: false, keys };
    entries.set(applicationId, entry);
    return entry;
  };
}

/** Issuers, or whoever else the identity claim names: one set has few. */
const NAMES = 1000;

function directoryKey({ key, kid, alg }: SourceKey, signatures: Signatures): DirectoryKey {
  const print = fingerprint(key);
  return {
    id: kid ?? print,
    fingerprint: print,
    publicKey: spkiPem(key),
    state: 'active',
    prepared: signatures.prepare(key),
    ...(alg !== undefined && { alg }),
  };
}
