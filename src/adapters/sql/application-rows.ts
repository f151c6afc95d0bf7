import type { KeyState } from '../../core/keys/key-state.ts';
import type { StoredApplication, StoredKey } from '../../ports/applications.ts';
import type { Capabilities } from '../../ports/capabilities.ts';
import { DatabaseCorruptError } from '../../ports/errors.ts';
import { type Tables, toFlag, toMs, toMsOrNull, toSeconds, toSecondsOrNull } from './schema.ts';

export const applicationRow = (application: StoredApplication): Tables['applications'] => ({
  id: application.id,
  account_id: application.accountId,
  name: application.name,
  capabilities: JSON.stringify(application.capabilities),
  improve_ai: application.improveAi === null ? null : toFlag(application.improveAi),
  single_use: toFlag(application.singleUse),
  suspended: toFlag(application.suspended),
  created_ms: toMs(application.createdAt),
  updated_ms: toMs(application.updatedAt),
  revision: application.revision,
});

export const applicationOf = (row: Tables['applications']): StoredApplication => ({
  id: row.id,
  accountId: row.account_id,
  name: row.name,
  capabilities: parse(row.capabilities, `the capabilities of application ${row.id}`) as Capabilities,
  improveAi: row.improve_ai === null ? null : row.improve_ai === 1,
  singleUse: row.single_use === 1,
  suspended: row.suspended !== 0,
  createdAt: toSeconds(row.created_ms),
  updatedAt: toSeconds(row.updated_ms),
  revision: row.revision,
});

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
});

function parse(json: string, what: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new DatabaseCorruptError('The database', `${what} are not JSON`, { cause });
  }
}
