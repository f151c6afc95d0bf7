import type { Account } from '../ports/index.ts';
import type { Parts } from './parts/parts.ts';

/** The subaccounts of an account, oldest first. */
export async function listSubaccounts(parts: Pick<Parts, 'accounts'>, parentId: string): Promise<readonly Account[]> {
  return (await parts.accounts.families([parentId])).filter((account) => account.parentId === parentId);
}
