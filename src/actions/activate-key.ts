import type { StoredKey } from '../ports/index.ts';
import { changeApplication, type Target } from './change-application.ts';
import { makeKeyCurrent } from './make-key-current.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';

/** Saves a draft: it becomes the current key, and the one before it goes on for `overlapSeconds`. */
export async function activateKey(
  parts: Pick<Parts, 'applications' | 'clock' | 'directory'>,
  target: Target,
  keyId: string,
  overlapSeconds: number,
): Promise<Outcome<StoredKey>> {
  const changed = await changeApplication<StoredKey>(parts, target, (application, keys) => {
    const key = keys.find((one) => one.id === keyId);
    if (!key) return refused({ kind: 'not-found', id: keyId });
    const next = makeKeyCurrent(application, keys, key, overlapSeconds, parts.clock.now());
    if (!next.ok) return next;
    const active = next.value.find((one) => one.id === keyId);
    return active ? done({ application, keys: next.value, value: active }) : { keep: key };
  });
  return changed.ok ? done(changed.value.value) : changed;
}
