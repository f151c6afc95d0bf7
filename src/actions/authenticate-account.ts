import type { Account } from '../ports/index.ts';
import type { Parts } from './parts.ts';

/** The account that an API key and secret stand for; `undefined` tells neither which of the two is wrong, nor by time. */
export async function authenticateAccount(
  parts: Pick<Parts, 'accounts' | 'secretHashes'>,
  apiKey: string,
  secret: string,
): Promise<Account | undefined> {
  const account = await parts.accounts.get(apiKey);
  const secrets = await parts.accounts.secrets(apiKey);
  const hashes = account ? secrets.map((one) => one.hash) : [];
  return (await parts.secretHashes.verify(secret, hashes)) ? account : undefined;
}
