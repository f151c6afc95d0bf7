import type { Companies, Company } from '../../ports/companies.ts';
import { DatabaseCorruptError } from '../../ports/errors.ts';
import { assertFound } from './errors.ts';
import type { Db } from './schema.ts';

export function sqlCompanies(db: Db): Companies {
  return {
    async get(accountId) {
      const row = await db.selectFrom('companies').selectAll().where('account_id', '=', accountId).executeTakeFirst();
      if (!row) return undefined;
      assertFound('the company of account', accountId, row.account_id);
      return companyOf(accountId, row.details);
    },
    async put(accountId, company) {
      const details = JSON.stringify(company);
      await db
        .insertInto('companies')
        .values({ account_id: accountId, details })
        .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ details }))
        .execute();
    },
  };
}

function companyOf(accountId: string, details: string): Company {
  try {
    return JSON.parse(details);
  } catch (cause) {
    throw new DatabaseCorruptError('The database', `the company of ${accountId} is not JSON`, { cause });
  }
}
