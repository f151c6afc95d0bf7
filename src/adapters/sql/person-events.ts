import { changesBetween } from '../../core/audit/changes.ts';
import type { Actor, MemberChange } from '../../core/audit/entry.ts';
import type { AuditKind } from '../../core/audit/kinds.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import type { OneTimeLink } from '../../ports/one-time-links.ts';
import type { Trx } from './schema.ts';
import { toTimestamp } from './values.ts';

/** What the audit log tells of people: in the log of each account that they are a member of at that time. */

type Named = { readonly id: string; readonly name: string };

export async function personEvent(
  trx: Trx,
  kind: AuditKind,
  personId: string,
  changes: readonly MemberChange[] = [],
): Promise<AuditEvent> {
  const { name } = await nameOf(trx, personId);
  const rows = await trx.selectFrom('memberships').select('account_id').where('person_id', '=', personId).execute();
  const accountIds = rows.map((row) => row.account_id);
  return { accountIds, kind, subject: { kind: 'person', id: personId, name }, changes };
}

/** The same, told of who did it to themselves: nobody is signed in yet. */
export async function ownEvent(
  trx: Trx,
  kind: AuditKind,
  personId: string,
  changes: readonly MemberChange[] = [],
): Promise<AuditEvent> {
  const event = await personEvent(trx, kind, personId, changes);
  return { ...event, by: personActor({ id: personId, name: event.subject.name ?? '' }) };
}

export async function memberEvent(
  trx: Trx,
  kind: AuditKind,
  accountId: string,
  personId: string,
  roles: { readonly before: string | null; readonly after: string | null },
): Promise<AuditEvent> {
  const { name } = await nameOf(trx, personId);
  const changes = changesBetween({ role: roles.before }, { role: roles.after });
  return { accountIds: [accountId], kind, subject: { kind: 'person', id: personId, name }, changes };
}

export const personActor = ({ id, name }: Named): Actor => ({ kind: 'person', id, name, secret_id: null });

/** Whoever has a link: what it was sent to is that of the person, and who opened it is not known. */
export const linkActor = ({ id, email }: Pick<OneTimeLink, 'id' | 'email'>): Actor => ({
  kind: 'link',
  id,
  name: email,
  secret_id: null,
});

const LINK_KINDS: Readonly<Record<OneTimeLink['purpose'], AuditKind>> = {
  'first-start': 'first-start.link-made',
  invitation: 'invitation.created',
  'email-change': 'email.change-requested',
  'password-reset': 'password.reset-requested',
};

/** A link that was made. Its token is in nobody's log; it is known by its id, as in the lists. */
export async function linkEvent(trx: Trx, link: OneTimeLink): Promise<AuditEvent> {
  const kind = LINK_KINDS[link.purpose];
  const { email, role, expiresAt } = link;
  const made: JsonObject = { email, role, expires_at: toTimestamp(expiresAt) };
  const changes = changesBetween(null, made).filter(({ after }) => after !== null);
  if (link.accountId === null && link.personId !== null) return personEvent(trx, kind, link.personId, changes);
  const accountIds = link.accountId === null ? [] : [link.accountId];
  return { accountIds, kind, subject: { kind: 'link', id: link.id, name: email }, changes };
}

async function nameOf(trx: Trx, personId: string): Promise<{ readonly name: string | null }> {
  const row = await trx.selectFrom('people').select('name').where('id', '=', personId).executeTakeFirst();
  return row ?? { name: null };
}
