import { mayBecomeActive } from '../core/keys/key-life.ts';
import type { StoredApplication, StoredKey } from '../ports/index.ts';
import { changeApplication, type Target } from './change-application.ts';
import { makeKeyCurrent, withinLimit } from './make-key-current.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';
import { type IncomingKey, newKey, receiveKey, refuseForeignKey } from './register-key.ts';
import { findOwnedApplication } from './show-application.ts';

export interface KeyAddition {
  /** Absent: the server makes a key pair, and the answer holds its private key, once. */
  readonly publicKey?: string;
  /** A draft never authenticates until it is activated. */
  readonly state: 'draft' | 'active';
  /** How long the replaced key is still accepted, where the new one becomes active. */
  readonly overlapSeconds: number;
}

export interface AddedKey {
  readonly key: StoredKey;
  /** `false`: the application held this key already. */
  readonly isNew: boolean;
  readonly privateKey?: string;
}

/** Adds a key, as a draft or as the current one. A key that the application holds already is not added twice. */
export async function addKey(
  parts: Pick<Parts, 'applications' | 'clock' | 'entropy' | 'keyPairs' | 'directory'>,
  target: Target,
  addition: KeyAddition,
): Promise<Outcome<AddedKey>> {
  const owned = await findOwnedApplication(parts, target.accountId, target.applicationId);
  if (!owned.ok) return owned;
  const received = await receiveKey(parts, addition.publicKey, 'public_key');
  if (!received.ok) return received;
  const free = await refuseForeignKey(parts, target, received.value, 'public_key');
  if (!free.ok) return free;
  const changed = await changeApplication(parts, target, (application, keys) => {
    const plan = planAddition(parts, application, keys, received.value, addition);
    if (!plan.ok) return plan;
    if (plan.value.keys.length === 0) return { keep: plan.value.added };
    return done({ application, keys: plan.value.keys, value: plan.value.added });
  });
  if (!changed.ok) return changed;
  const { privateKey } = received.value;
  return done({ ...changed.value.value, ...(privateKey !== undefined && { privateKey }) });
}

function planAddition(
  parts: Pick<Parts, 'clock' | 'entropy'>,
  application: StoredApplication,
  keys: readonly StoredKey[],
  received: IncomingKey,
  addition: KeyAddition,
): Outcome<{ readonly keys: readonly StoredKey[]; readonly added: AddedKey }> {
  const now = parts.clock.now();
  const known = keys.find((key) => key.fingerprint === received.fingerprint);
  const key = known ?? newKey(parts, application.id, received, addition.state, now);
  if (!mayBecomeActive(key)) return refused({ kind: 'key-revoked', fingerprint: key.fingerprint });
  const changed =
    addition.state === 'active'
      ? makeKeyCurrent(application, keys, key, addition.overlapSeconds, now)
      : withinLimit(keys, known ? [] : [key], now);
  if (!changed.ok) return changed;
  const added = changed.value.find((one) => one.id === key.id) ?? key;
  return done({ keys: changed.value, added: { key: added, isNew: known === undefined } });
}
