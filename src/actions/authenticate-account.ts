import type { Account, Asker } from '../ports/index.ts';
import { isApiKey } from './parts/api-key.ts';
import type { Parts } from './parts/parts.ts';

/** The account that an API key and secret stand for; `undefined` tells neither which of the two is wrong, nor by time. */
export async function authenticateAccount(
  parts: Pick<Parts, 'accounts' | 'secretHashes'>,
  apiKey: string,
  secret: string,
  asker: Asker,
): Promise<Account | undefined> {
  const account = isApiKey(apiKey) ? await parts.accounts.get(apiKey) : undefined;
  const secrets = account ? await parts.accounts.secrets(apiKey) : [];
  const isRight = await parts.secretHashes.verify(
    secret,
    secrets.map((one) => one.hash),
    asker,
  );
  return isRight ? account : undefined;
}
