import { ConflictError, type Person } from '../../ports/index.ts';
import { done, type Outcome, refused } from '../parts/outcome.ts';
import { confirmPassword } from './change-password.ts';
import { type Delivery, deliverLink } from './deliver-link.ts';
import { readEmailAddress } from './email-address.ts';
import { findLink, linkRefusal, makeLink } from './one-time-link.ts';
import type { PeopleParts } from './parts.ts';

/** Sends a link to the new address. The one before stays until that link is used. */
export async function changeEmail(
  parts: Pick<PeopleParts, 'links' | 'passwordHashes' | 'clock' | 'entropy' | 'publicUrl' | 'mail'>,
  person: Person,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Outcome<Delivery>> {
  const address = readEmailAddress(email);
  if (!address) {
    const reason = 'must be an e-mail address such as ada@example.com';
    return refused({ kind: 'invalid', parameters: [{ name: 'email', reason }] });
  }
  const confirmed = await confirmPassword(parts, person, password, 'password');
  if (!confirmed.ok) return confirmed;
  const { link, url } = await makeLink(parts, {
    purpose: 'email-change',
    email: address.text,
    accountId: null,
    role: null,
    personId: person.id,
  });
  return done(await deliverLink(parts, address.text, link, url(), ''));
}

/** Replaces the address by the one that the link was sent to. */
export async function confirmEmail(
  parts: Pick<PeopleParts, 'accounts' | 'people' | 'links' | 'clock'>,
  token: string,
): Promise<Outcome<void>> {
  const found = await findLink(parts, token, 'email-change');
  if (!found.ok) return found;
  const { personId, email, tokenHash } = found.value.link;
  const address = readEmailAddress(email ?? '');
  if (personId === null || !address) throw new TypeError('a link to change an address has a person and an address');
  try {
    const person = { id: personId, email: address.text, emailKey: address.key };
    const redeemed = await parts.links.redeem(tokenHash, parts.clock.now(), { kind: 'email', person });
    return redeemed === 'done' ? done(undefined) : refused(linkRefusal(redeemed));
  } catch (error) {
    if (!(error instanceof ConflictError && error.what === 'person')) throw error;
    return refused({ kind: 'email-taken', parameter: 'link' });
  }
}
