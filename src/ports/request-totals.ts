/** How many requests of an application were judged. */
export interface ApplicationTotals {
  readonly accepted: number;
  readonly rejected: number;
}

/** Requests signed with one key that ended alike, in one part of the time. */
export interface KeyTally {
  readonly keyFingerprint: string;
  /** `null`: accepted. */
  readonly cause: string | null;
  /** NumericDate seconds: a whole multiple of the length of a bucket. */
  readonly at: number;
  readonly count: number;
  /** NumericDate seconds of the last of them. */
  readonly lastAt: number;
}

/** The counts of the request log, of many at once. Exact, also for requests that are not kept any more; of whole minutes. */
export interface RequestTotals {
  /**
   * Of those among `applicationIds` of which the account has any, in one question.
   * @param since NumericDate seconds; the minute in which it lies is counted whole
   */
  byApplication(
    accountId: string,
    applicationIds: readonly string[],
    since: number,
  ): Promise<ReadonlyMap<string, ApplicationTotals>>;
  /**
   * The requests of an application whose signing key is known: all that are still counted, those of before `since`
   * (NumericDate seconds) at 0.
   * @param bucketSeconds whole minutes
   */
  byKey(accountId: string, applicationId: string, since: number, bucketSeconds: number): Promise<readonly KeyTally[]>;
}
