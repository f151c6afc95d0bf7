import { isUuid } from '../../core/encoding/uuid.ts';
import type { Role } from '../../ports/role.ts';
import { done, type Outcome, refused } from '../parts/outcome.ts';
import type { PeopleParts } from './parts.ts';

/** Gives a member another role, from their next request on. An account is never left without an owner. */
export async function changeMember(
  { people }: Pick<PeopleParts, 'people'>,
  accountId: string,
  personId: string,
  role: Role,
): Promise<Outcome<void>> {
  const result = isUuid(personId) ? await people.setRole(accountId, personId, role) : 'absent';
  return result === 'changed' ? done(undefined) : refusalOf(result, personId);
}

/** Takes a member out of the account, from their next request on. An account is never left without an owner. */
export async function removeMember(
  { people }: Pick<PeopleParts, 'people'>,
  accountId: string,
  personId: string,
): Promise<Outcome<void>> {
  const result = isUuid(personId) ? await people.removeMember(accountId, personId) : 'absent';
  return result === 'removed' ? done(undefined) : refusalOf(result, personId);
}

function refusalOf(result: 'absent' | 'last-owner', id: string): Outcome<void> {
  return refused(result === 'absent' ? { kind: 'not-found', id } : { kind: 'last-owner' });
}
