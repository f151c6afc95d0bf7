/** A browser in which somebody is signed in. Times are NumericDate seconds. */
export interface Session {
  /** UUID: what it is called in lists. It opens nothing. */
  readonly id: string;
  /** SHA-256 of the token that the browser holds, base64url: never the token itself. */
  readonly tokenHash: string;
  readonly personId: string;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly userAgent: string | null;
  /** IP address at its beginning. */
  readonly address: string | null;
}

export interface Sessions {
  /** @returns false, and begins nothing, where the password hash of the person is no longer `passwordHash`. */
  begin(session: Session, passwordHash: string): Promise<boolean>;
  find(tokenHash: string): Promise<Session | undefined>;
  /** Records when it was seen, where that is later than what is stored. */
  touch(id: string, seenAt: number): Promise<void>;
  /** Last seen first. */
  ofPerson(personId: string): Promise<readonly Session[]>;
  /** @returns false where the person has no such session. */
  end(personId: string, id: string): Promise<boolean>;
  /** Ends the sessions of the person, except this one. @returns how many. */
  endOthers(personId: string, exceptId: string): Promise<number>;
  /** Forgets the sessions that were not seen since, or that began before. */
  forget(unseenSince: number, begunBefore: number): Promise<void>;
}
