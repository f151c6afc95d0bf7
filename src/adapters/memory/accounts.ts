import type { Account, Accounts, StoredSecret } from '../../ports/accounts.ts';
import { ConflictError } from '../../ports/errors.ts';

const byCreation = (a: { createdAt: number; id: string }, b: { createdAt: number; id: string }) =>
  a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

/** Accounts in memory: gone with the process. */
export function memoryAccounts(): Accounts {
  const accounts = new Map<string, Account>();
  const secrets = new Map<string, StoredSecret>();
  const secretsOf = (accountId: string) =>
    [...secrets.values()].filter((secret) => secret.accountId === accountId).sort(byCreation);

  return {
    async add(account, secret) {
      if (account.parentId !== null && !accounts.has(account.parentId)) {
        throw new ConflictError('account', `There is no account ${account.parentId}.`);
      }
      if (accounts.has(account.id)) throw new ConflictError('account', `The account ${account.id} exists already.`);
      if (secrets.has(secret.id)) throw new ConflictError('secret', `The secret ${secret.id} exists already.`);
      accounts.set(account.id, account);
      secrets.set(secret.id, secret);
    },
    async get(id) {
      return accounts.get(id);
    },
    async update({ id, name, suspended }) {
      const account = accounts.get(id);
      if (account) accounts.set(id, { ...account, name, suspended });
      return account !== undefined;
    },
    async list() {
      return [...accounts.values()].sort(byCreation);
    },
    async families(ids) {
      return [...accounts.values()]
        .filter(({ id, parentId }) => ids.includes(id) || (parentId !== null && ids.includes(parentId)))
        .sort(byCreation);
    },
    async count() {
      return accounts.size;
    },
    async secrets(accountId) {
      return secretsOf(accountId);
    },
    async addSecret(secret, limit) {
      if (!accounts.has(secret.accountId)) {
        throw new ConflictError('account', `There is no account ${secret.accountId}.`);
      }
      if (secretsOf(secret.accountId).length >= limit) return false;
      if (secrets.has(secret.id)) throw new ConflictError('secret', `The secret ${secret.id} exists already.`);
      secrets.set(secret.id, secret);
      return true;
    },
    async removeSecret(accountId, secretId) {
      if (secrets.get(secretId)?.accountId !== accountId) return 'absent';
      if (secretsOf(accountId).length === 1) return 'last';
      secrets.delete(secretId);
      return 'removed';
    },
  };
}
