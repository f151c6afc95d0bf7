/** An account: who owns applications. Its id is the API key. */
export interface Account {
  /** API key, 8 characters. */
  readonly id: string;
  readonly name: string;
  /** The parent account of a subaccount. */
  readonly parentId: string | null;
  readonly suspended: boolean;
  /** NumericDate seconds. */
  readonly createdAt: number;
}

/** An API secret, as it is stored: never the secret itself, only a salted hash of it. */
export interface StoredSecret {
  readonly id: string;
  readonly accountId: string;
  /** Self-describing: `scrypt$N$r$p$salt$hash`, base64. */
  readonly hash: string;
  readonly createdAt: number;
}

export interface Accounts {
  /** Adds the account and its first secret, or nothing. @throws ConflictError where the id is taken or the parent unknown. */
  add(account: Account, secret: StoredSecret): Promise<void>;
  get(id: string): Promise<Account | undefined>;
  /** Replaces name and suspension; the rest of an account never changes. @returns false where there is none. */
  update(account: Pick<Account, 'id' | 'name' | 'suspended'>): Promise<boolean>;
  /** Oldest first. */
  list(): Promise<readonly Account[]>;
  /** These accounts and their subaccounts, oldest first. */
  families(ids: readonly string[]): Promise<readonly Account[]>;
  count(): Promise<number>;
  /** Oldest first. */
  secrets(accountId: string): Promise<readonly StoredSecret[]>;
  /**
   * @returns false, and adds nothing, where the account already has `limit` secrets.
   * @throws ConflictError where the account is unknown or the id is taken.
   */
  addSecret(secret: StoredSecret, limit: number): Promise<boolean>;
  /** @returns `last` where it is the only one: an account is never left without a secret. */
  removeSecret(accountId: string, secretId: string): Promise<'removed' | 'absent' | 'last'>;
}
