import type { KeyState } from './key-state.ts';

/** What the life of a registered key is told from. Times are NumericDate seconds. */
export interface KeyLife {
  readonly state: KeyState;
  /** End of the overlap of a replaced key; `null` for one that was never replaced. */
  readonly expiresAt: number | null;
}

/** The state at `now`: a retiring key whose overlap has ended is revoked, whether or not anybody wrote that down. */
export function keyStateAt(key: KeyLife, now: number): KeyState {
  // mutants: `null` is before any time
  const isOver = key.state === 'retiring' && (key.expiresAt === null || now > key.expiresAt);
  return isOver ? 'revoked' : key.state;
}

/**
 * Whether a key may be made active (again). A key that was replaced may come back; one that was revoked by hand may
 * have leaked, and never does.
 */
export function mayBecomeActive(key: KeyLife): boolean {
  return key.state !== 'revoked' || key.expiresAt !== null;
}
