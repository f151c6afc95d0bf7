import type { Account, OneTimeLink, Person } from '../../ports/index.ts';
import type { Role } from '../../ports/role.ts';
import { done, type Outcome, refused } from '../parts/outcome.ts';
import { type Delivery, deliverLink } from './deliver-link.ts';
import { readEmailAddress } from './email-address.ts';
import { makeLink } from './one-time-link.ts';
import type { PeopleParts } from './parts.ts';

export interface Invitation {
  readonly link: OneTimeLink;
  readonly delivery: Delivery;
}

/** Invites an address to an account. An invitation of the same address that was not used is replaced. */
export async function invite(
  parts: Pick<PeopleParts, 'people' | 'links' | 'clock' | 'entropy' | 'publicUrl' | 'mail'>,
  account: Account,
  inviter: Person,
  request: { readonly email: string; readonly role: Role },
): Promise<Outcome<Invitation>> {
  const address = readEmailAddress(request.email);
  if (!address) {
    const reason = 'must be an e-mail address such as ada@example.com';
    return refused({ kind: 'invalid', parameters: [{ name: 'email', reason }] });
  }
  const members = await parts.people.members(account.id);
  if (members.some(({ person }) => person.emailKey === address.key)) return refused({ kind: 'already-member' });
  const { link, url } = await makeLink(parts, {
    purpose: 'invitation',
    email: address.text,
    accountId: account.id,
    role: request.role,
    personId: inviter.id,
  });
  return done({ link, delivery: await deliverLink(parts, address.text, link, url(), account.name) });
}
