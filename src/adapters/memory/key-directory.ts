import { parseKey } from '../../core/keys/parse-key.ts';
import type { Applications, StoredKey } from '../../ports/applications.ts';
import type { DirectoryEntry, KeyDirectory } from '../../ports/key-directory.ts';
import type { PreparedKey, Signatures } from '../../ports/signatures.ts';

export interface DirectoryBounds {
  /** Applications that are kept at hand. */
  readonly limit: number;
  /** How long an entry is believed where other processes change the registry too; for ever where none does. */
  readonly maxAgeSeconds: number;
}

interface Kept {
  readonly entry: DirectoryEntry;
  readonly loadedAt: number;
}

/**
 * Applications with their keys made ready, in memory. Only those that exist are kept, so made-up ids push nobody out.
 * A change that comes while an application is being read makes it be read again.
 */
export function memoryKeyDirectory(
  applications: Pick<Applications, 'get' | 'keys'>,
  signatures: Pick<Signatures, 'prepare'>,
  bounds: DirectoryBounds,
): KeyDirectory {
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, Promise<DirectoryEntry | null>>();

  async function read(id: string): Promise<DirectoryEntry | null> {
    const application = await applications.get(id);
    if (!application) return null;
    const keys = await applications.keys(id);
    return { application, keys, prepared: preparedKeys(keys, signatures) };
  }

  async function load(id: string): Promise<DirectoryEntry | null> {
    const waiting = underWay.get(id);
    if (waiting) return waiting;
    const loadedAt = performance.now();
    const loading = read(id);
    underWay.set(id, loading);
    try {
      const entry = await loading;
      // Forgotten meanwhile: what was read may be from before the change.
      if (underWay.get(id) === loading && entry) keep(id, { entry, loadedAt });
      return entry;
    } finally {
      if (underWay.get(id) === loading) underWay.delete(id);
    }
  }

  function keep(id: string, one: Kept): void {
    kept.delete(id);
    kept.set(id, one);
    if (kept.size > bounds.limit) kept.delete(kept.keys().next().value as string);
  }

  return {
    load,
    peek(id) {
      const found = kept.get(id);
      if (!found) return undefined;
      if (performance.now() - found.loadedAt <= bounds.maxAgeSeconds * 1000) return found.entry;
      kept.delete(id);
      return undefined;
    },
    forget(id) {
      kept.delete(id);
      underWay.delete(id);
    },
  };
}

/** Keys that may authenticate, now or until their overlap ends. */
function preparedKeys(keys: readonly StoredKey[], signatures: Pick<Signatures, 'prepare'>): Map<string, PreparedKey> {
  const prepared = new Map<string, PreparedKey>();
  for (const key of keys) {
    if (key.state !== 'active' && key.state !== 'retiring') continue;
    const reading = parseKey(key.publicKey);
    if (reading.ok && reading.key.type === 'public') prepared.set(key.id, signatures.prepare(reading.key));
  }
  return prepared;
}
