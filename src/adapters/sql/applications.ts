import { type SqlBool, sql } from 'kysely';
import type { Applications, StoredApplication, StoredKey } from '../../ports/applications.ts';
import { ConflictError } from '../../ports/errors.ts';
import { applicationOf, applicationRow } from './application-columns.ts';
import { applicationChanged, applicationCreated, applicationDeleted } from './application-events.ts';
import { assertFound } from './errors.ts';
import { keyOf, keyRow } from './key-rows.ts';
import { keyStandings } from './key-standings.ts';
import { ownRow } from './own-row.ts';
import type { Db, Tables, Trx } from './schema.ts';
import type { Trail } from './trail.ts';
import { transact } from './transact.ts';
import { toMs } from './values.ts';

/** One application and its keys, as who judges tokens reads them. */
export function readApplications(db: Db): Pick<Applications, 'get' | 'keys'> {
  return {
    async get(id) {
      const row = await db
        .selectFrom('applications')
        .selectAll()
        .where(ownRow(db, 'applications', 'id', id))
        .executeTakeFirst();
      if (row) assertFound('application', id, row.id);
      return row && applicationOf(row);
    },

    async keys(applicationId) {
      const rows = await newestKeys(db)
        .where(ownRow(db, 'keys', 'application_id', applicationId))
        .execute();
      for (const row of rows) assertFound('the keys of application', applicationId, row.application_id);
      return rows.map(keyOf);
    },
  };
}

export function sqlApplications(db: Db, trail: Trail): Applications {
  return {
    ...readApplications(db),

    add: (application, keys) =>
      transact(db, async (trx) => {
        await trx.insertInto('applications').values(applicationRow(application)).execute();
        for (const key of keys) await trx.insertInto('keys').values(keyRow(key, application.accountId)).execute();
        await trail.record(trx, applicationCreated(application, keys));
      }),

    async page(accountId, page, pageSize) {
      const account = await db
        .selectFrom('accounts')
        .select('application_count')
        .where('id', '=', accountId)
        .executeTakeFirst();
      const total = account?.application_count ?? 0;
      const offset = (page - 1) * pageSize;
      if (offset >= total) return { items: [], total };
      const rows = await db
        .selectFrom('applications')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('created_ms')
        .orderBy('id')
        .limit(pageSize)
        .offset(offset)
        .execute();
      const current = await currentKeys(
        db,
        rows.map((row) => row.id),
      );
      const items = rows.map((row) => ({ ...applicationOf(row), currentKey: current.get(row.id) ?? null }));
      return { items, total };
    },

    async find(accountId, text, limit) {
      const part = sql`lower(cast(${text} as text))`;
      const fits = sql<SqlBool>`(replace(lower(name), ${part}, '') <> lower(name) or substr(id, 1, length(${part})) = ${part})`;
      let rows = db.selectFrom('applications').select(['id', 'name']).where('account_id', '=', accountId);
      if (text !== '') rows = rows.where(fits);
      return rows.orderBy('created_ms', 'desc').orderBy('id', 'desc').limit(limit).execute();
    },

    async names(accountId, ids) {
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom('applications')
        .select(['id', 'name'])
        .where('account_id', '=', accountId)
        .where('id', 'in', ids)
        .execute();
      return new Map(rows.map(({ id, name }) => [id, name]));
    },

    keyStandings: (accountId, ids) => keyStandings(db, accountId, ids),

    save: ({ application, keys, fromRevision }) =>
      transact(db, async (trx) => {
        // What is read before the write is what was there: the write goes through from that revision alone.
        const before = await trx
          .selectFrom('applications')
          .selectAll()
          .where('id', '=', application.id)
          .executeTakeFirst();
        const keysBefore = keys.length > 0 ? await keysOf(trx, application.id) : [];
        await updateApplication(trx, application, fromRevision);
        for (const key of keys) await putKey(trx, keyRow(key, application.accountId));
        if (before) {
          await trail.record(trx, applicationChanged(applicationOf(before), application, keysBefore, keys));
        }
      }),

    remove: (id) =>
      transact(db, async (trx) => {
        const keys = await keysOf(trx, id);
        const row = await trx.deleteFrom('applications').where('id', '=', id).returningAll().executeTakeFirst();
        if (!row) return false;
        await trail.record(trx, applicationDeleted(applicationOf(row), keys));
        return true;
      }),

    async findByFingerprint(fingerprint) {
      const rows = await newestKeys(db).where('fingerprint', '=', fingerprint).execute();
      return rows.map(keyOf);
    },

    async candidateKeys(accountId, exceptApplicationId, limit) {
      const others = (wanted: number) =>
        newestKeys(db)
          .innerJoin('applications', 'applications.id', 'keys.application_id')
          .select('applications.name as application_name')
          .where('keys.application_id', '!=', exceptApplicationId)
          .limit(wanted);
      const own = accountId === undefined ? [] : await others(limit).where('keys.account_id', '=', accountId).execute();
      const rest =
        own.length >= limit
          ? []
          : await others(limit - own.length)
              .$if(accountId !== undefined, (query) => query.where('keys.account_id', '!=', accountId ?? ''))
              .execute();
      return [...own, ...rest].map((row) => ({
        ...keyOf(row),
        applicationName: row.application_name,
        accountId: row.account_id,
      }));
    },

    async touchKeys(uses) {
      if (uses.size === 0) return;
      // In one order everywhere, so that two nodes do not wait for each other in a circle.
      const inOrder = [...uses].sort(([a], [b]) => (a < b ? -1 : 1));
      await transact(db, async (trx) => {
        for (const [id, at] of inOrder) {
          const ms = toMs(at);
          await trx
            .updateTable('keys')
            .set({ last_used_ms: ms })
            .where('id', '=', id)
            .where((e) => e.or([e('last_used_ms', 'is', null), e('last_used_ms', '<', ms)]))
            .execute();
        }
      });
    },
  };
}

async function keysOf(trx: Trx, applicationId: string): Promise<readonly StoredKey[]> {
  return (await trx.selectFrom('keys').selectAll().where('application_id', '=', applicationId).execute()).map(keyOf);
}

const newestKeys = (db: Db) =>
  db.selectFrom('keys').selectAll('keys').orderBy('keys.created_ms', 'desc').orderBy('keys.id');

async function currentKeys(db: Db, applicationIds: readonly string[]): Promise<ReadonlyMap<string, StoredKey>> {
  const rows = await db
    .selectFrom('keys')
    .selectAll()
    .where('application_id', 'in', applicationIds)
    .where('state', '=', 'active')
    .orderBy('created_ms')
    .orderBy('id', 'desc')
    .execute();
  // The newest comes last and stays.
  return new Map(rows.map((row) => [row.application_id, keyOf(row)]));
}

async function updateApplication(trx: Trx, application: StoredApplication, fromRevision: number): Promise<void> {
  if (application.revision !== fromRevision + 1) throw new TypeError('revision must be fromRevision + 1');
  const { id, account_id, created_ms, ...changed } = applicationRow(application);
  const { numUpdatedRows } = await trx
    .updateTable('applications')
    .set(changed)
    .where('id', '=', id)
    .where('revision', '=', fromRevision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) {
    throw new ConflictError('revision', `The application ${id} is no longer at revision ${fromRevision}.`);
  }
}

async function putKey(trx: Trx, row: Tables['keys']): Promise<void> {
  const { id, application_id, account_id, last_used_ms, ...changed } = row;
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('keys')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(changed).where('keys.application_id', '=', application_id),
    )
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) {
    throw new ConflictError('key', `The key ${id} belongs to another application.`);
  }
}
