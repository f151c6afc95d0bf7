import type { Accounts } from '../../ports/accounts.ts';
import type { Companies, Company } from '../../ports/companies.ts';
import { ConflictError } from '../../ports/errors.ts';

/** Companies in memory: gone with the process. */
export function memoryCompanies(accounts: Pick<Accounts, 'get'>): Companies {
  const companies = new Map<string, Company>();
  return {
    async get(accountId) {
      return companies.get(accountId);
    },
    async put(accountId, company) {
      if (!(await accounts.get(accountId))) throw new ConflictError('account', `There is no account ${accountId}.`);
      companies.set(accountId, company);
    },
  };
}
