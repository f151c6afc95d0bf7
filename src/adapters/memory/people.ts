import type { Accounts } from '../../ports/accounts.ts';
import { ConflictError } from '../../ports/errors.ts';
import type { Membership, People, Person } from '../../ports/people.ts';
import type { MemorySessions } from './sessions.ts';

export interface MemoryPeople extends People {
  /** @throws ConflictError where the id or the address is taken, or the account is unknown; nothing is changed then. */
  join(newPerson: Person | null, membership: Membership): Promise<void>;
  /** @throws ConflictError where the address is another person's. */
  change(person: Pick<Person, 'id'> & Partial<Person>): void;
}

const oldestFirst = (a: Membership, b: Membership) => a.createdAt - b.createdAt || (nameOf(a) < nameOf(b) ? -1 : 1);
const nameOf = ({ accountId, personId }: Membership) => `${accountId} ${personId}`;

/** People and their memberships in memory: gone with the process. */
export function memoryPeople(accounts: Pick<Accounts, 'get'>, sessions: MemorySessions): MemoryPeople {
  const people = new Map<string, Person>();
  const memberships = new Map<string, Membership>();
  const of = (accountId: string) => [...memberships.values()].filter((one) => one.accountId === accountId);
  const byEmail = (emailKey: string) => [...people.values()].find((person) => person.emailKey === emailKey);

  function lookAtMember(accountId: string, personId: string): Membership | 'absent' | 'last-owner' {
    const member = memberships.get(`${accountId} ${personId}`);
    if (!member) return 'absent';
    const owners = of(accountId).filter(({ role }) => role === 'owner');
    return owners.length === 1 && member.role === 'owner' ? 'last-owner' : member;
  }

  function refuseTaken({ id, emailKey }: Person): void {
    const holder = byEmail(emailKey);
    if (holder && holder.id !== id) throw new ConflictError('person', 'The e-mail address is taken.');
  }

  return {
    async count() {
      return people.size;
    },
    async get(id) {
      return people.get(id);
    },
    async findByEmail(emailKey) {
      return byEmail(emailKey);
    },
    async updateProfile({ id, name, phone }) {
      const person = people.get(id);
      if (person) people.set(id, { ...person, name, phone });
      return person !== undefined;
    },
    async changePassword({ id, passwordHash }, fromHash, session) {
      const person = people.get(id);
      if (person?.passwordHash !== fromHash) return false;
      people.set(id, { ...person, passwordHash });
      await sessions.beginAlone(session);
      return true;
    },
    async memberships(personId) {
      return [...memberships.values()].filter((one) => one.personId === personId).sort(oldestFirst);
    },
    async members(accountId) {
      return of(accountId)
        .sort(oldestFirst)
        .flatMap((one) => {
          const person = people.get(one.personId);
          return person ? [{ ...one, person }] : [];
        });
    },
    async setRole(accountId, personId, role) {
      const member = lookAtMember(accountId, personId);
      if (member === 'absent' || (member === 'last-owner' && role !== 'owner')) return member;
      if (member !== 'last-owner') memberships.set(nameOf(member), { ...member, role });
      return 'changed';
    },
    async removeMember(accountId, personId) {
      const member = lookAtMember(accountId, personId);
      if (typeof member === 'string') return member;
      memberships.delete(nameOf(member));
      return 'removed';
    },
    async join(newPerson, membership) {
      if ((await accounts.get(membership.accountId)) === undefined) {
        throw new ConflictError('account', `There is no account ${membership.accountId}.`);
      }
      if (newPerson) {
        if (people.has(newPerson.id)) throw new ConflictError('person', `The person ${newPerson.id} exists already.`);
        refuseTaken(newPerson);
        people.set(newPerson.id, newPerson);
      }
      if (!memberships.has(nameOf(membership))) memberships.set(nameOf(membership), membership);
    },
    change(changed) {
      const person = people.get(changed.id);
      if (!person) return;
      refuseTaken({ ...person, ...changed });
      people.set(person.id, { ...person, ...changed });
    },
  };
}
