import type { Capabilities } from '../ports/capabilities.ts';
import type { StoredApplication, StoredKey } from '../ports/index.ts';
import { changeApplication, type Target } from './change-application.ts';
import { makeKeyCurrent } from './make-key-current.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';
import { readPublicKey } from './read-public-key.ts';
import { type IncomingKey, newKey, refuseForeignKey } from './register-key.ts';
import { currentKeyOf, type ShownApplication } from './show-application.ts';

/** What takes the place of the application's settings. What is absent is removed, but for key, privacy and single use. */
export interface ApplicationUpdate {
  readonly name: string;
  readonly capabilities: Capabilities;
  readonly improveAi?: boolean;
  readonly singleUse?: boolean;
  readonly publicKey?: string;
  /** How long the replaced key is still accepted; 0 by default, as Vonage does it. */
  readonly overlapSeconds?: number;
}

/** Replaces name and capabilities; a public key takes the place of the current one, unless it is the same key. */
export async function updateApplication(
  parts: Pick<Parts, 'applications' | 'clock' | 'entropy' | 'directory'>,
  target: Target,
  update: ApplicationUpdate,
): Promise<Outcome<ShownApplication>> {
  const received = update.publicKey === undefined ? undefined : readPublicKey(update.publicKey, 'keys.public_key');
  if (received && !received.ok) return received;
  if (received) {
    const free = await refuseForeignKey(parts, target, received.value, 'keys.public_key');
    if (!free.ok) return free;
  }
  const changed = await changeApplication(parts, target, (stored, keys) => {
    const application: StoredApplication = {
      ...stored,
      name: update.name,
      capabilities: update.capabilities,
      improveAi: update.improveAi ?? stored.improveAi,
      singleUse: update.singleUse ?? stored.singleUse,
    };
    if (application.improveAi === null) {
      return refused({ kind: 'privacy-setting-unset', applicationId: application.id });
    }
    const next = received ? nextKeys(parts, application, keys, received.value, update.overlapSeconds ?? 0) : done([]);
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
