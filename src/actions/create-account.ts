import type { Account } from '../ports/index.ts';
import { ConflictError } from '../ports/index.ts';
import { isSecretAllowed, newApiKey, newApiSecret } from './parts/account-credentials.ts';
import { done, type Outcome, refused } from './parts/outcome.ts';
import type { Parts } from './parts/parts.ts';

export interface NewAccount {
  readonly name: string;
  /** The account that it is a subaccount of. */
  readonly parentId?: string;
  /** Absent: a random one. */
  readonly secret?: string;
}

/** An account with its first API secret, which is told this once. */
export interface CreatedAccount {
  readonly account: Account;
  readonly secret: string;
}

type AccountParts = Pick<Parts, 'accounts' | 'clock' | 'entropy' | 'secretHashes'>;

export async function createAccount(parts: AccountParts, request: NewAccount): Promise<Outcome<CreatedAccount>> {
  const secret = request.secret ?? newApiSecret(parts.entropy);
  if (!isSecretAllowed(secret)) return refused({ kind: 'secret-too-simple' });
  for (;;) {
    try {
      return done(await storeAccount(parts, newApiKey(parts.entropy), secret, request));
    } catch (error) {
      if (!(error instanceof ConflictError && error.what === 'account')) throw error;
    }
  }
}

/** The account of the first start, with the credentials of the settings or random ones. */
export function createFirstAccount(
  parts: AccountParts,
  credentials?: { readonly key: string; readonly secret: string },
): Promise<CreatedAccount> {
  const secret = credentials?.secret ?? newApiSecret(parts.entropy);
  return storeAccount(parts, credentials?.key ?? newApiKey(parts.entropy), secret, { name: 'First account' });
}

async function storeAccount(
  parts: AccountParts,
  id: string,
  secret: string,
  request: NewAccount,
): Promise<CreatedAccount> {
  const createdAt = parts.clock.now();
  const account = { id, name: request.name, parentId: request.parentId ?? null, suspended: false, createdAt };
  const hash = await parts.secretHashes.hash(secret);
  await parts.accounts.add(account, { id: parts.entropy.uuid(), accountId: id, hash, createdAt });
  return { account, secret };
}
