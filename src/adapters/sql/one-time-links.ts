import { changesBetween } from '../../core/audit/changes.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import type { LinkEffect, LinkPurpose, OneTimeLink, OneTimeLinks } from '../../ports/one-time-links.ts';
import type { Role } from '../../ports/role.ts';
import { endLinks } from './end-links.ts';
import { assertFound } from './errors.ts';
import { ownRow } from './own-row.ts';
import { membershipRow, personRow } from './people.ts';
import { linkActor, linkEvent, memberEvent, personActor, personEvent } from './person-events.ts';
import type { Db, Tables, Trx } from './schema.ts';
import { endAll } from './sessions.ts';
import type { Trail } from './trail.ts';
import { transact } from './transact.ts';
import { toMs, toMsOrNull, toSeconds, toSecondsOrNull } from './values.ts';

export function sqlOneTimeLinks(db: Db, trail: Trail): OneTimeLinks {
  return {
    add: (link) =>
      transact(db, async (trx) => {
        await trx
          .deleteFrom('links')
          .where('purpose', '=', link.purpose)
          .where('used_ms', 'is', null)
          .where('account_id', link.accountId === null ? 'is' : '=', link.accountId)
          .where(...owner(link))
          .execute();
        await trx.insertInto('links').values(linkRow(link)).execute();
        await trail.record(trx, await linkEvent(trx, link));
      }),
    async find(tokenHash) {
      const row = await db
        .selectFrom('links')
        .selectAll()
        .where(ownRow(db, 'links', 'token_hash', tokenHash))
        .executeTakeFirst();
      if (row) assertFound('a link', tokenHash, row.token_hash);
      return row && linkOf(row);
    },
    async invitations(accountId) {
      const rows = await db
        .selectFrom('links')
        .selectAll()
        .where(ownRow(db, 'links', 'account_id', accountId))
        .where('purpose', '=', 'invitation')
        .where('used_ms', 'is', null)
        .orderBy('created_ms', 'desc')
        .orderBy('id')
        .execute();
      for (const row of rows) assertFound('the invitations of account', accountId, row.account_id ?? 'none');
      return rows.map(linkOf);
    },
    withdrawInvitation: (accountId, id) =>
      transact(db, async (trx) => {
        const row = await trx
          .deleteFrom('links')
          .where('id', '=', id)
          .where('account_id', '=', accountId)
          .where('purpose', '=', 'invitation')
          .where('used_ms', 'is', null)
          .returning(['email', 'role'])
          .executeTakeFirst();
        if (!row) return false;
        await trail.record(trx, {
          accountIds: [accountId],
          kind: 'invitation.withdrawn',
          subject: { kind: 'link', id, name: row.email },
          changes: changesBetween(row, null),
        });
        return true;
      }),
    redeem: (tokenHash, now, effect) =>
      transact(db, async (trx) => {
        const row = await trx
          .updateTable('links')
          .set({ used_ms: toMs(now) })
          .where('token_hash', '=', tokenHash)
          .where('used_ms', 'is', null)
          .where('expires_ms', '>', toMs(now))
          .returningAll()
          .executeTakeFirst();
        if (!row) return whyNot(trx, tokenHash);
        await trail.record(trx, await apply(trx, effect, linkOf(row)));
        return 'done';
      }),
  };
}

/** Whom a link is for: an address, where there is one to join with; otherwise the person. */
function owner({ purpose, email, personId }: OneTimeLink): ['email' | 'person_id', 'is' | '=', string | null] {
  const [column, value] = purpose === 'invitation' ? (['email', email] as const) : (['person_id', personId] as const);
  return [column, value === null ? 'is' : '=', value];
}

async function whyNot(trx: Trx, tokenHash: string): Promise<'unknown' | 'used' | 'expired'> {
  const row = await trx.selectFrom('links').select('used_ms').where('token_hash', '=', tokenHash).executeTakeFirst();
  if (!row) return 'unknown';
  return row.used_ms === null ? 'expired' : 'used';
}

/** @returns what the audit log tells of it */
async function apply(trx: Trx, effect: LinkEffect, link: OneTimeLink): Promise<AuditEvent> {
  switch (effect.kind) {
    case 'join': {
      const { accountId, personId, role } = effect.membership;
      if (effect.newPerson) await trx.insertInto('people').values(personRow(effect.newPerson)).execute();
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('memberships')
        .values(membershipRow(effect.membership))
        .onConflict((conflict) => conflict.columns(['account_id', 'person_id']).doNothing())
        .executeTakeFirst();
      const isNew = numInsertedOrUpdatedRows === 1n;
      const roles = { before: null, after: isNew ? role : null };
      const event = await memberEvent(trx, 'member.joined', accountId, personId, roles);
      const changes = [...event.changes, { member: 'invitation_id', before: null, after: link.id }];
      return { ...event, changes, by: personActor({ id: personId, name: event.subject.name ?? '' }) };
    }
    case 'email': {
      const { id, email, emailKey } = effect.person;
      const before = await trx.selectFrom('people').select('email').where('id', '=', id).executeTakeFirst();
      await trx.updateTable('people').set({ email, email_key: emailKey }).where('id', '=', id).execute();
      await endLinks(trx, id);
      const changes = changesBetween(before ?? null, { email });
      return { ...(await personEvent(trx, 'email.changed', id, changes)), by: linkActor(link) };
    }
    case 'password': {
      const { id, passwordHash } = effect.person;
      await trx.updateTable('people').set({ password_hash: passwordHash }).where('id', '=', id).execute();
      await endAll(trx, id);
      await endLinks(trx, id);
      return { ...(await personEvent(trx, 'password.reset', id)), by: linkActor(link) };
    }
  }
}

const linkRow = (link: OneTimeLink): Tables['links'] => ({
  id: link.id,
  token_hash: link.tokenHash,
  purpose: link.purpose,
  email: link.email,
  account_id: link.accountId,
  role: link.role,
  person_id: link.personId,
  created_ms: toMs(link.createdAt),
  expires_ms: toMs(link.expiresAt),
  used_ms: toMsOrNull(link.usedAt),
});

const linkOf = (row: Tables['links']): OneTimeLink => ({
  id: row.id,
  tokenHash: row.token_hash,
  purpose: row.purpose as LinkPurpose,
  email: row.email,
  accountId: row.account_id,
  role: row.role as Role | null,
  personId: row.person_id,
  createdAt: toSeconds(row.created_ms),
  expiresAt: toSeconds(row.expires_ms),
  usedAt: toSecondsOrNull(row.used_ms),
});
