import type { Target } from './change-application.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';
import { findOwnedApplication } from './show-application.ts';

/** Removes the application with its keys: its tokens are refused from now on. It cannot be undone. */
export async function deleteApplication(
  parts: Pick<Parts, 'applications' | 'directory'>,
  target: Target,
): Promise<Outcome<void>> {
  const found = await findOwnedApplication(parts, target.accountId, target.applicationId);
  if (!found.ok) return found;
  const { id, revision } = found.value;
  if (target.revisions && !target.revisions.includes(revision)) return refused({ kind: 'revision-changed', revision });
  const removed = await parts.applications.remove(id);
  parts.directory.forget(id);
  return removed ? done(undefined) : refused({ kind: 'not-found', id });
}
