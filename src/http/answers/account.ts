import type { Account as StoredAccount } from '../../ports/index.ts';
import type { Account, Subaccount } from '../../wire/accounts.ts';
import { toTimestamp } from './timestamp.ts';

export function accountToWire({ id, name, parentId, suspended, createdAt }: StoredAccount): Account {
  return { api_key: id, name, primary_account_api_key: parentId, suspended, created_at: toTimestamp(createdAt) };
}

export function subaccountToWire(account: StoredAccount): Subaccount {
  return { ...accountToWire(account), use_primary_account_balance: true, balance: null, credit_limit: null };
}
