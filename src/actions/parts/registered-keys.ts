import type { RegisteredKey, RegistryEvidence } from '../../core/evidence/evidence.ts';
import type { StoredApplication, StoredKey } from '../../ports/applications.ts';
import type { DirectoryEntry } from '../../ports/key-directory.ts';

/** The registry's rows as evidence. */
export function registryEvidence(
  application: StoredApplication | null,
  keys: readonly StoredKey[],
  otherKeys: readonly RegisteredKey[] = [],
): RegistryEvidence {
  return {
    application: application && {
      id: application.id,
      name: application.name,
      accountId: application.accountId,
      suspended: application.suspended,
      capabilities: Object.keys(application.capabilities),
      singleUse: application.singleUse,
      improveAiUnset: application.improveAi === null,
    },
    keys: keys.map((key) => registeredKey(key, application?.name ?? '')),
    otherKeys,
  };
}

/** What the gate knows of an application as evidence; `null` where there is none. */
export function directoryEvidence(entry: DirectoryEntry | null): RegistryEvidence {
  if (entry === null) return { application: null, keys: [], otherKeys: [] };
  const { applicationId, accountId, name, suspended, singleUse } = entry;
  const keys = entry.keys.map(
    ({ prepared: _, ...key }): RegisteredKey => ({ ...key, applicationId, applicationName: name }),
  );
  return { application: { id: applicationId, name, accountId, suspended, singleUse }, keys, otherKeys: [] };
}

export function registeredKey(key: StoredKey, applicationName: string): RegisteredKey {
  return {
    id: key.id,
    applicationId: key.applicationId,
    applicationName,
    fingerprint: key.fingerprint,
    state: key.state,
    publicKey: key.publicKey,
    createdAt: key.createdAt,
    ...(key.expiresAt !== null && { expiresAt: key.expiresAt }),
    ...(key.endedAt !== null && { endedAt: key.endedAt }),
  };
}
