import type { RegisteredKey, RegistryEvidence } from '../../core/evidence/evidence.ts';
import type { StoredApplication, StoredKey } from '../../ports/applications.ts';

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
