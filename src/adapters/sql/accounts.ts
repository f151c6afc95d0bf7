import type { Insertable, Selectable } from 'kysely';
import type { Account, Accounts, StoredSecret } from '../../ports/accounts.ts';
import { ConflictError } from '../../ports/errors.ts';
import { assertFound } from './errors.ts';
import type { Db, Tables, Trx } from './schema.ts';
import { transact } from './transact.ts';
import { toFlag, toMs, toSeconds } from './values.ts';

export function sqlAccounts(db: Db): Accounts {
  return {
    add: (account, secret) =>
      transact(db, async (trx) => {
        await trx.insertInto('accounts').values(accountRow(account)).execute();
        await trx.insertInto('secrets').values(secretRow(secret)).execute();
      }),
    async get(id) {
      const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
      if (row) assertFound('account', id, row.id);
      return row && accountOf(row);
    },
    async update({ id, name, suspended }) {
      const { numUpdatedRows } = await db
        .updateTable('accounts')
        .set({ name, suspended: toFlag(suspended) })
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async list() {
      const rows = await db.selectFrom('accounts').selectAll().orderBy('created_ms').orderBy('id').execute();
      return rows.map(accountOf);
    },
    async families(ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom('accounts')
        .selectAll()
        .where((e) => e.or([e('id', 'in', ids), e('parent_id', 'in', ids)]))
        .orderBy('created_ms')
        .orderBy('id')
        .execute();
      return rows.map(accountOf);
    },
    async count() {
      const row = await db
        .selectFrom('accounts')
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return row.n;
    },
    secrets: (accountId) => secretsOf(db, accountId),
    addSecret: (secret, limit) =>
      transact(db, async (trx) => {
        if (!(await lockAccount(trx, secret.accountId))) {
          throw new ConflictError('account', `There is no account ${secret.accountId}.`);
        }
        if ((await secretsOf(trx, secret.accountId)).length >= limit) return false;
        await trx.insertInto('secrets').values(secretRow(secret)).execute();
        return true;
      }),
    removeSecret: (accountId, secretId) =>
      transact(db, async (trx) => {
        if (!(await lockAccount(trx, accountId))) return 'absent';
        const secrets = await secretsOf(trx, accountId);
        if (!secrets.some((secret) => secret.id === secretId)) return 'absent';
        if (secrets.length === 1) return 'last';
        await trx.deleteFrom('secrets').where('id', '=', secretId).execute();
        return 'removed';
      }),
  };
}

/** Holds the account's row until the transaction ends, so that its secrets are counted by one at a time. */
async function lockAccount(trx: Trx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('accounts')
    .set((e) => ({ name: e.ref('name') }))
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function secretsOf(db: Db | Trx, accountId: string): Promise<StoredSecret[]> {
  const rows = await db
    .selectFrom('secrets')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('created_ms')
    .orderBy('id')
    .execute();
  for (const row of rows) assertFound('the secrets of account', accountId, row.account_id);
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    hash: row.hash,
    createdAt: toSeconds(row.created_ms),
  }));
}

const accountRow = (account: Account): Insertable<Tables['accounts']> => ({
  id: account.id,
  name: account.name,
  parent_id: account.parentId,
  suspended: toFlag(account.suspended),
  created_ms: toMs(account.createdAt),
});

const accountOf = (row: Selectable<Tables['accounts']>): Account => ({
  id: row.id,
  name: row.name,
  parentId: row.parent_id,
  suspended: row.suspended === 1,
  createdAt: toSeconds(row.created_ms),
});

const secretRow = (secret: StoredSecret): Tables['secrets'] => ({
  id: secret.id,
  account_id: secret.accountId,
  hash: secret.hash,
  created_ms: toMs(secret.createdAt),
});
