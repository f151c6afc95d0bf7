import type { Insertable, Selectable } from 'kysely';
import { changesBetween } from '../../core/audit/changes.ts';
import type { MemberChange } from '../../core/audit/entry.ts';
import type { AuditKind } from '../../core/audit/kinds.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { Account, Accounts, StoredSecret } from '../../ports/accounts.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import { ConflictError } from '../../ports/errors.ts';
import { assertFound } from './errors.ts';
import { ownRow } from './own-row.ts';
import type { Db, Tables, Trx } from './schema.ts';
import type { Trail } from './trail.ts';
import { transact } from './transact.ts';
import { toFlag, toMs, toSeconds } from './values.ts';

export function sqlAccounts(db: Db, trail: Trail): Accounts {
  return {
    add: (account, secret) =>
      transact(db, async (trx) => {
        await trx.insertInto('accounts').values(accountRow(account)).execute();
        await trx.insertInto('secrets').values(secretRow(secret)).execute();
        await trail.record(trx, accountEvent('account.created', account, changesBetween(null, membersOf(account))));
      }),
    async get(id) {
      const row = await db
        .selectFrom('accounts')
        .selectAll()
        .where(ownRow(db, 'accounts', 'id', id))
        .executeTakeFirst();
      if (row) assertFound('account', id, row.id);
      return row && accountOf(row);
    },
    update: ({ id, name, suspended }) =>
      transact(db, async (trx) => {
        const before = await lockAccount(trx, id);
        if (!before) return false;
        const after = { ...before, name, suspended };
        await trx
          .updateTable('accounts')
          .set({ name, suspended: toFlag(suspended) })
          .where('id', '=', id)
          .execute();
        await trail.record(
          trx,
          accountEvent('account.updated', after, changesBetween(membersOf(before), membersOf(after))),
        );
        return true;
      }),
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
        const account = await lockAccount(trx, secret.accountId);
        if (!account) {
          throw new ConflictError('account', `There is no account ${secret.accountId}.`);
        }
        if ((await secretsOf(trx, secret.accountId)).length >= limit) return false;
        await trx.insertInto('secrets').values(secretRow(secret)).execute();
        await trail.record(trx, secretEvent('secret.added', account, secret.id));
        return true;
      }),
    removeSecret: (accountId, secretId) =>
      transact(db, async (trx) => {
        const account = await lockAccount(trx, accountId);
        if (!account) return 'absent';
        const secrets = await secretsOf(trx, accountId);
        if (!secrets.some((secret) => secret.id === secretId)) return 'absent';
        if (secrets.length === 1) return 'last';
        await trx.deleteFrom('secrets').where('id', '=', secretId).execute();
        await trail.record(trx, secretEvent('secret.revoked', account, secretId));
        return 'removed';
      }),
  };
}

/** Holds the account's row until the transaction ends, so that its secrets are counted by one at a time. */
async function lockAccount(trx: Trx, id: string): Promise<Account | undefined> {
  const row = await trx
    .updateTable('accounts')
    .set((e) => ({ name: e.ref('name') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && accountOf(row);
}

/** In its own log, and in that of the account that manages it. */
function accountEvent(kind: AuditKind, account: Account, changes: readonly MemberChange[]): AuditEvent {
  const { id, name, parentId } = account;
  const accountIds = parentId === null ? [id] : [id, parentId];
  return { accountIds, kind, subject: { kind: 'account', id, name }, changes };
}

const membersOf = ({ name, parentId, suspended }: Account): JsonObject => ({ name, parent_id: parentId, suspended });

/** Never what it is, nor its hash: only which of them. */
function secretEvent(kind: AuditKind, { id: accountId, name }: Account, id: string): AuditEvent {
  return { accountIds: [accountId], kind, subject: { kind: 'secret', id, name }, changes: [] };
}

async function secretsOf(db: Db | Trx, accountId: string): Promise<StoredSecret[]> {
  const rows = await db
    .selectFrom('secrets')
    .selectAll()
    .where(ownRow(db, 'secrets', 'account_id', accountId))
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
