/** How many requests of an application were judged. */
export interface ApplicationTotals {
  readonly accepted: number;
  readonly rejected: number;
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
}
