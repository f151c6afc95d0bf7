import { done, type Outcome, refused } from '../parts/outcome.ts';
import { type Delivery, deliverLink } from './deliver-link.ts';
import { emailKey } from './email-address.ts';
import { findLink, linkRefusal, makeLink } from './one-time-link.ts';
import type { PeopleParts } from './parts.ts';
import { normalisePassword, passwordFault } from './password.ts';

/** Sends a link by which the person with this address chooses a new password. @returns `undefined` where there is none */
export async function requestPasswordReset(
  parts: Pick<PeopleParts, 'people' | 'links' | 'clock' | 'entropy' | 'publicUrl' | 'mail'>,
  email: string,
): Promise<Delivery | undefined> {
  const person = await parts.people.findByEmail(emailKey(email));
  if (!person) return undefined;
  const { link, url } = await makeLink(parts, {
    purpose: 'password-reset',
    email: person.email,
    accountId: null,
    role: null,
    personId: person.id,
  });
  return deliverLink(parts, person.email, link, url(), '');
}

/** Replaces the password and ends every session of the person. A second factor stays on. */
export async function resetPassword(
  parts: Pick<PeopleParts, 'accounts' | 'people' | 'links' | 'passwordHashes' | 'clock'>,
  token: string,
  password: string,
): Promise<Outcome<void>> {
  const found = await findLink(parts, token, 'password-reset');
  if (!found.ok) return found;
  const { personId, email, tokenHash } = found.value.link;
  if (personId === null) throw new TypeError('a link to reset a password has a person');
  const reason = passwordFault(password, email ?? '');
  if (reason !== undefined) return refused({ kind: 'invalid', parameters: [{ name: 'password', reason }] });
  const person = { id: personId, passwordHash: await parts.passwordHashes.hash(normalisePassword(password)) };
  const redeemed = await parts.links.redeem(tokenHash, parts.clock.now(), { kind: 'password', person });
  return redeemed === 'done' ? done(undefined) : refused(linkRefusal(redeemed));
}
