import type { AccountOfPerson } from '../../actions/people/accounts-of.ts';
import { endOf, type SignedIn } from '../../actions/people/session.ts';
import type { Profile } from '../../core/claims/profile.ts';
import { vonage } from '../../core/claims/profiles/vonage.ts';
import { usualToken } from '../../core/claims/usual-token.ts';
import { keyKindsFor } from '../../core/keys/key-kind.ts';
import type { Account, Member as MemberOfAccount, OneTimeLink, Session } from '../../ports/index.ts';
import type { Link, Me, Member, SessionOfPerson } from '../../wire/people.ts';
import { toTimestamp } from './timestamp.ts';

export function meToWire(
  { person, session }: SignedIn,
  accounts: readonly AccountOfPerson[],
  factor: { readonly on: boolean; readonly backupCodesLeft: number },
  profile: Profile = vonage,
): Me {
  const { id, email, name, phone, createdAt } = person;
  return {
    person: { id, email, name, phone, created_at: toTimestamp(createdAt) },
    session: { id: session.id, ends_at: toTimestamp(endOf(session)) },
    rules: rulesToWire(profile),
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

function rulesToWire(profile: Profile): Me['rules'] {
  const { typ, claims, lifetimeSeconds } = usualToken(profile);
  const text = (name: 'iss' | 'aud') => (typeof claims[name] === 'string' ? { [name]: claims[name] } : {});
  return {
    profile: profile.id,
    title: profile.name,
    algorithms: [...profile.algorithms],
    key_kinds: [...keyKindsFor(profile.algorithms)],
    identity_claim: profile.identityClaim,
    typ,
    claims: { ...text('iss'), ...text('aud') },
    lifetime_seconds: lifetimeSeconds,
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
