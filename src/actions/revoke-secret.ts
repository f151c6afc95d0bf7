import { isUuid } from '../core/encoding/uuid.ts';
import type { Account } from '../ports/index.ts';
import { findManagedAccount } from './find-managed-account.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';

/** Ends an API secret at once. An account is never left without one. */
export async function revokeSecret(
  parts: Pick<Parts, 'accounts'>,
  actor: Account,
  apiKey: string,
  secretId: string,
): Promise<Outcome<void>> {
  const account = await findManagedAccount(parts, actor, apiKey);
  if (!account.ok) return account;
  const result = isUuid(secretId) ? await parts.accounts.removeSecret(apiKey, secretId) : 'absent';
  if (result === 'last') return refused({ kind: 'last-secret' });
  return result === 'removed' ? done(undefined) : refused({ kind: 'not-found', id: secretId });
}
