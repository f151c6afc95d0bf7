import type { Account, StoredSecret } from '../ports/index.ts';
import { findManagedAccount } from './find-managed-account.ts';
import { isSecretAllowed } from './parts/account-credentials.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';

/** "This account has reached maximum number of '2' allowed secrets" (Account API). */
export const SECRETS_LIMIT = 2;

/** Adds a second API secret: both are valid until one is revoked. */
export async function addSecret(
  parts: Pick<Parts, 'accounts' | 'clock' | 'entropy' | 'secretHashes'>,
  actor: Account,
  apiKey: string,
  secret: string,
): Promise<Outcome<StoredSecret>> {
  const account = await findManagedAccount(parts, actor, apiKey);
  if (!account.ok) return account;
  if (!isSecretAllowed(secret)) return refused({ kind: 'secret-too-simple' });
  const stored = {
    id: parts.entropy.uuid(),
    accountId: apiKey,
    hash: await parts.secretHashes.hash(secret),
    createdAt: parts.clock.now(),
  };
  const isAdded = await parts.accounts.addSecret(stored, SECRETS_LIMIT);
  return isAdded ? done(stored) : refused({ kind: 'too-many-secrets', limit: SECRETS_LIMIT });
}
