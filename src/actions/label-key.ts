import type { Label, StoredKey } from '../ports/index.ts';
import { changeApplication, type Target } from './change-application.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';

/** Writes down what a key is for, in any state; what is absent stays as it is. */
export async function labelKey(
  parts: Pick<Parts, 'applications' | 'clock' | 'directory'>,
  target: Target,
  keyId: string,
  label: Partial<Label>,
): Promise<Outcome<StoredKey>> {
  const changed = await changeApplication<StoredKey>(parts, target, (application, keys) => {
    const key = keys.find((one) => one.id === keyId);
    if (!key) return refused({ kind: 'not-found', id: keyId });
    const labelled = { ...key, ...label };
    if (labelled.note === key.note && labelled.environment === key.environment) return { keep: key };
    return done({ application, keys: [labelled], value: labelled });
  });
  return changed.ok ? done(changed.value.value) : changed;
}
