import { changesBetween } from '../../core/audit/changes.ts';
import type { MemberChange } from '../../core/audit/entry.ts';
import type { AuditKind } from '../../core/audit/kinds.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { Label, StoredApplication, StoredKey } from '../../ports/applications.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import { toTimestamp } from './values.ts';

/** What the audit log tells of applications and their keys. */

export function applicationCreated(application: StoredApplication, keys: readonly StoredKey[]): AuditEvent {
  const changes = [...changesBetween(null, settingsOf(application)), ...keys.flatMap((key) => keyChanges(null, key))];
  return event('application.created', application, changes);
}

export function applicationDeleted(application: StoredApplication, keys: readonly StoredKey[]): AuditEvent {
  const changes = [...changesBetween(settingsOf(application), null), ...keys.flatMap((key) => keyChanges(key, null))];
  return event('application.deleted', application, changes);
}

/** A change of a key names the kind where nothing else changed. Nothing at all: a line without changes, as a save is one. */
export function applicationChanged(
  before: StoredApplication,
  after: StoredApplication,
  keysBefore: readonly StoredKey[],
  keys: readonly StoredKey[],
): AuditEvent {
  const settings = changesBetween(settingsOf(before), settingsOf(after));
  const pairs = keys.map((key) => [keysBefore.find(({ id }) => id === key.id) ?? null, key] as const);
  const changes = [...settings, ...pairs.flatMap(([old, key]) => keyChanges(old, key))];
  return event(settings.length > 0 ? 'application.updated' : kindOf(pairs), after, changes);
}

function kindOf(pairs: readonly (readonly [StoredKey | null, StoredKey])[]): AuditKind {
  if (pairs.some(([old, key]) => key.state === 'active' && old?.state !== 'active')) return 'key.saved';
  if (pairs.some(([old]) => old === null)) return 'key.added';
  if (pairs.length > 0 && pairs.every(([old, key]) => old?.state === key.state && old.expiresAt === key.expiresAt)) {
    return 'key.updated';
  }
  return pairs.length > 0 ? 'key.revoked' : 'application.updated';
}

function event(
  kind: AuditKind,
  { id, name, accountId }: StoredApplication,
  changes: readonly MemberChange[],
): AuditEvent {
  return { accountIds: [accountId], kind, subject: { kind: 'application', id, name }, changes };
}

/** What is chosen for it: by the names of the API. */
function settingsOf(application: StoredApplication): JsonObject {
  const { name, capabilities, improveAi, singleUse, suspended } = application;
  return {
    name,
    // Stored as JSON, which every value of it is.
    capabilities: capabilities as JsonObject,
    privacy: { improve_ai: improveAi },
    single_use: singleUse,
    suspended,
    ...labelOf(application),
  };
}

/** By its fingerprint, which people know a key by; its public half says no more. */
function keyChanges(before: StoredKey | null, after: StoredKey | null): readonly MemberChange[] {
  const path = `keys.SHA256:${(after ?? before)?.fingerprint}`;
  return changesBetween(keyMembers(before), keyMembers(after)).map((change) => ({
    ...change,
    member: `${path}.${change.member}`,
  }));
}

function keyMembers(key: StoredKey | null): JsonObject | null {
  return key && { id: key.id, state: key.state, expires_at: toTimestamp(key.expiresAt), ...labelOf(key) };
}

/** What nobody wrote is no member. */
const labelOf = ({ note, environment }: Label): JsonObject => ({
  ...(note !== '' && { note }),
  ...(environment !== '' && { environment }),
});
