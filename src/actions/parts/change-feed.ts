import type { Changes } from '../../ports/changes.ts';

export interface ChangeFeedParts {
  readonly changes: Pick<Changes, 'since'>;
  /** Told what was changed elsewhere. */
  readonly directory: { forget(applicationId: string): void; forgetAll(): void };
  /** Seconds of a clock that only goes forward, wherever it began. */
  readonly elapsed: () => number;
  /** How long keys at hand go on being accepted while changes cannot be read; 0: not at all. */
  readonly staleKeysSeconds: number;
}

/** `current`: changes are known; `stale`: they are not, and keys at hand are accepted; `unknown`: and are not any more. */
export type KeysState = 'current' | 'stale' | 'unknown';

export interface ChangeFeed {
  /** Reads what was changed, and has it forgotten. @throws UnavailableError where it cannot be read */
  read(): Promise<void>;
  state(): KeysState;
  /** Seconds since changes were last known; 0 while they are. */
  staleSeconds(): number;
  /** For how many seconds from now keys at hand may be used where no further reading succeeds. */
  usableSeconds(): number;
}

/** A reading that is older than this tells nothing of now: the one after it takes too long. */
const CURRENT_SECONDS = 2;

/**
 * What other processes change, as far as this one has heard of it. While the database is away for everybody nobody can
 * have revoked a key; a process that is cut off alone cannot tell that from its own case, hence the bound.
 */
export function changeFeed({ changes, directory, elapsed, staleKeysSeconds }: ChangeFeedParts): ChangeFeed {
  let position: string | undefined;
  /** When the last reading that succeeded began; before that, when this began. */
  let knownAt = elapsed();
  /** Whether the last reading succeeded. */
  let isKnown = false;
  let reading: Promise<void> | undefined;

  async function readOnce(): Promise<void> {
    const began = elapsed();
    try {
      const { to, changed } = await changes.since(position);
      if (changed === 'all') directory.forgetAll();
      else for (const id of changed) directory.forget(id);
      position = to;
      knownAt = began;
      isKnown = true;
    } catch (error) {
      isKnown = false;
      throw error;
    } finally {
      reading = undefined;
    }
  }

  function staleSeconds(): number {
    const age = elapsed() - knownAt;
    return isKnown && age <= CURRENT_SECONDS ? 0 : age;
  }

  return {
    read() {
      reading ??= readOnce();
      return reading;
    },
    state() {
      if (position === undefined) return 'unknown';
      const age = staleSeconds();
      return age === 0 ? 'current' : age <= staleKeysSeconds ? 'stale' : 'unknown';
    },
    staleSeconds,
    usableSeconds() {
      if (position === undefined) return 0;
      const whole = isKnown ? Math.max(CURRENT_SECONDS, staleKeysSeconds) : staleKeysSeconds;
      return knownAt + whole - elapsed();
    },
  };
}
