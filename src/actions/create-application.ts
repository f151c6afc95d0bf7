import { NEW_SETTINGS } from '../ports/applications.ts';
import type { StoredApplication } from '../ports/index.ts';
import type { AskedSettings } from './parts/asked-settings.ts';
import { done, type Outcome } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';
import { newKey, receiveKey, refuseForeignKey } from './register-key.ts';
import type { ShownApplication } from './show-application.ts';

export interface NewApplication extends AskedSettings {
  /** Absent: the server makes a key pair, and the answer holds its private key, once. */
  readonly publicKey?: string;
}

/** Creates an application with an active key. Nothing is shown unless it was stored. */
export async function createApplication(
  parts: Pick<Parts, 'applications' | 'clock' | 'entropy' | 'keyPairs' | 'directory'>,
  accountId: string,
  { publicKey, ...settings }: NewApplication,
): Promise<Outcome<ShownApplication>> {
  const received = await receiveKey(parts, publicKey, 'keys.public_key');
  if (!received.ok) return received;
  const free = await refuseForeignKey(parts, { accountId, applicationId: null }, received.value, 'keys.public_key');
  if (!free.ok) return free;
  const now = parts.clock.now();
  const application: StoredApplication = {
    ...NEW_SETTINGS,
    ...settings,
    id: parts.entropy.uuid(),
    accountId,
    suspended: false,
    createdAt: now,
    updatedAt: now,
    revision: 1,
  };
  const currentKey = newKey(parts, application.id, received.value, 'active', now);
  await parts.applications.add(application, [currentKey]);
  parts.directory.forget(application.id);
  const { privateKey } = received.value;
  return done({ application, currentKey, ...(privateKey !== undefined && { privateKey }) });
}
