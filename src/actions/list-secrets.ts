import type { Account, StoredSecret } from '../ports/index.ts';
import { findManagedAccount } from './find-managed-account.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';

/** The API secrets of an account, oldest first: when they were made, never what they are. */
export async function listSecrets(
  parts: Pick<Parts, 'accounts'>,
  actor: Account,
  apiKey: string,
): Promise<Outcome<readonly StoredSecret[]>> {
  const account = await findManagedAccount(parts, actor, apiKey);
  return account.ok ? done(await parts.accounts.secrets(apiKey)) : account;
}

export async function showSecret(
  parts: Pick<Parts, 'accounts'>,
  actor: Account,
  apiKey: string,
  secretId: string,
): Promise<Outcome<StoredSecret>> {
  const secrets = await listSecrets(parts, actor, apiKey);
  if (!secrets.ok) return secrets;
  const secret = secrets.value.find((one) => one.id === secretId);
  return secret ? done(secret) : refused({ kind: 'not-found', id: secretId });
}
