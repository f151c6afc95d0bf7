import { changesBetween } from '../../core/audit/changes.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { Companies, Company } from '../../ports/companies.ts';
import { ConflictError, DatabaseCorruptError } from '../../ports/errors.ts';
import { assertFound } from './errors.ts';
import { ownRow } from './own-row.ts';
import type { Db } from './schema.ts';
import type { Trail } from './trail.ts';
import { transact } from './transact.ts';

export function sqlCompanies(db: Db, trail: Trail): Companies {
  return {
    async get(accountId) {
      const row = await db
        .selectFrom('companies')
        .selectAll()
        .where(ownRow(db, 'companies', 'account_id', accountId))
        .executeTakeFirst();
      if (!row) return undefined;
      assertFound('the company of account', accountId, row.account_id);
      return companyOf(accountId, row.details);
    },
    put: (accountId, company, accountName) =>
      transact(db, async (trx) => {
        const account = await trx
          .updateTable('accounts')
          .set((e) => ({ name: e.ref('name') }))
          .where('id', '=', accountId)
          .returning('name')
          .executeTakeFirst();
        if (!account) throw new ConflictError('account', 'There is no such account.');
        const row = await trx
          .selectFrom('companies')
          .select('details')
          .where('account_id', '=', accountId)
          .executeTakeFirst();
        const details = JSON.stringify(company);
        await trx
          .insertInto('companies')
          .values({ account_id: accountId, details })
          .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ details }))
          .execute();
        const name = accountName ?? account.name;
        await trx.updateTable('accounts').set({ name }).where('id', '=', accountId).execute();
        await trail.record(trx, {
          accountIds: [accountId],
          kind: 'company.updated',
          subject: { kind: 'account', id: accountId, name },
          changes: changesBetween(
            { account_name: account.name, ...(row && membersOf(companyOf(accountId, row.details))) },
            { account_name: name, ...membersOf(company) },
          ),
        });
      }),
  };
}

/** By the names of the API; an empty text is not known. */
function membersOf(company: Company): JsonObject {
  const { postalCode: postal_code, taxId: tax_id, ...rest } = company;
  const known = Object.entries({ ...rest, postal_code, tax_id }).filter(([, value]) => value !== '');
  return Object.fromEntries(known);
}

function companyOf(accountId: string, details: string): Company {
  try {
    return JSON.parse(details);
  } catch (cause) {
    throw new DatabaseCorruptError('The database', `the company of ${accountId} is not JSON`, { cause });
  }
}
