import type { Account, Asker } from '../ports/index.ts';
import { isApiKey } from './parts/api-key.ts';
import type { Parts } from './parts/parts.ts';

export interface AuthenticatedAccount {
  readonly account: Account;
  /** Which of its secrets was given. */
  readonly secretId: string | null;
}

/** The account that an API key and secret stand for; `undefined` tells neither which of the two is wrong, nor by time. */
export async function authenticateAccount(
  parts: Pick<Parts, 'accounts' | 'secretHashes'>,
  apiKey: string,
  secret: string,
  asker: Asker,
): Promise<AuthenticatedAccount | undefined> {
  const account = isApiKey(apiKey) ? await parts.accounts.get(apiKey) : undefined;
  const secrets = account ? await parts.accounts.secrets(apiKey) : [];
  const index = await parts.secretHashes.match(
    secret,
    secrets.map((one) => one.hash),
    asker,
  );
  if (!account || index < 0) return undefined;
  return { account, secretId: secrets[index]?.id ?? null };
}
