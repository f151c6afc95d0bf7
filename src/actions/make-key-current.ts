import { keyStateAt, mayBecomeActive } from '../core/keys/key-life.ts';
import type { StoredApplication, StoredKey } from '../ports/index.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';

/** Keys of one application that are not revoked. */
export const KEYS_LIMIT = 20;

/**
 * The keys that change when `next` becomes the current one: the one before it goes on for `overlapSeconds`, or ends at
 * once. Nothing changes where `next` is the current key already.
 */
export function makeKeyCurrent(
  application: Pick<StoredApplication, 'id' | 'improveAi'>,
  keys: readonly StoredKey[],
  next: StoredKey,
  overlapSeconds: number,
  now: number,
): Outcome<readonly StoredKey[]> {
  const known = keys.find((key) => key.id === next.id);
  if (known?.state === 'active') return done([]);
  if (!mayBecomeActive(next)) return refused({ kind: 'key-revoked', fingerprint: next.fingerprint });
  if (application.improveAi === null) return refused({ kind: 'privacy-setting-unset', applicationId: application.id });
  const current = keys.filter((key) => key.state === 'active').map((key) => replaced(key, overlapSeconds, now));
  const active: StoredKey = { ...next, state: 'active', activatedAt: now, endedAt: null, expiresAt: null };
  return withinLimit(keys, [...current, active], now);
}

/** Refuses a change that would leave the application with more than `KEYS_LIMIT` keys that are not revoked. */
export function withinLimit(
  keys: readonly StoredKey[],
  changed: readonly StoredKey[],
  now: number,
): Outcome<readonly StoredKey[]> {
  const after = new Map([...keys, ...changed].map((key) => [key.id, key]));
  const live = [...after.values()].filter((key) => keyStateAt(key, now) !== 'revoked').length;
  const before = keys.filter((key) => keyStateAt(key, now) !== 'revoked').length;
  return live > KEYS_LIMIT && live > before ? refused({ kind: 'too-many-keys', limit: KEYS_LIMIT }) : done(changed);
}

function replaced(key: StoredKey, overlapSeconds: number, now: number): StoredKey {
  return { ...key, state: overlapSeconds > 0 ? 'retiring' : 'revoked', endedAt: now, expiresAt: now + overlapSeconds };
}
