import { ConflictError, type OneTimeLink, type Person } from '../../ports/index.ts';
import { done, type MemberFault, type Outcome, refused } from '../parts/outcome.ts';
import { type EmailAddress, readEmailAddress } from './email-address.ts';
import { findLink, linkRefusal } from './one-time-link.ts';
import type { PeopleParts } from './parts.ts';
import { normalisePassword, passwordFault } from './password.ts';
import { beginSession, type Device, type NewlySignedIn } from './session.ts';

export interface NewPerson {
  readonly name: string;
  readonly password: string;
}

type JoinParts = Pick<
  PeopleParts,
  'accounts' | 'people' | 'sessions' | 'links' | 'passwordHashes' | 'clock' | 'entropy'
>;

/** The person of the first start: who has its link becomes an owner of the first account, and is signed in. */
export async function joinFirst(
  parts: JoinParts,
  token: string,
  request: NewPerson & { readonly email: string },
  device: Device,
): Promise<Outcome<NewlySignedIn>> {
  const found = await findLink(parts, token, 'first-start');
  if (!found.ok) return found;
  // Of two processes that started at once, each has printed a link.
  if ((await parts.people.count()) > 0) return refused({ kind: 'link-used' });
  const address = readEmailAddress(request.email);
  const faults: MemberFault[] = [];
  if (!address) faults.push({ name: 'email', reason: 'must be an e-mail address such as ada@example.com' });
  faults.push(...passwordFaults(request.password, request.email));
  if (!address || faults.length > 0) return refused({ kind: 'invalid', parameters: faults });
  return joinAsNew(parts, found.value.link, address, request, device);
}

/** Accepts an invitation as somebody who has not been here before. */
export async function joinInvited(
  parts: JoinParts,
  token: string,
  request: NewPerson,
  device: Device,
): Promise<Outcome<NewlySignedIn>> {
  const found = await findLink(parts, token, 'invitation');
  if (!found.ok) return found;
  const { link } = found.value;
  const address = readEmailAddress(link.email ?? '');
  if (!address) return refused({ kind: 'link-unknown' });
  if (await parts.people.findByEmail(address.key)) return refused({ kind: 'sign-in-to-accept' });
  const faults = passwordFaults(request.password, address.text);
  if (faults.length > 0) return refused({ kind: 'invalid', parameters: faults });
  return joinAsNew(parts, link, address, request, device);
}

/** Accepts an invitation as who is signed in, whatever the address that it was sent to: the link was theirs to open. */
export async function joinAlso(
  parts: Pick<PeopleParts, 'accounts' | 'people' | 'links' | 'clock'>,
  token: string,
  person: Person,
): Promise<Outcome<{ readonly accountId: string }>> {
  const found = await findLink(parts, token, 'invitation');
  if (!found.ok) return found;
  const membership = membershipOf(found.value.link, person.id, parts.clock.now());
  const effect = { kind: 'join', newPerson: null, membership } as const;
  const redeemed = await parts.links.redeem(found.value.link.tokenHash, parts.clock.now(), effect);
  return redeemed === 'done' ? done({ accountId: membership.accountId }) : refused(linkRefusal(redeemed));
}

async function joinAsNew(
  parts: JoinParts,
  link: OneTimeLink,
  address: EmailAddress,
  { name, password }: NewPerson,
  device: Device,
): Promise<Outcome<NewlySignedIn>> {
  const passwordHash = await parts.passwordHashes.hash(normalisePassword(password));
  const createdAt = parts.clock.now();
  const id = parts.entropy.uuid();
  const person = { id, email: address.text, emailKey: address.key, name, phone: null, passwordHash, createdAt };
  const membership = membershipOf(link, id, createdAt);
  try {
    const effect = { kind: 'join', newPerson: person, membership } as const;
    const redeemed = await parts.links.redeem(link.tokenHash, createdAt, effect);
    if (redeemed !== 'done') return refused(linkRefusal(redeemed));
  } catch (error) {
    if (!(error instanceof ConflictError && error.what === 'person')) throw error;
    return refused({ kind: 'email-taken', parameter: 'email' });
  }
  const signedIn = await beginSession(parts, person, device);
  return signedIn ? done(signedIn) : refused({ kind: 'sign-in-refused' });
}

function passwordFaults(password: string, email: string): MemberFault[] {
  const reason = passwordFault(password, email);
  return reason === undefined ? [] : [{ name: 'password', reason }];
}

function membershipOf({ accountId, role }: OneTimeLink, personId: string, createdAt: number) {
  if (accountId === null || role === null) throw new TypeError('a link to join has an account and a role');
  return { accountId, role, personId, createdAt };
}
