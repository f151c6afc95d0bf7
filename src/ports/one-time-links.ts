import type { Membership, Person } from './people.ts';
import type { Role } from './role.ts';

/** What a link is for; each is good for one use. */
export type LinkPurpose = 'first-start' | 'invitation' | 'email-change' | 'password-reset';

/** A link as it is stored. Times are NumericDate seconds. */
export interface OneTimeLink {
  /** UUID: what it is called in lists. It opens nothing. */
  readonly id: string;
  /** SHA-256 of the token in the link, base64url: never the token itself. */
  readonly tokenHash: string;
  readonly purpose: LinkPurpose;
  /** The address that it was made for; `null` for a first start. */
  readonly email: string | null;
  /** The account to join, and as what. */
  readonly accountId: string | null;
  readonly role: Role | null;
  /** Whose address or password it changes; of an invitation, who invited. */
  readonly personId: string | null;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

/** What the use of a link does, in the same transaction. */
export type LinkEffect =
  /** `newPerson` is null where somebody who is known already joins. */
  | { readonly kind: 'join'; readonly newPerson: Person | null; readonly membership: Membership }
  /** Ends the other links by which the password or the address of the person could be changed. */
  | { readonly kind: 'email'; readonly person: Pick<Person, 'id' | 'email' | 'emailKey'> }
  /** The same, and ends every session of the person. */
  | { readonly kind: 'password'; readonly person: Pick<Person, 'id' | 'passwordHash'> };

export interface OneTimeLinks {
  /** Adds a link in the place of the unused ones with the same purpose, account, and e-mail or person. */
  add(link: OneTimeLink): Promise<void>;
  find(tokenHash: string): Promise<OneTimeLink | undefined>;
  /** Invitations to an account that are not used, newest first; those that have ended too. */
  invitations(accountId: string): Promise<readonly OneTimeLink[]>;
  /** @returns false where the account has no such invitation that is not used. */
  withdrawInvitation(accountId: string, id: string): Promise<boolean>;
  /**
   * Uses the link and does what comes with it, all or nothing; of many at once, one is `done`.
   * @throws ConflictError `person` where the e-mail address is taken.
   */
  redeem(tokenHash: string, now: number, effect: LinkEffect): Promise<'done' | 'unknown' | 'used' | 'expired'>;
}
