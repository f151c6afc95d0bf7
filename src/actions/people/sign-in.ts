import type { Person } from '../../ports/index.ts';
import { done, type Outcome, refused } from '../parts/outcome.ts';
import { takeCode } from './code.ts';
import { emailKey } from './email-address.ts';
import type { PeopleParts } from './parts.ts';
import { normalisePassword } from './password.ts';
import { beginSession, type Device, type NewlySignedIn } from './session.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, or a backup code. */
  readonly code?: string;
}

/**
 * Begins a session for the person with this address and password, and code where they have a second factor.
 * @param onWrong told of each wrong guess for somebody who is known
 * @throws SealedSecretError where the code cannot be checked
 */
export async function signIn(
  parts: Pick<
    PeopleParts,
    'people' | 'sessions' | 'secondFactors' | 'passwordHashes' | 'clock' | 'entropy' | 'sealing'
  >,
  { email, password, code }: Credentials,
  device: Device,
  onWrong: (person: Person, what: 'password' | 'code') => void = () => {},
): Promise<Outcome<NewlySignedIn>> {
  const person = await parts.people.findByEmail(emailKey(email));
  // As much work for an address that nobody has, so that time does not tell.
  const isRight = await parts.passwordHashes.verify(normalisePassword(password), person ? [person.passwordHash] : []);
  if (person && !isRight) onWrong(person, 'password');
  if (!person || !isRight) return refused({ kind: 'sign-in-refused' });
  const factor = await parts.secondFactors.get(person.id);
  if (factor && factor.confirmedAt !== null) {
    if (code === undefined) return refused({ kind: 'second-factor-required' });
    if (!(await takeCode(parts, factor, code))) {
      onWrong(person, 'code');
      return refused({ kind: 'second-factor-refused' });
    }
  }
  const signedIn = await beginSession(parts, person, device);
  return signedIn ? done(signedIn) : refused({ kind: 'sign-in-refused' });
}
