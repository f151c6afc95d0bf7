import type { Account } from '../ports/index.ts';
import { isApiKey } from './parts/api-key.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';

/** The account of this API key, where `actor` may manage it: itself, or a subaccount of it. */
export async function findManagedAccount(
  parts: Pick<Parts, 'accounts'>,
  actor: Account,
  apiKey: string,
): Promise<Outcome<Account>> {
  return apiKey === actor.id ? done(actor) : findSubaccount(parts, actor, apiKey);
}

export async function findSubaccount(
  parts: Pick<Parts, 'accounts'>,
  primary: Account,
  apiKey: string,
): Promise<Outcome<Account>> {
  const account = isApiKey(apiKey) ? await parts.accounts.get(apiKey) : undefined;
  return account?.parentId === primary.id ? done(account) : refused({ kind: 'account-unknown' });
}
