import type { Person } from '../../ports/index.ts';
import { done, type Outcome, refused } from '../parts/outcome.ts';
import type { PeopleParts } from './parts.ts';
import { normalisePassword, passwordFault } from './password.ts';
import { type Device, type NewlySignedIn, newSession } from './session.ts';

/** Changes the password of who is signed in. Every session ends, and a new one begins for this device. */
export async function changePassword(
  parts: Pick<PeopleParts, 'people' | 'passwordHashes' | 'clock' | 'entropy'>,
  person: Person,
  { current, next }: { readonly current: string; readonly next: string },
  device: Device,
): Promise<Outcome<NewlySignedIn>> {
  const fault = passwordFault(next, person.email);
  if (fault !== undefined) return refused({ kind: 'invalid', parameters: [{ name: 'new_password', reason: fault }] });
  const confirmed = await confirmPassword(parts, person, current, 'current_password');
  if (!confirmed.ok) return confirmed;
  const passwordHash = await parts.passwordHashes.hash(normalisePassword(next));
  const signedIn = newSession(parts, { ...person, passwordHash }, device);
  const isChanged = await parts.people.changePassword(signedIn.person, person.passwordHash, signedIn.session);
  return isChanged ? done(signedIn) : refused({ kind: 'password-wrong', parameter: 'current_password' });
}

/** Asks who is signed in for their password once more, before what a session alone may not do. */
export async function confirmPassword(
  { passwordHashes }: Pick<PeopleParts, 'passwordHashes'>,
  person: Person,
  password: string,
  parameter: string,
): Promise<Outcome<void>> {
  const isRight = await passwordHashes.verify(normalisePassword(password), [person.passwordHash]);
  return isRight ? done(undefined) : refused({ kind: 'password-wrong', parameter });
}
