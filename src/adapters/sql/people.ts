import { sql } from 'kysely';
import { changesBetween } from '../../core/audit/changes.ts';
import type { Member, Membership, People, Person } from '../../ports/people.ts';
import type { Role } from '../../ports/role.ts';
import { endLinks } from './end-links.ts';
import { assertFound } from './errors.ts';
import { ownRow } from './own-row.ts';
import { memberEvent, personEvent } from './person-events.ts';
import type { Db, Tables, Trx } from './schema.ts';
import { beginAlone } from './sessions.ts';
import type { Trail } from './trail.ts';
import { transact } from './transact.ts';
import { toMs, toSeconds } from './values.ts';

export function sqlPeople(db: Db, trail: Trail): People {
  return {
    async count() {
      const row = await db
        .selectFrom('people')
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return row.n;
    },
    async get(id) {
      const row = await db
        .selectFrom('people')
        .selectAll()
        .where(ownRow(db, 'people', 'id', id))
        .executeTakeFirst();
      if (row) assertFound('person', id, row.id);
      return row && personOf(row);
    },
    async findByEmail(emailKey) {
      const row = await db
        .selectFrom('people')
        .selectAll()
        .where(ownRow(db, 'people', 'email_key', emailKey))
        .executeTakeFirst();
      if (row) assertFound('the person with the address', emailKey, row.email_key);
      return row && personOf(row);
    },
    updateProfile: ({ id, name, phone }) =>
      transact(db, async (trx) => {
        const before = await trx
          .updateTable('people')
          .set((e) => ({ name: e.ref('name') }))
          .where('id', '=', id)
          .returning(['name', 'phone'])
          .executeTakeFirst();
        if (!before) return false;
        await trx.updateTable('people').set({ name, phone }).where('id', '=', id).execute();
        await trail.record(trx, await personEvent(trx, 'person.updated', id, changesBetween(before, { name, phone })));
        return true;
      }),
    changePassword: ({ id, passwordHash }, fromHash, session) =>
      transact(db, async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('people')
          .set({ password_hash: passwordHash })
          .where('id', '=', id)
          .where('password_hash', '=', fromHash)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await beginAlone(trx, session);
        await endLinks(trx, id);
        await trail.record(trx, await personEvent(trx, 'password.changed', id));
        return true;
      }),
    async memberships(personId) {
      const rows = await db
        .selectFrom('memberships')
        .selectAll()
        .where(ownRow(db, 'memberships', 'person_id', personId))
        .orderBy('created_ms')
        .orderBy('account_id')
        .execute();
      for (const row of rows) assertFound('the memberships of', personId, row.person_id);
      return rows.map(membershipOf);
    },
    async members(accountId) {
      const rows = await db
        .selectFrom('memberships')
        .innerJoin('people', (join) => join.on(ownRow(db, 'people', 'id', sql.ref('memberships.person_id'))))
        .selectAll('people')
        .select(['account_id', 'person_id', 'role', 'memberships.created_ms as since_ms'])
        .where(ownRow(db, 'memberships', 'account_id', accountId))
        .orderBy('since_ms')
        .orderBy('person_id')
        .execute();
      return rows.map((row): Member => {
        assertFound('the members of account', accountId, row.account_id);
        assertFound('member', row.person_id, row.id);
        return { ...membershipOf({ ...row, created_ms: row.since_ms }), person: personOf(row) };
      });
    },
    setRole: (accountId, personId, role) =>
      transact(db, async (trx) => {
        const found = await lookAtMember(trx, accountId, personId);
        if (typeof found === 'string') return found;
        if (found.isLastOwner && role !== 'owner') return 'last-owner';
        await membership(trx.updateTable('memberships').set({ role }), accountId, personId).execute();
        const roles = { before: found.role, after: role };
        await trail.record(trx, await memberEvent(trx, 'member.role-changed', accountId, personId, roles));
        return 'changed';
      }),
    removeMember: (accountId, personId) =>
      transact(db, async (trx) => {
        const found = await lookAtMember(trx, accountId, personId);
        if (typeof found === 'string') return found;
        if (found.isLastOwner) return 'last-owner';
        await membership(trx.deleteFrom('memberships'), accountId, personId).execute();
        const roles = { before: found.role, after: null };
        await trail.record(trx, await memberEvent(trx, 'member.removed', accountId, personId, roles));
        return 'removed';
      }),
  };
}

/** Holds the account's memberships until the transaction ends, so that its owners are counted by one at a time. */
async function lookAtMember(
  trx: Trx,
  accountId: string,
  personId: string,
): Promise<'absent' | { readonly role: string; readonly isLastOwner: boolean }> {
  const held = await trx
    .updateTable('memberships')
    .set((e) => ({ role: e.ref('role') }))
    .where('account_id', '=', accountId)
    .returning(['person_id', 'role'])
    .execute();
  const member = held.find((row) => row.person_id === personId);
  if (!member) return 'absent';
  const owners = held.filter((row) => row.role === 'owner');
  return { role: member.role, isLastOwner: owners.length === 1 && member.role === 'owner' };
}

function membership<Q extends { where(column: 'account_id' | 'person_id', is: '=', value: string): Q }>(
  query: Q,
  accountId: string,
  personId: string,
): Q {
  return query.where('account_id', '=', accountId).where('person_id', '=', personId);
}

export const personRow = (person: Person): Tables['people'] => ({
  id: person.id,
  email: person.email,
  email_key: person.emailKey,
  name: person.name,
  phone: person.phone,
  password_hash: person.passwordHash,
  created_ms: toMs(person.createdAt),
});

const personOf = (row: Tables['people']): Person => ({
  id: row.id,
  email: row.email,
  emailKey: row.email_key,
  name: row.name,
  phone: row.phone,
  passwordHash: row.password_hash,
  createdAt: toSeconds(row.created_ms),
});

export const membershipRow = (one: Membership): Tables['memberships'] => ({
  account_id: one.accountId,
  person_id: one.personId,
  role: one.role,
  created_ms: toMs(one.createdAt),
});

const membershipOf = (row: Tables['memberships']): Membership => ({
  personId: row.person_id,
  accountId: row.account_id,
  role: row.role as Role,
  createdAt: toSeconds(row.created_ms),
});
