import type { KeyState } from '../../core/keys/key-state.ts';
import type { Environment, StoredKey } from '../../ports/applications.ts';
import type { Tables } from './schema.ts';
import { toMs, toMsOrNull, toSeconds, toSecondsOrNull } from './values.ts';

export const keyRow = (key: StoredKey, accountId: string): Tables['keys'] => ({
  id: key.id,
  application_id: key.applicationId,
  account_id: accountId,
  fingerprint: key.fingerprint,
  public_key: key.publicKey,
  state: key.state,
  created_ms: toMs(key.createdAt),
  activated_ms: toMsOrNull(key.activatedAt),
  ended_ms: toMsOrNull(key.endedAt),
  expires_ms: toMsOrNull(key.expiresAt),
  last_used_ms: toMsOrNull(key.lastUsedAt),
  note: key.note,
  environment: key.environment,
});

export const keyOf = (row: Tables['keys']): StoredKey => ({
  id: row.id,
  applicationId: row.application_id,
  fingerprint: row.fingerprint,
  publicKey: row.public_key,
  // The table admits no other states.
  state: row.state as KeyState,
  createdAt: toSeconds(row.created_ms),
  activatedAt: toSecondsOrNull(row.activated_ms),
  endedAt: toSecondsOrNull(row.ended_ms),
  expiresAt: toSecondsOrNull(row.expires_ms),
  lastUsedAt: toSecondsOrNull(row.last_used_ms),
  note: row.note,
  environment: row.environment as Environment,
});
