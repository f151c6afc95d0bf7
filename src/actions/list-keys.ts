import type { StoredKey } from '../ports/index.ts';
import { done, type Outcome } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';
import { findOwnedApplication } from './show-application.ts';

/** Every key of the application, in any state, newest first. */
export async function listKeys(
  parts: Pick<Parts, 'applications'>,
  accountId: string,
  applicationId: string,
): Promise<Outcome<readonly StoredKey[]>> {
  const found = await findOwnedApplication(parts, accountId, applicationId);
  return found.ok ? done(await parts.applications.keys(applicationId)) : found;
}
