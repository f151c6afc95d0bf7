import { keyStateAt } from '../../core/keys/key-life.ts';
import type { StoredKey } from '../../ports/index.ts';
import type { ApplicationKey } from '../../wire/application-keys.ts';
import { toTimestamp, toTimestampOrNull } from './timestamp.ts';

/** A key as it is at `now` (NumericDate seconds). */
export function keyToWire(key: StoredKey, now: number): ApplicationKey {
  return {
    id: key.id,
    fingerprint: key.fingerprint,
    state: keyStateAt(key, now),
    public_key: key.publicKey,
    created_at: toTimestamp(key.createdAt),
    activated_at: toTimestampOrNull(key.activatedAt),
    last_used_at: toTimestampOrNull(key.lastUsedAt),
    ended_at: toTimestampOrNull(key.endedAt),
    expires_at: toTimestampOrNull(key.expiresAt),
    note: key.note,
    environment: key.environment,
  };
}
