import type { StoredApplication, StoredKey } from '../ports/index.ts';
import { changeApplication, type Target } from './change-application.ts';
import { makeKeyCurrent } from './make-key-current.ts';
import type { AskedSettings } from './parts/asked-settings.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';
import { readPublicKey } from './read-public-key.ts';
import { type IncomingKey, newKey, refuseForeignKey } from './register-key.ts';
import { currentKeyOf, type ShownApplication } from './show-application.ts';

/** What takes the place of the application's settings. The key stays where none is given. */
export interface ApplicationUpdate extends AskedSettings {
  readonly publicKey?: string;
  /** How long the replaced key is still accepted; 0 by default, as Vonage does it. */
  readonly overlapSeconds?: number;
}

/** Replaces name and capabilities; a public key takes the place of the current one, unless it is the same key. */
export async function updateApplication(
  parts: Pick<Parts, 'applications' | 'clock' | 'entropy' | 'directory' | 'keyKinds'>,
  target: Target,
  { publicKey, overlapSeconds = 0, ...settings }: ApplicationUpdate,
): Promise<Outcome<ShownApplication>> {
  const received = publicKey === undefined ? undefined : readPublicKey(publicKey, 'keys.public_key', parts.keyKinds);
  if (received && !received.ok) return received;
  if (received) {
    const free = await refuseForeignKey(parts, target, received.value, 'keys.public_key');
    if (!free.ok) return free;
  }
  const changed = await changeApplication(parts, target, (stored, keys) => {
    const application: StoredApplication = { ...stored, ...settings };
    if (application.improveAi === null) {
      return refused({ kind: 'privacy-setting-unset', applicationId: application.id });
    }
    const next = received ? nextKeys(parts, application, keys, received.value, overlapSeconds) : done([]);
    if (!next.ok) return next;
    const currentKey = currentKeyOf(next.value) ?? currentKeyOf(keys);
    return done({ application, keys: next.value, value: currentKey });
  });
  return changed.ok ? done({ application: changed.value.application, currentKey: changed.value.value }) : changed;
}

function nextKeys(
  parts: Pick<Parts, 'clock' | 'entropy'>,
  application: StoredApplication,
  keys: readonly StoredKey[],
  received: IncomingKey,
  overlapSeconds: number,
): Outcome<readonly StoredKey[]> {
  const now = parts.clock.now();
  const known = keys.find((key) => key.fingerprint === received.fingerprint);
  const next = known ?? newKey(parts, application.id, received, 'active', now);
  return makeKeyCurrent(application, keys, next, overlapSeconds, now);
}
