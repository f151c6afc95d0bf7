import type { StoredApplication, StoredKey } from '../ports/index.ts';
import { ConflictError } from '../ports/index.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';
import { findOwnedApplication } from './show-application.ts';

/** One application of one account. `revisions`: it is left alone unless its revision is one of these. */
export interface Target {
  readonly accountId: string;
  readonly applicationId: string;
  readonly revisions?: readonly number[];
}

export interface Change<T> {
  readonly application: StoredApplication;
  /** New and changed keys. */
  readonly keys: readonly StoredKey[];
  readonly value: T;
}

type Plan<T> = (
  application: StoredApplication,
  keys: readonly StoredKey[],
) => Outcome<Change<T>> | { readonly keep: T };

const ATTEMPTS = 5;

/**
 * Reads, plans and saves, all or nothing. Another change in between: the plan is made again from what is there now,
 * a few times. `plan` gives `keep` where there is nothing to change.
 */
export async function changeApplication<T>(
  parts: Pick<Parts, 'applications' | 'clock' | 'directory'>,
  target: Target,
  plan: Plan<T>,
): Promise<Outcome<{ readonly application: StoredApplication; readonly value: T }>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await findOwnedApplication(parts, target.accountId, target.applicationId);
    if (!found.ok) return found;
    const { revision } = found.value;
    if (target.revisions && !target.revisions.includes(revision))
      return refused({ kind: 'revision-changed', revision });
    const planned = plan(found.value, await parts.applications.keys(target.applicationId));
    if ('keep' in planned) return done({ application: found.value, value: planned.keep });
    if (!planned.ok) return planned;
    const application = { ...planned.value.application, revision: revision + 1, updatedAt: parts.clock.now() };
    try {
      await parts.applications.save({ application, keys: planned.value.keys, fromRevision: revision });
    } catch (error) {
      if (error instanceof ConflictError && error.what === 'revision') continue;
      throw error;
    }
    parts.directory.forget(application.id);
    return done({ application, value: planned.value.value });
  }
  return refused({ kind: 'changed-meanwhile' });
}
