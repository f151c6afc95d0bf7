import { isUuid } from '../core/encoding/uuid.ts';
import type { StoredApplication, StoredKey } from '../ports/index.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';

/** An application and the key that signs for it now. `privateKey` only in the answer that made the pair. */
export interface ShownApplication {
  readonly application: StoredApplication;
  readonly currentKey: StoredKey | null;
  readonly privateKey?: string;
}

export async function showApplication(
  parts: Pick<Parts, 'applications'>,
  accountId: string,
  applicationId: string,
): Promise<Outcome<ShownApplication>> {
  const found = await findOwnedApplication(parts, accountId, applicationId);
  if (!found.ok) return found;
  return done({ application: found.value, currentKey: currentKeyOf(await parts.applications.keys(applicationId)) });
}

/** The application, where this account owns it; otherwise it does not exist, as far as the caller can tell. */
export async function findOwnedApplication(
  parts: Pick<Parts, 'applications'>,
  accountId: string,
  applicationId: string,
): Promise<Outcome<StoredApplication>> {
  const application = isUuid(applicationId) ? await parts.applications.get(applicationId) : undefined;
  if (application?.accountId !== accountId) return refused({ kind: 'not-found', id: applicationId });
  return done(application);
}

export function currentKeyOf(keys: readonly StoredKey[]): StoredKey | null {
  return keys.find((key) => key.state === 'active') ?? null;
}
