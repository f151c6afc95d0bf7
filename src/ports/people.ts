import type { Role } from './role.ts';
import type { Session } from './sessions.ts';

/** Somebody who signs in. What they may do is said by their memberships. */
export interface Person {
  /** UUID. */
  readonly id: string;
  /** As it was written. */
  readonly email: string;
  /** The same for all spellings of the address; no two people have one. */
  readonly emailKey: string;
  readonly name: string;
  readonly phone: string | null;
  /** As `SecretHashes` writes it: never the password itself. */
  readonly passwordHash: string;
  /** NumericDate seconds. */
  readonly createdAt: number;
}

export interface Membership {
  readonly personId: string;
  readonly accountId: string;
  readonly role: Role;
  readonly createdAt: number;
}

export interface Member extends Membership {
  readonly person: Person;
}

export interface People {
  count(): Promise<number>;
  get(id: string): Promise<Person | undefined>;
  findByEmail(emailKey: string): Promise<Person | undefined>;
  /** @returns false where there is none. */
  updateProfile(person: Pick<Person, 'id' | 'name' | 'phone'>): Promise<boolean>;
  /**
   * Replaces the password hash, ends every session of the person and every link by which their password or address could
   * be changed, and begins this session; all or nothing.
   * @returns false, and changes nothing, where the hash is no longer `fromHash`.
   */
  changePassword(person: Pick<Person, 'id' | 'passwordHash'>, fromHash: string, session: Session): Promise<boolean>;
  /** Oldest first. */
  memberships(personId: string): Promise<readonly Membership[]>;
  /** Oldest first. */
  members(accountId: string): Promise<readonly Member[]>;
  /** @returns `last-owner`, and changes nothing, where the account would be left without an owner. */
  setRole(accountId: string, personId: string, role: Role): Promise<'changed' | 'absent' | 'last-owner'>;
  /** @returns `last-owner`, and changes nothing, where the account would be left without an owner. */
  removeMember(accountId: string, personId: string): Promise<'removed' | 'absent' | 'last-owner'>;
}
