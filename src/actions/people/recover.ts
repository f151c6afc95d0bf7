import { emailKey } from './email-address.ts';
import { makeLink } from './one-time-link.ts';
import type { PeopleParts } from './parts.ts';

/**
 * For the operator, who has proved who they are by reaching the database: turns off the second factor of the person with
 * this address, and gives a link for a new password. @returns `undefined` where nobody has the address
 */
export async function recover(
  parts: Pick<PeopleParts, 'people' | 'links' | 'secondFactors' | 'clock' | 'entropy' | 'publicUrl'>,
  email: string,
): Promise<{ readonly url: string; readonly hadSecondFactor: boolean } | undefined> {
  const person = await parts.people.findByEmail(emailKey(email));
  if (!person) return undefined;
  const hadSecondFactor = await parts.secondFactors.remove(person.id);
  const { url } = await makeLink(parts, {
    purpose: 'password-reset',
    email: person.email,
    accountId: null,
    role: null,
    personId: person.id,
  });
  return { url: url(), hadSecondFactor };
}
