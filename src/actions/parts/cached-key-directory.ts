import { BoundedMap } from '../../core/encoding/bounded-map.ts';
import { isUuid } from '../../core/encoding/uuid.ts';
import { parseKey } from '../../core/keys/parse-key.ts';
import type { Applications, StoredApplication, StoredKey } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DirectoryEntry, DirectoryKey, KeyDirectory } from '../../ports/key-directory.ts';
import type { PreparedKey, Signatures } from '../../ports/signatures.ts';

export interface DirectoryBounds {
  /** Applications at hand; the one that was used longest ago goes first. */
  readonly limit: number;
  /** How long storage is not asked again. `Infinity` where no other process changes it. */
  readonly maxAgeSeconds: number;
}

export interface DirectoryParts {
  readonly applications: Pick<Applications, 'get' | 'keys'>;
  readonly signatures: Pick<Signatures, 'prepare'>;
  readonly clock: Clock;
  /** Whether what is at hand may be used: what others change is known, or was a short while ago. Absent: always. */
  readonly mayUse?: () => boolean;
}

export interface CachedKeyDirectory extends KeyDirectory {
  /** Forgets every application: it is not known which ones were changed. */
  forgetAll(): void;
}

/** Ids that name no application: anybody can send them, so they are few and soon asked for again. */
const ABSENT = { limit: 1000, maxAgeSeconds: 1 };

/** The registry as the gate sees it: in memory, asked for once however many requests wait for it. */
export function cachedKeyDirectory(parts: DirectoryParts, bounds: DirectoryBounds): CachedKeyDirectory {
  const { mayUse = () => true } = parts;
  const entries = new BoundedMap<Dated<Revised>>(bounds.limit);
  const absent = new BoundedMap<Dated<null>>(ABSENT.limit);
  const absentSeconds = Math.min(ABSENT.maxAgeSeconds, bounds.maxAgeSeconds);
  const loading = new Map<string, Promise<DirectoryEntry | null>>();

  function keep(id: string, read: Revised | null, at: number): void {
    if (read) {
      absent.delete(id);
      entries.set(id, { value: read, at });
    } else {
      entries.delete(id);
      absent.set(id, { value: null, at });
    }
  }

  function loadOnce(id: string): Promise<DirectoryEntry | null> {
    // Once it is forgotten it is no longer the current one: its answer may be from before the change.
    const load: Promise<DirectoryEntry | null> = loadNow(id, () => loading.get(id) === load);
    loading.set(id, load);
    return load;
  }

  async function loadNow(id: string, isCurrent: () => boolean): Promise<DirectoryEntry | null> {
    // From before the question, so that the answer is never taken for younger than it is.
    const at = parts.clock.now();
    try {
      const found = await read(parts, id, entries.get(id)?.value);
      if (isCurrent()) keep(id, found, at);
      return found?.entry ?? null;
    } finally {
      if (isCurrent()) loading.delete(id);
    }
  }

  return {
    peek(id) {
      if (!mayUse()) return undefined;
      const now = parts.clock.now();
      const known = entries.get(id);
      if (known) return isFresh(known.at, now, bounds.maxAgeSeconds) ? known.value.entry : undefined;
      const missing = absent.get(id);
      return missing && isFresh(missing.at, now, absentSeconds) ? null : undefined;
    },
    load(id) {
      if (!isUuid(id)) return Promise.resolve(null);
      return loading.get(id) ?? loadOnce(id);
    },
    forget(id) {
      entries.delete(id);
      absent.delete(id);
      loading.delete(id);
    },
    forgetAll() {
      entries.clear();
      absent.clear();
      loading.clear();
    },
  };
}

/** A clock that was set back makes an age negative: then, too, storage is asked. */
const isFresh = (at: number, now: number, maxAgeSeconds: number) => now >= at && now - at <= maxAgeSeconds;

/** An entry, and the revision of the application that it was made from. */
interface Revised {
  readonly entry: DirectoryEntry;
  readonly revision: number;
}

async function read(
  { applications, signatures }: DirectoryParts,
  id: string,
  before: Revised | undefined,
): Promise<Revised | null> {
  const application = await applications.get(id);
  if (application === undefined) return null;
  // Every change of an application or of its keys is a revision.
  if (application.revision === before?.revision) return before;
  const keys = await applications.keys(id);
  const entry = entryOf(application, keys, (key) => prepare(signatures, key));
  return { entry, revision: application.revision };
}

function entryOf(
  { id, accountId, name, suspended, singleUse }: StoredApplication,
  keys: readonly StoredKey[],
  ready: (key: StoredKey) => PreparedKey | undefined,
): DirectoryEntry {
  const mayAuthenticate = keys.flatMap((key): DirectoryKey[] => {
    const { state, fingerprint, publicKey, expiresAt } = key;
    if (state !== 'active' && state !== 'retiring') return [];
    const prepared = ready(key);
    return [
      {
        id: key.id,
        fingerprint,
        publicKey,
        state,
        ...(expiresAt !== null && { expiresAt }),
        ...(prepared && { prepared }),
      },
    ];
  });
  return { applicationId: id, accountId, name, suspended, singleUse, keys: mayAuthenticate };
}

/** `undefined` for a key that is not what it was when it was stored, or that cannot be used: it lets nobody in. */
function prepare(signatures: Pick<Signatures, 'prepare'>, key: StoredKey): PreparedKey | undefined {
  const reading = parseKey(key.publicKey);
  // mutants: another key than a public one cannot be prepared either
  if (!reading.ok || reading.key.type !== 'public') return undefined;
  try {
    const prepared = signatures.prepare(reading.key);
    return prepared.fingerprint === key.fingerprint ? prepared : undefined;
  } catch {
    return undefined; // mutants: that is what comes at the end anyway
  }
}

interface Dated<V> {
  readonly value: V;
  readonly at: number;
}
