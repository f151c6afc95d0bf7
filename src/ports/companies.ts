/** Who stands behind an account. An empty text is not known. */
export interface Company {
  readonly name: string;
  readonly website: string;
  readonly phone: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly region: string;
  readonly country: string;
  /** VAT or other tax number. */
  readonly taxId: string;
}

export interface Companies {
  get(accountId: string): Promise<Company | undefined>;
  /** @param accountName renames the account with it @throws ConflictError `account` where there is no such account. */
  put(accountId: string, company: Company, accountName?: string): Promise<void>;
}
