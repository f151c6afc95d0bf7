import type { AccountOfPerson } from '../../actions/people/accounts-of.ts';
import { endOf, type SignedIn } from '../../actions/people/session.ts';
import type { KeyKind } from '../../core/keys/key-kind.ts';
import type { Account, Member as MemberOfAccount, OneTimeLink, Session } from '../../ports/index.ts';
import type { Link, Me, Member, SessionOfPerson } from '../../wire/people.ts';
import { toTimestamp } from './timestamp.ts';

export function meToWire(
  { person, session }: SignedIn,
  accounts: readonly AccountOfPerson[],
  factor: { readonly on: boolean; readonly backupCodesLeft: number },
  keyKind: KeyKind = 'RSA',
): Me {
  const { id, email, name, phone, createdAt } = person;
  return {
    person: { id, email, name, phone, created_at: toTimestamp(createdAt) },
    session: { id: session.id, ends_at: toTimestamp(endOf(session)) },
    key_kind: keyKind,
    second_factor: { on: factor.on, backup_codes_left: factor.backupCodesLeft },
    accounts: accounts.map(({ account, role }) => ({
      api_key: account.id,
      name: account.name,
      primary_account_api_key: account.parentId,
      suspended: account.suspended,
      role,
    })),
  };
}

export function linkToWire(link: OneTimeLink, account: Account | undefined, isKnown: boolean): Link {
  return {
    purpose: link.purpose,
    email: link.email,
    account_name: account?.name ?? null,
    role: link.role,
    is_known: isKnown,
    expires_at: toTimestamp(link.expiresAt),
  };
}

export function sessionToWire(session: Session, currentId: string): SessionOfPerson {
  return {
    id: session.id,
    current: session.id === currentId,
    created_at: toTimestamp(session.createdAt),
    seen_at: toTimestamp(session.seenAt),
    ends_at: toTimestamp(endOf(session)),
    user_agent: session.userAgent,
    address: session.address,
  };
}

export function memberToWire({
  person,
  role,
  createdAt,
}: Pick<MemberOfAccount, 'person' | 'role' | 'createdAt'>): Member {
  const { id, email, name, phone } = person;
  return { id, email, name, phone, role, since: toTimestamp(createdAt) };
}
