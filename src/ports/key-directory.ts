import type { StoredApplication, StoredKey } from './applications.ts';
import type { PreparedKey } from './signatures.ts';

/** An application with its keys made ready: what the gate needs for one request. */
export interface DirectoryEntry {
  readonly application: StoredApplication;
  readonly keys: readonly StoredKey[];
  /** Prepared by key id: the ones that may authenticate. A `retiring` one stays after its `expiresAt`: whoever uses it looks. */
  readonly prepared: ReadonlyMap<string, PreparedKey>;
}

/**
 * The gate's view of the registry: synchronous when the entry is at hand. A change made in this process is seen at
 * once; one made by another node within the stated bound.
 */
export interface KeyDirectory {
  /** The entry, `null` for an application that does not exist, or `undefined`: not at hand, ask `load`. */
  peek(applicationId: string): DirectoryEntry | null | undefined;
  load(applicationId: string): Promise<DirectoryEntry | null>;
  /** Forgets an application: called with every change. */
  forget(applicationId: string): void;
}
