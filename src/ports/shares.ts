/** A link by which anybody reads one report, as the caller was told it. Times are NumericDate seconds. */
export interface Share {
  /** UUID: what it is called in lists. It opens nothing. */
  readonly id: string;
  /** SHA-256 of the token in the link, base64url: never the token itself. */
  readonly tokenHash: string;
  readonly accountId: string;
  readonly reportId: string;
  /** Of who made it, at that time. */
  readonly createdBy: string | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface Shares {
  /** @returns false where the account has `limit` links that have not expired */
  add(share: Share, limit: number): Promise<boolean>;
  /** One that was not taken back; it may have expired. */
  find(tokenHash: string): Promise<Share | undefined>;
  /** Those of an account that have not expired at `now`, newest first; of one report where it is named. */
  list(accountId: string, now: number, reportId?: string): Promise<readonly Share[]>;
  /** @returns false where the account has no such link */
  takeBack(accountId: string, id: string): Promise<boolean>;
}
